"""Question sets in versions: published versions stay, whoever asks; shipped sets are read by all, an area's by it."""

import uuid

import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import ACTOR, BY_AREA, protect, same_area

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
    dependencies = [
        ("accounts", "0010_case_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutcomeRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('outcome', models.CharField(choices=[('no_need', 'No need'), ('monitor', 'Follow the situation'), ('consult', 'Consult the work-ability coordinator'), ('refer', 'Refer to the work-ability coordinator'), ('health_check', 'Health check')], max_length=12)),
                ('next_step_fi', models.CharField(max_length=500)),
                ('next_step_sv', models.CharField(max_length=500)),
                ('next_step_en', models.CharField(max_length=500)),
                ('suggests_keyword', models.BooleanField(default=False)),
                ('area', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ],
            options={
                'ordering': ('question_set_version', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.SlugField(db_index=False, max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('single', 'One of the options'), ('multi', 'Any of the options'), ('scale', 'A number on a scale'), ('yes_no', 'Yes or no'), ('text', 'Free text'), ('date', 'Date')], max_length=8)),
                ('text_fi', models.CharField(max_length=500)),
                ('text_sv', models.CharField(max_length=500)),
                ('text_en', models.CharField(max_length=500)),
                ('help_fi', models.CharField(blank=True, max_length=500)),
                ('help_sv', models.CharField(blank=True, max_length=500)),
                ('help_en', models.CharField(blank=True, max_length=500)),
                ('options', models.JSONField(blank=True, default=list)),
                ('scale_min', models.SmallIntegerField(blank=True, null=True)),
                ('scale_max', models.SmallIntegerField(blank=True, null=True)),
                ('required', models.BooleanField(default=True)),
                ('refusable', models.BooleanField(default=False)),
                ('show_if', models.JSONField(blank=True, default=list)),
                ('area', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ],
            options={
                'ordering': ('question_set_version', 'position'),
            },
        ),
        migrations.CreateModel(
            name='QuestionMapping',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('same', 'The same question'), ('recoded', 'Recoded'), ('broken', 'No longer comparable')], max_length=8)),
                ('codes', models.JSONField(blank=True, default=dict)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='questionnaires.question')),
                ('area', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionnaires.question')),
            ],
            options={
                'ordering': ('question_set_version', 'before'),
            },
        ),
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.SlugField(db_index=False, max_length=40)),
                ('kind', models.CharField(choices=[('question_path', 'Question path'), ('self_assessment', 'Self-assessment'), ('feedback', 'Feedback'), ('survey', 'Survey')], max_length=16)),
                ('name_fi', models.CharField(max_length=200)),
                ('name_sv', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('area', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ],
            options={
                'ordering': ('code', 'area'),
            },
        ),
        migrations.CreateModel(
            name='QuestionSetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.SlugField(db_index=False, max_length=40)),
                ('kind', models.CharField(choices=[('question_path', 'Question path'), ('self_assessment', 'Self-assessment'), ('feedback', 'Feedback'), ('survey', 'Survey')], max_length=16)),
                ('name_fi', models.CharField(max_length=200)),
                ('name_sv', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questionnaires.questionset')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionSetVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('intro_fi', models.TextField(blank=True)),
                ('intro_sv', models.TextField(blank=True)),
                ('intro_en', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='questionnaires.questionsetversion')),
                ('published_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='questionnaires.questionset')),
            ],
            options={
                'ordering': ('question_set', '-number'),
            },
        ),
        migrations.CreateModel(
            name='QuestionMappingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('same', 'The same question'), ('recoded', 'Recoded'), ('broken', 'No longer comparable')], max_length=8)),
                ('codes', models.JSONField(blank=True, default=dict)),
                ('after', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.question')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
                ('before', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.question')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questionnaires.questionmapping')),
                ('question_set_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.questionsetversion')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='questionmapping',
            name='question_set_version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='questionnaires.questionsetversion'),
        ),
        migrations.CreateModel(
            name='QuestionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.SlugField(db_index=False, max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('single', 'One of the options'), ('multi', 'Any of the options'), ('scale', 'A number on a scale'), ('yes_no', 'Yes or no'), ('text', 'Free text'), ('date', 'Date')], max_length=8)),
                ('text_fi', models.CharField(max_length=500)),
                ('text_sv', models.CharField(max_length=500)),
                ('text_en', models.CharField(max_length=500)),
                ('help_fi', models.CharField(blank=True, max_length=500)),
                ('help_sv', models.CharField(blank=True, max_length=500)),
                ('help_en', models.CharField(blank=True, max_length=500)),
                ('options', models.JSONField(blank=True, default=list)),
                ('scale_min', models.SmallIntegerField(blank=True, null=True)),
                ('scale_max', models.SmallIntegerField(blank=True, null=True)),
                ('required', models.BooleanField(default=True)),
                ('refusable', models.BooleanField(default=False)),
                ('show_if', models.JSONField(blank=True, default=list)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questionnaires.question')),
                ('question_set_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.questionsetversion')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='question',
            name='question_set_version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questionnaires.questionsetversion'),
        ),
        migrations.CreateModel(
            name='OutcomeRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('outcome', models.CharField(choices=[('no_need', 'No need'), ('monitor', 'Follow the situation'), ('consult', 'Consult the work-ability coordinator'), ('refer', 'Refer to the work-ability coordinator'), ('health_check', 'Health check')], max_length=12)),
                ('next_step_fi', models.CharField(max_length=500)),
                ('next_step_sv', models.CharField(max_length=500)),
                ('next_step_en', models.CharField(max_length=500)),
                ('suggests_keyword', models.BooleanField(default=False)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questionnaires.outcomerule')),
                ('question_set_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.questionsetversion')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='outcomerule',
            name='question_set_version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='questionnaires.questionsetversion'),
        ),
        migrations.CreateModel(
            name='QuestionSetVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('intro_fi', models.TextField(blank=True)),
                ('intro_sv', models.TextField(blank=True)),
                ('intro_en', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
                ('based_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.questionsetversion')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questionnaires.questionsetversion')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('question_set', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.questionset')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(fields=('area', 'code'), name='question_set_once', nulls_distinct=False, violation_error_message='There is already a question set of this code.'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(fields=('area', 'id'), name='question_set_in_area'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['question_path', 'self_assessment', 'feedback', 'survey'])), name='question_set_kind', violation_error_message='The kind must be a listed one.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionset',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetevent" ("area_id", "code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."code", new_values."id", new_values."kind", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='019d986f1711656c414761b86637c3b9fb8ecd4e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d8697', referencing='REFERENCING NEW TABLE AS new_values ', table='questionnaires_questionset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionset',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetevent" ("area_id", "code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."code", new_values."id", new_values."kind", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5aab97aeeea7891274dd1af791c76fb6b24ee34a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1ba21', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='questionnaires_questionset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionset',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetevent" ("area_id", "code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."area_id", old_values."code", old_values."id", old_values."kind", old_values."name_en", old_values."name_fi", old_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5cf4d1a7fb4680ab53989125412a80ecf46485dd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f2e28', referencing='REFERENCING OLD TABLE AS old_values ', table='questionnaires_questionset', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='questionsetevent',
            index=models.Index(fields=['pgh_obj'], name='questionnai_pgh_obj_93c007_idx'),
        ),
        migrations.AddConstraint(
            model_name='questionsetversion',
            constraint=models.UniqueConstraint(fields=('question_set', 'number'), name='question_set_version_once'),
        ),
        migrations.AddConstraint(
            model_name='questionsetversion',
            constraint=models.UniqueConstraint(fields=('area', 'id'), name='question_set_version_in_area'),
        ),
        migrations.AddConstraint(
            model_name='questionsetversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('question_set',), name='question_set_one_draft', violation_error_message='The set already has a draft.'),
        ),
        migrations.AddConstraint(
            model_name='questionsetversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('retired_at__isnull', True), ('status', 'draft')), models.Q(('published_at__isnull', False), ('retired_at__isnull', True), ('status', 'published')), models.Q(('published_at__isnull', False), ('retired_at__isnull', False), ('status', 'retired')), _connector='OR'), name='question_set_version_moments', violation_error_message='A published version has the moment of publishing, a retired one its end.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsetversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetversionevent" ("area_id", "based_on_id", "created_at", "id", "intro_en", "intro_fi", "intro_sv", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_set_id", "retired_at", "status", "version") SELECT new_values."area_id", new_values."based_on_id", new_values."created_at", new_values."id", new_values."intro_en", new_values."intro_fi", new_values."intro_sv", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."question_set_id", new_values."retired_at", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='af8d743a240958b3cdea190672003c51a2c9def7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cde5e', referencing='REFERENCING NEW TABLE AS new_values ', table='questionnaires_questionsetversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsetversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetversionevent" ("area_id", "based_on_id", "created_at", "id", "intro_en", "intro_fi", "intro_sv", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_set_id", "retired_at", "status", "version") SELECT new_values."area_id", new_values."based_on_id", new_values."created_at", new_values."id", new_values."intro_en", new_values."intro_fi", new_values."intro_sv", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."question_set_id", new_values."retired_at", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6640f1a84c26220c36774760a94933f6d2fbab7d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_db35f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='questionnaires_questionsetversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsetversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionsetversionevent" ("area_id", "based_on_id", "created_at", "id", "intro_en", "intro_fi", "intro_sv", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_set_id", "retired_at", "status", "version") SELECT old_values."area_id", old_values."based_on_id", old_values."created_at", old_values."id", old_values."intro_en", old_values."intro_fi", old_values."intro_sv", old_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."question_set_id", old_values."retired_at", old_values."status", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='16d1daece747afb44628539da967ee0492c799a9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ea002', referencing='REFERENCING OLD TABLE AS old_values ', table='questionnaires_questionsetversion', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='questionmappingevent',
            index=models.Index(fields=['pgh_obj'], name='questionnai_pgh_obj_cdd0a0_idx'),
        ),
        migrations.AddIndex(
            model_name='questionmapping',
            index=models.Index(fields=['area', 'question_set_version'], name='question_mapping_version'),
        ),
        migrations.AddConstraint(
            model_name='questionmapping',
            constraint=models.UniqueConstraint(fields=('question_set_version', 'before'), name='question_mapping_once'),
        ),
        migrations.AddConstraint(
            model_name='questionmapping',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', True), ('kind', 'broken')), models.Q(('after__isnull', False), ('kind__in', ['same', 'recoded'])), _connector='OR'), name='question_mapping_leads', violation_error_message='A question that still counts leads to one of this version.'),
        ),
        migrations.AddConstraint(
            model_name='questionmapping',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'recoded'), models.Q(('codes', {}), _negated=True)), models.Q(models.Q(('kind', 'recoded'), _negated=True), ('codes', {})), _connector='OR'), name='question_mapping_codes', violation_error_message='A recoded question, and no other, has a table of codes.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionmapping',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionmappingevent" ("after_id", "area_id", "before_id", "codes", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "version") SELECT new_values."after_id", new_values."area_id", new_values."before_id", new_values."codes", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."question_set_version_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='630414073f6dc571fed3adb1fe760db1104fd749', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_562b3', referencing='REFERENCING NEW TABLE AS new_values ', table='questionnaires_questionmapping', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionmapping',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionmappingevent" ("after_id", "area_id", "before_id", "codes", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "version") SELECT new_values."after_id", new_values."area_id", new_values."before_id", new_values."codes", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."question_set_version_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3608d266672d7c33ed670cec88cf7bbe95d95538', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2fb69', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='questionnaires_questionmapping', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionmapping',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionmappingevent" ("after_id", "area_id", "before_id", "codes", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "version") SELECT old_values."after_id", old_values."area_id", old_values."before_id", old_values."codes", old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."question_set_version_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a5442256bc62caf44b6992b37033227f8b2b3bc3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bf005', referencing='REFERENCING OLD TABLE AS old_values ', table='questionnaires_questionmapping', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='questionevent',
            index=models.Index(fields=['pgh_obj'], name='questionnai_pgh_obj_5b034c_idx'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('question_set_version', 'key'), name='question_key_once', violation_error_message='The version already has a question of this key.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('question_set_version', 'position'), name='question_position_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('area', 'id'), name='question_in_area'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scale'), ('scale_min__isnull', False), ('scale_min__lt', models.F('scale_max'))), models.Q(models.Q(('kind', 'scale'), _negated=True), ('scale_max__isnull', True), ('scale_min__isnull', True)), _connector='OR'), name='question_scale', violation_error_message='A scale, and nothing else, has a least and a greatest number.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['single', 'multi']), models.Q(('options', []), _negated=True)), models.Q(models.Q(('kind__in', ['single', 'multi']), _negated=True), ('options', [])), _connector='OR'), name='question_options', violation_error_message='A question with a choice, and no other, has options.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionevent" ("area_id", "help_en", "help_fi", "help_sv", "id", "key", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "refusable", "required", "scale_max", "scale_min", "show_if", "text_en", "text_fi", "text_sv", "version") SELECT new_values."area_id", new_values."help_en", new_values."help_fi", new_values."help_sv", new_values."id", new_values."key", new_values."kind", new_values."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."position", new_values."question_set_version_id", new_values."refusable", new_values."required", new_values."scale_max", new_values."scale_min", new_values."show_if", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='47598e1ba8a69f75c3e21d959e38cb03594d1da7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_81a9d', referencing='REFERENCING NEW TABLE AS new_values ', table='questionnaires_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionevent" ("area_id", "help_en", "help_fi", "help_sv", "id", "key", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "refusable", "required", "scale_max", "scale_min", "show_if", "text_en", "text_fi", "text_sv", "version") SELECT new_values."area_id", new_values."help_en", new_values."help_fi", new_values."help_sv", new_values."id", new_values."key", new_values."kind", new_values."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."position", new_values."question_set_version_id", new_values."refusable", new_values."required", new_values."scale_max", new_values."scale_min", new_values."show_if", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c6994d6f14ed547095474f50fbdbcd8d973e61ce', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_908e7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='questionnaires_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_questionevent" ("area_id", "help_en", "help_fi", "help_sv", "id", "key", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "refusable", "required", "scale_max", "scale_min", "show_if", "text_en", "text_fi", "text_sv", "version") SELECT old_values."area_id", old_values."help_en", old_values."help_fi", old_values."help_sv", old_values."id", old_values."key", old_values."kind", old_values."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."question_set_version_id", old_values."refusable", old_values."required", old_values."scale_max", old_values."scale_min", old_values."show_if", old_values."text_en", old_values."text_fi", old_values."text_sv", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='47ca7afdb264f289f6b102814c1615ee47fd90dc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4574', referencing='REFERENCING OLD TABLE AS old_values ', table='questionnaires_question', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='outcomeruleevent',
            index=models.Index(fields=['pgh_obj'], name='questionnai_pgh_obj_5e864d_idx'),
        ),
        migrations.AddIndex(
            model_name='outcomerule',
            index=models.Index(fields=['area', 'question_set_version'], name='outcome_rule_version'),
        ),
        migrations.AddConstraint(
            model_name='outcomerule',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('question_set_version', 'position'), name='outcome_rule_position_once'),
        ),
        migrations.AddConstraint(
            model_name='outcomerule',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['no_need', 'monitor', 'consult', 'refer', 'health_check'])), name='outcome_rule_outcome'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcomerule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_outcomeruleevent" ("area_id", "conditions", "id", "next_step_en", "next_step_fi", "next_step_sv", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "suggests_keyword", "version") SELECT new_values."area_id", new_values."conditions", new_values."id", new_values."next_step_en", new_values."next_step_fi", new_values."next_step_sv", new_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."position", new_values."question_set_version_id", new_values."suggests_keyword", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='40944e8424ae7e2b7cc145ca43055bec49bcb38c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e3524', referencing='REFERENCING NEW TABLE AS new_values ', table='questionnaires_outcomerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcomerule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_outcomeruleevent" ("area_id", "conditions", "id", "next_step_en", "next_step_fi", "next_step_sv", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "suggests_keyword", "version") SELECT new_values."area_id", new_values."conditions", new_values."id", new_values."next_step_en", new_values."next_step_fi", new_values."next_step_sv", new_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."position", new_values."question_set_version_id", new_values."suggests_keyword", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3655f5adf979264fa29e7b1265de134b68371f37', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1805e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='questionnaires_outcomerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcomerule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "questionnaires_outcomeruleevent" ("area_id", "conditions", "id", "next_step_en", "next_step_fi", "next_step_sv", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_set_version_id", "suggests_keyword", "version") SELECT old_values."area_id", old_values."conditions", old_values."id", old_values."next_step_en", old_values."next_step_fi", old_values."next_step_sv", old_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."question_set_version_id", old_values."suggests_keyword", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5c7a19b9f80f720bd7a8f5cd01da693a722fe9d7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_87e01', referencing='REFERENCING OLD TABLE AS old_values ', table='questionnaires_outcomerule', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='questionsetversionevent',
            index=models.Index(fields=['pgh_obj'], name='questionnai_pgh_obj_4bb5e9_idx'),
        ),
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
    ]
