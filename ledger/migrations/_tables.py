"""The tables of ledger, as scripts/write_tables.py wrote them from its models for the first migration."""

import django.db.models.deletion
import django.db.models.functions.datetime
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
]
