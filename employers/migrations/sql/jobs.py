"""Row-level security of leads, task analyses, wishes and matches: each area's own, whatever vacancy it points to."""

from django.db import migrations

from clients.enums.demands import Demand
from config.kernel.rls import protect, same_area

CHANGED = ("lead", "taskanalysis", "worktask", "jobwish", "matchrecord")
LISTED = ", ".join(f"'{demand}'" for demand in Demand.values)
DEMANDS = f"""
ALTER TABLE employers_worktask ADD CONSTRAINT work_task_demands_listed
    CHECK (jsonb_typeof(demands) = 'object' AND demands - ARRAY[{LISTED}]::text[] = '{{}}'::jsonb);
"""

OPERATIONS = [
    *[protect(f"employers_{name}", verbs="SELECT, INSERT, UPDATE") for name in CHANGED],
    *[protect(f"employers_{name}event", verbs="SELECT") for name in CHANGED],
    protect("employers_matchsearch"),
    same_area("employers_lead", "vacancy_id", "employers_vacancy"),
    same_area("employers_worktask", "analysis_id", "employers_taskanalysis"),
    same_area("employers_worktask", "vacancy_id", "employers_vacancy"),
    *[
        same_area(f"employers_{name}", "client_id", "clients_client")
        for name in ("jobwish", "matchrecord", "matchsearch")
    ],
    migrations.RunSQL(DEMANDS, "ALTER TABLE employers_worktask DROP CONSTRAINT work_task_demands_listed"),
]
