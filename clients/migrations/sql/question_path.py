"""Answers of the question path; a path that was walked to its end stays as it is."""

from django.db import migrations

# A finished path changes its client when two records turn out to be of one person, and nothing else. The login of the
# application deletes unfinished ones only; retention deletes as the owner.
STAYS = """
CREATE FUNCTION clients_questionpathrun_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['client_id', 'version'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status = 'finished' AND current_user = 'tasma_app' THEN
            RAISE EXCEPTION 'a finished question path stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status = 'finished' AND to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'a finished question path stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.question_set_version_id <> NEW.question_set_version_id THEN
        RAISE EXCEPTION 'answers keep the version they were given to' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM questionnaires_questionsetversion
        WHERE id = NEW.question_set_version_id AND status = 'published'
            AND (area_id IS NULL OR area_id = NEW.area_id)
    ) THEN
        RAISE EXCEPTION 'same_area: people are asked by a published version of their area or a shipped one'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finished_stays BEFORE INSERT OR UPDATE OR DELETE ON clients_questionpathrun
    FOR EACH ROW EXECUTE FUNCTION clients_questionpathrun_stays();
"""
UNDO = "DROP FUNCTION clients_questionpathrun_stays() CASCADE;"

OPERATIONS = [migrations.RunSQL(STAYS, UNDO)]
