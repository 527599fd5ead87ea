"""Whether a client is told the names of those who handled the data."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area


class Migration(migrations.Migration):
    dependencies = [("clients", "0008_consent_texts"), ("accounts", "0007_read_log_seals")]

    operations = [
        migrations.CreateModel(
            name="NamesDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_given", models.BooleanField()),
                ("ground", models.CharField(max_length=1000)),
                ("decided_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names_decisions",
                        to="clients.client",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-decided_at", "-id"),
                "indexes": [models.Index(fields=["area", "client", "-decided_at"], name="names_decision_client")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="names_decision_says_why",
                        violation_error_message="A decision says its ground.",
                    )
                ],
            },
        ),
        protect("clients_namesdecision", verbs="SELECT, INSERT"),
        same_area("clients_namesdecision", "client_id", "clients_client"),
    ]
