"""The tables of network, as scripts/write_tables.py wrote them from its models for the first migration."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Programme',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('code', models.CharField(max_length=20, unique=True)),
            ('name_fi', models.CharField(max_length=300)),
            ('name_sv', models.CharField(blank=True, max_length=300)),
            ('name_en', models.CharField(blank=True, max_length=300)),
            ('starts_on', models.DateField(blank=True, null=True)),
            ('ends_on', models.DateField(blank=True, null=True)),
            ('funder', models.CharField(blank=True, max_length=200)),
            ('beneficiary', models.CharField(blank=True, max_length=200)),
            ('coordinator', models.CharField(blank=True, max_length=200)),
            ('funding_granted', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            ('funding_actual', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            ('areas', models.ManyToManyField(through='network.ProgrammeArea', to='accounts.area')),
        ],
        options={
            'ordering': ('code',),
            'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programme_dates', violation_error_message='A programme cannot end before it starts.')],
            'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeevent" ("beneficiary", "code", "coordinator", "ends_on", "funder", "funding_actual", "funding_granted", "id", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") SELECT new_values."beneficiary", new_values."code", new_values."coordinator", new_values."ends_on", new_values."funder", new_values."funding_actual", new_values."funding_granted", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4fcf71cc60a45529f989b0b5dec76d1d316abaab', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_71eeb', referencing='REFERENCING NEW TABLE AS new_values ', table='network_programme', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeevent" ("beneficiary", "code", "coordinator", "ends_on", "funder", "funding_actual", "funding_granted", "id", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") SELECT new_values."beneficiary", new_values."code", new_values."coordinator", new_values."ends_on", new_values."funder", new_values."funding_actual", new_values."funding_granted", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7626462e73e19329b368459629f035408c99c3c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bfe19', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='network_programme', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeevent" ("beneficiary", "code", "coordinator", "ends_on", "funder", "funding_actual", "funding_granted", "id", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") SELECT old_values."beneficiary", old_values."code", old_values."coordinator", old_values."ends_on", old_values."funder", old_values."funding_actual", old_values."funding_granted", old_values."id", old_values."name_en", old_values."name_fi", old_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c530a0b4835f2d19a60a383bb858ec8010860ec3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab495', referencing='REFERENCING OLD TABLE AS old_values ', table='network_programme', when='AFTER'))],
            'indexes': [],
        },
    ),
    migrations.CreateModel(
        name='ProgrammeEvent',
        fields=[
            ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
            ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
            ('pgh_label', models.TextField(help_text='The event label.')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='network.programme')),
            ('pgh_context', pghistory.utils.JSONField(null=True)),
            ('pgh_context_id', models.UUIDField(null=True)),
            ('id', models.BigIntegerField()),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('code', models.CharField(max_length=20)),
            ('name_fi', models.CharField(max_length=300)),
            ('name_sv', models.CharField(blank=True, max_length=300)),
            ('name_en', models.CharField(blank=True, max_length=300)),
            ('starts_on', models.DateField(blank=True, null=True)),
            ('ends_on', models.DateField(blank=True, null=True)),
            ('funder', models.CharField(blank=True, max_length=200)),
            ('beneficiary', models.CharField(blank=True, max_length=200)),
            ('coordinator', models.CharField(blank=True, max_length=200)),
            ('funding_granted', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            ('funding_actual', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
        ],
        options={
            'ordering': ['pgh_id'],
            'abstract': False,
            'indexes': [models.Index(fields=['pgh_obj'], name='network_pro_pgh_obj_01c4d1_idx')],
            'constraints': [],
        },
    ),
    migrations.CreateModel(
        name='ProgrammeArea',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='network.programme')),
            ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('programme', 'area'), name='programme_area_once')],
            'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeareaevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") SELECT new_values."area_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."programme_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5a5aa17f164f093c47f365469256799360b9f733', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_478c8', referencing='REFERENCING NEW TABLE AS new_values ', table='network_programmearea', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeareaevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") SELECT new_values."area_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."programme_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f70013d004eac2e8d782ee3db6cd6255de68c79', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1a628', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='network_programmearea', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_programmeareaevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") SELECT old_values."area_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."programme_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5ef1342a3d13dde6169c29f1899c41def26d722d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57cf9', referencing='REFERENCING OLD TABLE AS old_values ', table='network_programmearea', when='AFTER'))],
            'indexes': [],
        },
    ),
    migrations.CreateModel(
        name='ProgrammeAreaEvent',
        fields=[
            ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
            ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
            ('pgh_label', models.TextField(help_text='The event label.')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='network.programmearea')),
            ('pgh_context', pghistory.utils.JSONField(null=True)),
            ('pgh_context_id', models.UUIDField(null=True)),
            ('id', models.BigIntegerField()),
            ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.programme')),
            ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
        ],
        options={
            'ordering': ['pgh_id'],
            'abstract': False,
            'indexes': [models.Index(fields=['pgh_obj'], name='network_pro_pgh_obj_b3d41e_idx')],
            'constraints': [],
        },
    ),
    migrations.CreateModel(
        name='PilotSite',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pilot_sites', to='network.programme')),
            ('name_fi', models.CharField(max_length=200)),
            ('name_sv', models.CharField(max_length=200)),
            ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
            ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit')),
        ],
        options={
            'ordering': ('name_fi',),
            'constraints': [models.UniqueConstraint(fields=('programme', 'name_fi'), name='pilot_site_once')],
            'indexes': [],
        },
    ),
]
