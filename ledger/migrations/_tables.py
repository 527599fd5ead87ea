"""The tables of ledger, as scripts/write_tables.py wrote them from its models for the first migration."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='BeatLease',
        fields=[
            ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('holder', models.UUIDField()),
            ('lease_until', models.DateTimeField()),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'indexes': [],
            'constraints': [],
        },
    ),
    migrations.CreateModel(
        name='IdempotencyKey',
        fields=[
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('owner', models.CharField(max_length=120)),
            ('key', models.CharField(max_length=200)),
            ('body_hash', models.BinaryField(max_length=32)),
            ('status', models.PositiveSmallIntegerField(default=0)),
            ('body', models.JSONField(null=True)),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'indexes': [models.Index(fields=['created_at'], name='idempotency_age')],
            'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='idempotency_key_once')],
        },
    ),
    migrations.CreateModel(
        name='Job',
        fields=[
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ('run', models.UUIDField(default=uuid.uuid4)),
            ('kind', models.CharField(max_length=40)),
            ('params', models.JSONField(default=dict)),
            ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ('state', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Running'), ('cancelling', 'Being cancelled'), ('cancelled', 'Cancelled'), ('done', 'Done'), ('failed', 'Failed')], default='queued', max_length=10)),
            ('progress', models.PositiveSmallIntegerField(default=0)),
            ('step', models.CharField(blank=True, max_length=40)),
            ('total', models.PositiveIntegerField(default=0)),
            ('processed', models.PositiveIntegerField(default=0)),
            ('counts', models.JSONField(default=dict)),
            ('failure', models.CharField(blank=True, choices=[('', ''), ('refused', 'The work was refused.'), ('unexpected', 'An unexpected error stopped the work, also when it was tried again.'), ('worker_lost', 'The work stopped its worker process several times and was given up.')], max_length=12)),
            ('refusal', models.CharField(blank=True, max_length=500)),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ('started_at', models.DateTimeField(null=True)),
            ('finished_at', models.DateTimeField(null=True)),
            ('cancel_requested_at', models.DateTimeField(null=True)),
        ],
        options={
            'ordering': ('-created_at', 'id'),
            'indexes': [models.Index(fields=['area', 'run'], name='job_area_run'), models.Index(fields=['area', 'kind', '-created_at'], name='job_area_kind')],
            'constraints': [models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='job_progress_percent', violation_error_message='Progress is a percentage.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('cancelled', 'done', 'failed'))), models.Q(models.Q(('state__in', ('cancelled', 'done', 'failed')), _negated=True), ('finished_at', None)), _connector='OR'), name='job_final_has_finished', violation_error_message='A finished job has a time of finishing, and no other has.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('failure', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('failure', '')), _connector='OR'), name='job_failed_has_failure', violation_error_message='A failed job says why.')],
        },
    ),
    migrations.CreateModel(
        name='ChangeMarker',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ('kind', models.CharField(max_length=40)),
            ('subject_id', models.UUIDField()),
            ('current', models.BigIntegerField(default=1)),
            ('processed', models.BigIntegerField(default=0)),
        ],
        options={
            'indexes': [models.Index(models.F('area'), models.F('kind'), models.F('subject_id'), condition=models.Q(('processed__lt', models.F('current'))), name='marker_pending')],
            'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'subject_id'), name='marker_once'), models.CheckConstraint(condition=models.Q(('processed__lte', models.F('current'))), name='marker_not_ahead')],
        },
    ),
    migrations.CreateModel(
        name='Outbox',
        fields=[
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('task', models.CharField(max_length=100)),
            ('arguments', models.JSONField(default=dict)),
            ('key', models.CharField(max_length=200, null=True, unique=True)),
            ('area_id', models.SmallIntegerField(null=True)),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ('available_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ('sent_at', models.DateTimeField(null=True)),
            ('claim_token', models.UUIDField(null=True)),
            ('lease_until', models.DateTimeField(null=True)),
            ('attempts', models.PositiveSmallIntegerField(default=0)),
            ('done_at', models.DateTimeField(null=True)),
            ('dead_at', models.DateTimeField(null=True)),
            ('last_error', models.CharField(blank=True, max_length=200)),
        ],
        options={
            'indexes': [models.Index(models.F('available_at'), condition=models.Q(('dead_at', None), ('done_at', None), ('sent_at', None)), name='outbox_unsent'), models.Index(models.F('sent_at'), condition=models.Q(('dead_at', None), ('done_at', None)), name='outbox_unfinished'), models.Index(models.F('done_at'), condition=models.Q(('done_at__isnull', False)), name='outbox_done')],
            'constraints': [models.CheckConstraint(condition=models.Q(('done_at', None), ('dead_at', None), _connector='OR'), name='outbox_done_or_dead'), models.CheckConstraint(condition=models.Q(models.Q(('claim_token', None), ('lease_until', None)), models.Q(('claim_token__isnull', False), ('lease_until__isnull', False)), _connector='OR'), name='outbox_claim_has_lease')],
        },
    ),
    migrations.CreateModel(
        name='SignOfLife',
        fields=[
            ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
            ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'verbose_name': 'sign of life',
            'indexes': [],
            'constraints': [],
        },
    ),
    migrations.CreateModel(
        name='WebhookEndpoint',
        fields=[
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ('name', models.CharField(max_length=100)),
            ('url', models.URLField(max_length=500)),
            ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('employer.willing', 'An employer became willing to hire'), ('vacancy.opened', 'A vacancy opened'), ('webhook.test', 'A trial, asked for by an administrator')], max_length=20), default=list, size=None)),
            ('secret_cipher', models.BinaryField()),
            ('is_active', models.BooleanField(default=True)),
            ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'ordering': ('name', 'id'),
            'constraints': [models.UniqueConstraint(fields=('area', 'id'), name='webhook_endpoint_in_area'), models.UniqueConstraint(fields=('area', 'name'), name='webhook_endpoint_once', violation_error_message='The area already has a webhook of this name.'), models.CheckConstraint(condition=models.Q(models.Q(('kinds', []), _negated=True), ('kinds__contained_by', ['employer.willing', 'vacancy.opened'])), name='webhook_endpoint_kinds', violation_error_message='Choose at least one kind of event.')],
            'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ledger_webhookendpointevent" ("area_id", "created_at", "created_by_id", "id", "is_active", "kinds", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url", "version") SELECT new_values."area_id", new_values."created_at", new_values."created_by_id", new_values."id", new_values."is_active", new_values."kinds", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."url", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0ebfcf391d2bc9e0a59b97bef14debbbaeda3f29', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_86452', referencing='REFERENCING NEW TABLE AS new_values ', table='ledger_webhookendpoint', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ledger_webhookendpointevent" ("area_id", "created_at", "created_by_id", "id", "is_active", "kinds", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url", "version") SELECT new_values."area_id", new_values."created_at", new_values."created_by_id", new_values."id", new_values."is_active", new_values."kinds", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."url", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."kinds" IS DISTINCT FROM (new_values."kinds") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."url" IS DISTINCT FROM (new_values."url") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='629d304b78e870d06bea042ed68e3740c9168dc7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7b0c3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='ledger_webhookendpoint', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ledger_webhookendpointevent" ("area_id", "created_at", "created_by_id", "id", "is_active", "kinds", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url", "version") SELECT old_values."area_id", old_values."created_at", old_values."created_by_id", old_values."id", old_values."is_active", old_values."kinds", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."url", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7dc2017b3e7cdc7d8bb21397904e5d19c0c4bf9b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0c6db', referencing='REFERENCING OLD TABLE AS old_values ', table='ledger_webhookendpoint', when='AFTER'))],
            'indexes': [],
        },
    ),
    migrations.CreateModel(
        name='WebhookEndpointEvent',
        fields=[
            ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
            ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
            ('pgh_label', models.TextField(help_text='The event label.')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ledger.webhookendpoint')),
            ('pgh_context', pghistory.utils.JSONField(null=True)),
            ('pgh_context_id', models.UUIDField(null=True)),
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.area')),
            ('name', models.CharField(max_length=100)),
            ('url', models.URLField(max_length=500)),
            ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('employer.willing', 'An employer became willing to hire'), ('vacancy.opened', 'A vacancy opened'), ('webhook.test', 'A trial, asked for by an administrator')], max_length=20), default=list, size=None)),
            ('is_active', models.BooleanField(default=True)),
            ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'ordering': ['pgh_id'],
            'abstract': False,
            'indexes': [models.Index(fields=['pgh_obj'], name='ledger_webh_pgh_obj_a36edc_idx')],
            'constraints': [],
        },
    ),
    migrations.CreateModel(
        name='WebhookEvent',
        fields=[
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ('kind', models.CharField(choices=[('employer.willing', 'An employer became willing to hire'), ('vacancy.opened', 'A vacancy opened'), ('webhook.test', 'A trial, asked for by an administrator')], max_length=20)),
            ('about', models.JSONField(default=dict)),
            ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            'ordering': ('-at', 'id'),
            'indexes': [models.Index(fields=['area', '-at'], name='webhook_event_at')],
            'constraints': [models.UniqueConstraint(fields=('area', 'id'), name='webhook_event_in_area')],
        },
    ),
    migrations.CreateModel(
        name='WebhookDelivery',
        fields=[
            ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='accounts.area')),
            ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='ledger.webhookendpoint')),
            ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='ledger.webhookevent')),
            ('state', models.CharField(choices=[('waiting', 'On its way'), ('delivered', 'Delivered'), ('dead', 'Given up')], default='waiting', max_length=9)),
            ('round', models.PositiveSmallIntegerField(default=1)),
            ('attempts', models.PositiveSmallIntegerField(default=0)),
            ('next_at', models.DateTimeField(null=True)),
            ('last_at', models.DateTimeField(null=True)),
            ('last_status', models.PositiveSmallIntegerField(null=True)),
            ('last_fault', models.CharField(blank=True, choices=[('', ''), ('unreachable', 'Nobody answered at the address'), ('slow', 'No answer in time'), ('refused', 'The receiver answered with an error'), ('gone', 'The receiver said that it is gone for good'), ('stopped', 'The webhook was stopped'), ('not_allowed', "The host is not on the operator's list any more")], max_length=11)),
            ('settled_at', models.DateTimeField(null=True)),
        ],
        options={
            'ordering': ('-event__at', 'id'),
            'indexes': [models.Index(fields=['area', 'endpoint', 'state'], name='webhook_delivery_state'), models.Index(fields=['area', 'event'], name='webhook_delivery_event')],
            'constraints': [models.UniqueConstraint(fields=('endpoint', 'event'), name='webhook_delivery_once'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='webhook_delivery_settled')],
        },
    ),
]
