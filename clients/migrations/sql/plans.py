"""Row-level security of plans and what belongs to them; what was approved stays as it is."""

from django.db import migrations

from config.kernel.rls import protect, same_area

# A version that was approved is only replaced; its goals and measures do not change at all. Drafts are changed and
# discarded freely. Retention deletes as the owner.
STAYS = """
CREATE FUNCTION clients_planversion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['status', 'replaced_on', 'version'];
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF current_user = 'tasma_app' THEN
            RAISE EXCEPTION 'an approved plan stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.status = 'draft' OR (OLD.status = 'replaced' AND NEW.status <> 'replaced')
        OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'an approved plan stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approved_stays BEFORE UPDATE OR DELETE ON clients_planversion
    FOR EACH ROW EXECUTE FUNCTION clients_planversion_stays();

CREATE FUNCTION clients_plangoal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'DELETE' OR current_user = 'tasma_app') AND EXISTS (
        SELECT 1 FROM clients_planversion
        WHERE status <> 'draft' AND (
            (TG_OP <> 'INSERT' AND id = OLD.plan_version_id) OR (TG_OP <> 'DELETE' AND id = NEW.plan_version_id)
        )
    ) THEN
        RAISE EXCEPTION 'the goals of an approved plan stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER approved_stays BEFORE INSERT OR UPDATE OR DELETE ON clients_plangoal
    FOR EACH ROW EXECUTE FUNCTION clients_plangoal_stays();

CREATE FUNCTION clients_planmeasure_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'DELETE' OR current_user = 'tasma_app') AND EXISTS (
        SELECT 1 FROM clients_planversion v JOIN clients_plangoal g ON g.plan_version_id = v.id
        WHERE v.status <> 'draft' AND (
            (TG_OP <> 'INSERT' AND g.id = OLD.goal_id) OR (TG_OP <> 'DELETE' AND g.id = NEW.goal_id)
        )
    ) THEN
        RAISE EXCEPTION 'the measures of an approved plan stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER approved_stays BEFORE INSERT OR UPDATE OR DELETE ON clients_planmeasure
    FOR EACH ROW EXECUTE FUNCTION clients_planmeasure_stays();
"""
UNDO = """
DROP FUNCTION clients_planmeasure_stays() CASCADE;
DROP FUNCTION clients_plangoal_stays() CASCADE;
DROP FUNCTION clients_planversion_stays() CASCADE;
"""

VERBS = {
    **dict.fromkeys(("plan", "planversion", "plangoal", "planmeasure"), "SELECT, INSERT, UPDATE, DELETE"),
    **dict.fromkeys(("pensionclarification", "benefitcheck", "deadlineexception"), "SELECT, INSERT, UPDATE"),
    **dict.fromkeys(("measurestep", "planreview", "pensionstep"), "SELECT, INSERT"),
}
TRACKED = (
    *("plan", "planversion", "plangoal", "planmeasure"),
    *("pensionclarification", "benefitcheck", "deadlineexception"),
)

OPERATIONS = [
    migrations.RunSQL(STAYS, UNDO),
    *[protect(f"clients_{name}", verbs=verbs) for name, verbs in VERBS.items()],
    *[protect(f"clients_{name}event", verbs="SELECT") for name in TRACKED],
    *[
        same_area(f"clients_{name}", "client_id", "clients_client")
        for name in ("plan", "pensionclarification", "benefitcheck", "deadlineexception")
    ],
    same_area("clients_planversion", "plan_id", "clients_plan"),
    same_area("clients_planversion", "assessment_id", "clients_needsassessment"),
    same_area("clients_plangoal", "plan_version_id", "clients_planversion"),
    same_area("clients_planmeasure", "goal_id", "clients_plangoal"),
    same_area("clients_measurestep", "plan_id", "clients_plan"),
    same_area("clients_planreview", "plan_id", "clients_plan"),
    same_area("clients_pensionstep", "clarification_id", "clients_pensionclarification"),
]
