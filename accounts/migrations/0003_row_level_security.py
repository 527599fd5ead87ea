"""Row-level security of people, units and the read log."""

from django.db import migrations

from config.kernel.rls import ACTOR, APP_LOGIN, BY_AREA, protect, same_area

OWN_OR_AREA = f"user_id = {ACTOR} OR {BY_AREA}"
SELF_OR_MEMBER = f"id = {ACTOR} OR EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = accounts_user.id)"

# A new person has no rights until somebody gives a membership, which only members of the area can.
INVITE = "CREATE POLICY by_invitation ON accounts_user FOR INSERT WITH CHECK (true)"

USER_BY_EMAIL = f"""
CREATE FUNCTION accounts_user_by_email(wanted text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT id FROM public.accounts_user WHERE email = lower(wanted) AND is_active $$;
REVOKE EXECUTE ON FUNCTION accounts_user_by_email(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_user_by_email(text) TO {APP_LOGIN};
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_api_client")]

    operations = [
        protect("accounts_unit", verbs="SELECT, INSERT, UPDATE"),
        protect("accounts_unitevent", verbs="SELECT"),
        protect("accounts_membership", verbs="SELECT, INSERT, UPDATE", using=OWN_OR_AREA, check=BY_AREA),
        protect("accounts_membershipevent", verbs="SELECT"),
        protect("accounts_user", verbs="SELECT, INSERT, UPDATE", using=SELF_OR_MEMBER, check=f"id = {ACTOR}"),
        migrations.RunSQL(INVITE, "DROP POLICY by_invitation ON accounts_user"),
        protect("accounts_readlog", verbs="INSERT"),
        same_area("accounts_unit", "parent_id", "accounts_unit"),
        same_area("accounts_membership", "unit_id", "accounts_unit"),
        migrations.RunSQL(USER_BY_EMAIL, "DROP FUNCTION accounts_user_by_email(text)"),
    ]
