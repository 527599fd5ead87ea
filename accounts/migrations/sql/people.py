"""People, memberships and units: row-level security, and what administrators alone may change."""

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


TODAY = "(now() AT TIME ZONE 'Europe/Helsinki')::date"
IN_FORCE = f"coalesce(valid_from <= {TODAY}, true) AND coalesce(valid_to >= {TODAY}, true)"
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

# Functions run as the owner: a policy of a table may not ask that table itself.
FUNCTIONS = f"""
CREATE FUNCTION accounts_administers(area smallint) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership
        WHERE user_id = {ACTOR} AND role = 'paa' AND area_id = area AND {IN_FORCE}
    ) $$;
CREATE FUNCTION accounts_administers_anything() RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership WHERE user_id = {ACTOR} AND role = 'paa' AND {IN_FORCE}
    ) $$;
CREATE FUNCTION accounts_administers_person(person uuid) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership m
        WHERE m.user_id = person AND public.accounts_administers(m.area_id)
    ) $$;
CREATE FUNCTION accounts_belongs_elsewhere(person uuid) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT public.accounts_administers_person(person) AND EXISTS (
        SELECT 1 FROM public.accounts_membership m
        WHERE m.user_id = person AND coalesce(m.valid_to >= {TODAY}, true)
          AND NOT public.accounts_administers(m.area_id)
    ) $$;
CREATE FUNCTION accounts_person_to_invite(wanted text, OUT person uuid, OUT active boolean)
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT id, is_active FROM public.accounts_user
        WHERE email = lower(wanted) AND public.accounts_administers_anything() $$;
"""

# The system itself (no actor) may change what it needs; a person changes oneself, an administrator the others.
GUARDS = f"""
CREATE FUNCTION accounts_guard_user() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NULL OR OLD.id = {ACTOR} THEN
            RETURN NEW;
        END IF;
        IF NEW.email <> OLD.email OR (NEW.password <> OLD.password AND NEW.password NOT LIKE '!%') THEN
            RAISE insufficient_privilege USING MESSAGE = 'nobody sets the address or password of another person';
        END IF;
        IF NEW.is_active <> OLD.is_active AND public.accounts_belongs_elsewhere(OLD.id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'the person belongs to another area too';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER accounts_guard_user BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_user();

CREATE FUNCTION accounts_guard_reference() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.accounts_administers_anything() THEN
            RAISE insufficient_privilege USING MESSAGE = 'administrators alone change what everybody shares';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER accounts_guard_code BEFORE INSERT OR UPDATE ON accounts_code
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_reference();
CREATE TRIGGER accounts_guard_notice BEFORE INSERT OR UPDATE ON accounts_notice
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_reference();
"""
ASKED = (
    "accounts_administers(smallint)",
    "accounts_administers_anything()",
    "accounts_administers_person(uuid)",
    "accounts_belongs_elsewhere(uuid)",
    "accounts_person_to_invite(text)",
)
RIGHTS = "".join(
    f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO {APP_LOGIN};" for name in ASKED
) + "".join(f"REVOKE EXECUTE ON FUNCTION accounts_guard_{name}() FROM PUBLIC;" for name in ("user", "reference"))
UNDO_FUNCTIONS = """
DROP FUNCTION accounts_guard_reference() CASCADE;
DROP FUNCTION accounts_guard_user() CASCADE;
DROP FUNCTION accounts_person_to_invite(text);
DROP FUNCTION accounts_belongs_elsewhere(uuid);
DROP FUNCTION accounts_administers_person(uuid);
DROP FUNCTION accounts_administers_anything();
DROP FUNCTION accounts_administers(smallint);
"""

# Nobody gives oneself rights: an administrator writes the memberships of others, in the own areas.
MAY_GIVE = f"{BY_AREA} AND ({ACTOR} IS NULL OR (accounts_administers(area_id) AND user_id <> {ACTOR}))"
POLICIES = f"""
ALTER TABLE accounts_membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_membership FORCE ROW LEVEL SECURITY;
CREATE POLICY by_reading ON accounts_membership FOR SELECT USING ({OWN_OR_AREA});
CREATE POLICY by_giving ON accounts_membership FOR INSERT WITH CHECK ({MAY_GIVE});
CREATE POLICY by_changing ON accounts_membership FOR UPDATE USING ({MAY_GIVE}) WITH CHECK ({MAY_GIVE});
REVOKE ALL ON accounts_membership FROM PUBLIC, {APP_LOGIN};
GRANT SELECT, INSERT, UPDATE ON accounts_membership TO {APP_LOGIN};
CREATE POLICY by_administration ON accounts_user FOR UPDATE
    USING (accounts_administers_person(id)) WITH CHECK (accounts_administers_person(id));
"""
UNDO_POLICIES = """
DROP POLICY by_administration ON accounts_user;
DROP POLICY by_changing ON accounts_membership;
DROP POLICY by_giving ON accounts_membership;
DROP POLICY by_reading ON accounts_membership;
"""
OF_A_VISIBLE_PERSON = "EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = pgh_obj_id)"

OPERATIONS = [
    protect("accounts_unit", verbs="SELECT, INSERT, UPDATE"),
    protect("accounts_unitevent", verbs="SELECT"),
    protect("accounts_membershipevent", verbs="SELECT"),
    protect("accounts_user", verbs="SELECT, INSERT, UPDATE", using=SELF_OR_MEMBER, check=f"id = {ACTOR}"),
    migrations.RunSQL(INVITE, "DROP POLICY by_invitation ON accounts_user"),
    same_area("accounts_unit", "parent_id", "accounts_unit"),
    same_area("accounts_membership", "unit_id", "accounts_unit"),
    migrations.RunSQL(USER_BY_EMAIL, "DROP FUNCTION accounts_user_by_email(text)"),
    migrations.RunSQL(FUNCTIONS + GUARDS + RIGHTS, UNDO_FUNCTIONS),
    migrations.RunSQL(POLICIES, UNDO_POLICIES),
    protect("accounts_userevent", verbs="SELECT", using=OF_A_VISIBLE_PERSON),
]
