"""Question sets in versions: published versions stay, whoever asks; shipped sets are read by all, an area's by it."""

from django.conf import settings
from django.db import migrations

from config.kernel.rls import ACTOR, BY_AREA, CreateTables, protect, same_area
from questionnaires.migrations import _feedback
from questionnaires.migrations._tables import TABLES as MODELS

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
TODAY = "(now() AT TIME ZONE 'Europe/Helsinki')::date"
READABLE = f"area_id IS NULL OR {BY_AREA}"
PARTS = ("question", "outcomerule", "questionmapping")
TABLES = ("questionset", "questionsetversion", *PARTS)

# What was published stays, for everybody, the owner of the tables included; the one step left is to retire it.
STAYS = f"""
CREATE FUNCTION questionnaires_version_stays() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    parent record;
    free text[] := ARRAY['status', 'retired_at', 'version'];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'published versions stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.status <> 'draft' THEN
        IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'retired'
            AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a published version stays as it is; make a new version' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF (TG_OP = 'INSERT' AND NEW.status <> 'draft') OR NEW.status = 'retired' THEN
        RAISE EXCEPTION 'a version is a draft, then published, then retired' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.area_id, OLD.question_set_id, OLD.number)
        IS DISTINCT FROM (NEW.area_id, NEW.question_set_id, NEW.number) THEN
        RAISE EXCEPTION 'a version keeps its set and number' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT area_id INTO parent FROM public.questionnaires_questionset WHERE id = NEW.question_set_id;
    IF parent.area_id IS DISTINCT FROM NEW.area_id THEN
        RAISE EXCEPTION 'a version is of the area of its set' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_stays BEFORE INSERT OR UPDATE OR DELETE ON questionnaires_questionsetversion
    FOR EACH ROW EXECUTE FUNCTION questionnaires_version_stays();
CREATE TRIGGER published_stays_whole BEFORE TRUNCATE ON questionnaires_questionsetversion
    FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_version_stays();

CREATE FUNCTION questionnaires_part_stays() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    parent record;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'published versions stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT status INTO parent FROM public.questionnaires_questionsetversion
            WHERE id = OLD.question_set_version_id FOR SHARE;
        IF FOUND AND parent.status <> 'draft' THEN
            RAISE EXCEPTION 'a published version stays as it is; make a new version'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    SELECT status, area_id INTO parent FROM public.questionnaires_questionsetversion
        WHERE id = NEW.question_set_version_id FOR SHARE;
    IF NOT FOUND OR parent.status <> 'draft' OR parent.area_id IS DISTINCT FROM NEW.area_id THEN
        RAISE EXCEPTION 'a published version stays as it is; make a new version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
STAYS += "".join(
    f"""
CREATE TRIGGER published_stays BEFORE INSERT OR UPDATE OR DELETE ON questionnaires_{name}
    FOR EACH ROW EXECUTE FUNCTION questionnaires_part_stays();
CREATE TRIGGER published_stays_whole BEFORE TRUNCATE ON questionnaires_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_part_stays();
"""
    for name in PARTS
)
# The system itself (no actor) loads what is shipped; of people only supervisors write, and in their own areas.
GUARDS = f"""
CREATE FUNCTION questionnaires_guard() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    owner smallint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        owner := OLD.area_id;
    ELSE
        owner := NEW.area_id;
    END IF;
    IF {ACTOR} IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM public.accounts_membership
        WHERE user_id = {ACTOR} AND role = 'esihlo' AND area_id = owner
            AND (valid_from IS NULL OR valid_from <= {TODAY}) AND (valid_to IS NULL OR valid_to >= {TODAY})
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'supervisors of the area alone write its question sets';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""
GUARDS += "".join(
    f"""
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON questionnaires_{name}
    FOR EACH ROW EXECUTE FUNCTION questionnaires_guard();
"""
    for name in TABLES
)
# Where a version grew from: a version of the same area or a shipped one. Composite keys cannot say "or shipped".
ORIGINS = f"""
CREATE FUNCTION questionnaires_version_origin() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF NEW.based_on_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM public.questionnaires_questionsetversion
        WHERE id = NEW.based_on_id AND (area_id IS NULL OR area_id = NEW.area_id) AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'same_area: a version grows from a published one of its area or a shipped one'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER origin BEFORE INSERT OR UPDATE ON questionnaires_questionsetversion
    FOR EACH ROW EXECUTE FUNCTION questionnaires_version_origin();

CREATE FUNCTION questionnaires_mapping_origin() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM public.questionnaires_question q
        JOIN public.questionnaires_questionsetversion v ON v.based_on_id = q.question_set_version_id
        WHERE q.id = NEW.before_id AND v.id = NEW.question_set_version_id
    ) OR (NEW.after_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM public.questionnaires_question
        WHERE id = NEW.after_id AND question_set_version_id = NEW.question_set_version_id
    )) THEN
        RAISE EXCEPTION 'same_area: a mapping leads from the version before to this one'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER origin BEFORE INSERT OR UPDATE ON questionnaires_questionmapping
    FOR EACH ROW EXECUTE FUNCTION questionnaires_mapping_origin();
"""
FUNCTIONS = ("version_stays", "part_stays", "guard", "version_origin", "mapping_origin")
CLOSED = "".join(f"REVOKE EXECUTE ON FUNCTION questionnaires_{name}() FROM PUBLIC;" for name in FUNCTIONS)
UNDO = "".join(f"DROP FUNCTION questionnaires_{name}() CASCADE;" for name in FUNCTIONS)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("questionnaires", "0001_initial"),
        ("questionnaires", "0002_feedback"),
    ]
    dependencies = [("accounts", "0002_sign_in"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateTables(MODELS),
        migrations.RunSQL(STAYS + GUARDS + ORIGINS + CLOSED, UNDO),
        protect("questionnaires_questionset", verbs="SELECT, INSERT, UPDATE", using=READABLE, check=BY_AREA),
        *[protect(f"questionnaires_{name}", using=READABLE, check=BY_AREA) for name in TABLES[1:]],
        *[protect(f"questionnaires_{name}event", verbs="SELECT", using=READABLE, check=BY_AREA) for name in TABLES],
        same_area("questionnaires_questionsetversion", "question_set_id", "questionnaires_questionset"),
        *[
            same_area(f"questionnaires_{name}", "question_set_version_id", "questionnaires_questionsetversion")
            for name in PARTS
        ],
        same_area("questionnaires_questionmapping", "after_id", "questionnaires_question"),
        *_feedback.OPERATIONS,
    ]
