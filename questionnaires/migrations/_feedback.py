"""Answers of nobody and the links by which they are given: row-level security and functions."""

from django.db import migrations

from config.kernel.rls import APP_LOGIN, protect

# Whoever answers has no session: the hash of a token leads to the invitation and its area, and to nothing else.
INVITED = f"""
CREATE FUNCTION questionnaires_invited(hashed bytea) RETURNS TABLE (area_id smallint, invitation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT i.area_id::smallint, i.id FROM public.questionnaires_invitation i WHERE i.token_hash = hashed $$;
REVOKE EXECUTE ON FUNCTION questionnaires_invited(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION questionnaires_invited(bytea) TO {APP_LOGIN};
"""
# By which version people are asked: a published one of their area or a shipped one.
ASKED_BY = """
CREATE FUNCTION questionnaires_asked_by() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM questionnaires_questionsetversion
        WHERE id = NEW.question_set_version_id AND status <> 'draft' AND (area_id IS NULL OR area_id = NEW.area_id)
    ) THEN
        RAISE EXCEPTION 'same_area: people are asked by a published version of their area or a shipped one'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION questionnaires_asked_by() FROM PUBLIC;
CREATE TRIGGER asked_by BEFORE INSERT ON questionnaires_invitation
    FOR EACH ROW EXECUTE FUNCTION questionnaires_asked_by();
CREATE TRIGGER asked_by BEFORE INSERT ON questionnaires_answersheet
    FOR EACH ROW EXECUTE FUNCTION questionnaires_asked_by();
"""
UNDO = "DROP FUNCTION questionnaires_invited(bytea); DROP FUNCTION questionnaires_asked_by() CASCADE;"

OPERATIONS = [
    protect("questionnaires_invitation", verbs="SELECT, INSERT, UPDATE"),
    protect("questionnaires_answersheet", verbs="SELECT, INSERT"),
    migrations.RunSQL(INVITED + ASKED_BY, UNDO),
]
