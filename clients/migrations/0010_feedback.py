"""Feedback of clients: who was asked by a link, and what was told by name."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from clients.migrations.sql.rows import may_move
from config.kernel.rls import protect, same_area

ASKED_BY = """
CREATE TRIGGER asked_by BEFORE INSERT ON clients_casefeedback
    FOR EACH ROW EXECUTE FUNCTION questionnaires_asked_by();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_machines"),
        ("clients", "0009_task_set"),
        ("questionnaires", "0002_feedback"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseFeedback",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("given_on", models.DateField()),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.case"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="clients.client",
                    ),
                ),
                (
                    "question_set_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.questionsetversion",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-given_on", "-recorded_at", "id"),
                "indexes": [models.Index(fields=["area", "client"], name="case_feedback_client")],
            },
        ),
        migrations.CreateModel(
            name="FeedbackRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.case"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_requests",
                        to="clients.client",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.invitation"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "id"),
                "indexes": [models.Index(fields=["area", "client"], name="feedback_request_client")],
            },
        ),
        protect("clients_feedbackrequest", verbs="SELECT, INSERT"),
        protect("clients_casefeedback", verbs="SELECT, INSERT"),
        may_move("clients_feedbackrequest"),
        may_move("clients_casefeedback"),
        same_area("clients_feedbackrequest", "client_id", "clients_client"),
        same_area("clients_feedbackrequest", "case_id", "clients_case"),
        same_area("clients_feedbackrequest", "invitation_id", "questionnaires_invitation"),
        same_area("clients_casefeedback", "client_id", "clients_client"),
        same_area("clients_casefeedback", "case_id", "clients_case"),
        migrations.RunSQL(ASKED_BY, "DROP TRIGGER asked_by ON clients_casefeedback"),
    ]
