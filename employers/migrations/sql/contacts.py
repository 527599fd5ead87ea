"""Row-level security of what an area does with employers; its willing employers and shared persons others may read."""

from config.kernel.rls import BY_AREA, protect, same_area
from employers.migrations.sql.register import IN_SOME_AREA

OWN_OR_SHARED = f"{BY_AREA} OR (is_shared AND {IN_SOME_AREA})"

OPERATIONS = [
    protect("employers_contactperson", verbs="SELECT, INSERT, UPDATE", using=OWN_OR_SHARED, check=BY_AREA),
    protect("employers_contactpersonevent", verbs="SELECT"),
    protect("employers_employercontact", verbs="SELECT, INSERT, UPDATE"),
    protect("employers_employercontactevent", verbs="SELECT"),
    protect("employers_employerowner", verbs="SELECT, INSERT, UPDATE"),
    protect("employers_employerownerevent", verbs="SELECT"),
    protect("employers_willingkeyword", verbs="SELECT, INSERT, UPDATE", using=IN_SOME_AREA, check=BY_AREA),
    protect("employers_willingkeywordevent", verbs="SELECT", using=IN_SOME_AREA, check=BY_AREA),
    protect("employers_employerfilter", verbs="SELECT, INSERT, DELETE"),
    protect("employers_employerfilterevent", verbs="SELECT"),
    same_area("employers_employercontact", "person_id", "employers_contactperson"),
    same_area("employers_willingkeyword", "contact_id", "employers_employercontact"),
]
