"""Row-level security of the shared register: whoever works in some area reads it, and areas write it together."""

from django.db import migrations

from clients.enums.demands import Demand
from config.kernel.rls import AREAS, BY_AREA, protect

IN_SOME_AREA = f"cardinality({AREAS}) > 0"
LISTED = ", ".join(f"'{demand}'" for demand in Demand.values)
DEMANDS = f"""
ALTER TABLE employers_vacancy ADD CONSTRAINT vacancy_demands_listed
    CHECK (jsonb_typeof(demands) = 'object' AND demands - ARRAY[{LISTED}]::text[] = '{{}}'::jsonb);
"""

OPERATIONS = [
    protect("employers_employer", verbs="SELECT, INSERT, UPDATE", using=IN_SOME_AREA),
    protect("employers_employerevent", verbs="SELECT", using=IN_SOME_AREA),
    protect("employers_establishment", verbs="SELECT, INSERT, UPDATE", using=IN_SOME_AREA),
    protect("employers_establishmentevent", verbs="SELECT", using=IN_SOME_AREA),
    protect("employers_vacancy", verbs="SELECT, INSERT, UPDATE", using=IN_SOME_AREA, check=BY_AREA),
    protect("employers_vacancyevent", verbs="SELECT", using=IN_SOME_AREA, check=BY_AREA),
    migrations.RunSQL(DEMANDS, "ALTER TABLE employers_vacancy DROP CONSTRAINT vacancy_demands_listed"),
]
