"""Clients and all that is kept of them: tables, row-level security, rights, functions, and the first texts of consent."""

from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

from clients.migrations._tables import TABLES
from clients.migrations.sql import (
    calendar,
    consent_texts,
    feedback,
    forms,
    handovers,
    matching,
    plans,
    question_path,
    referrals,
    rows,
    search,
    spells,
    tasks,
)
from config.kernel.rls import CreateTables


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("clients", "0001_initial"),
        ("clients", "0002_row_level_security"),
        ("clients", "0003_import_problem"),
        ("clients", "0004_import_problem_security"),
        ("clients", "0005_need_to_know"),
        ("clients", "0006_consent"),
        ("clients", "0007_second_identity_hash"),
        ("clients", "0008_consent_texts"),
        ("clients", "0009_names_decision"),
        ("clients", "0010_cases"),
        ("clients", "0011_keywords"),
        ("clients", "0012_work_ability"),
        ("clients", "0013_contacts"),
        ("clients", "0014_merging"),
        ("clients", "0015_lists"),
        ("clients", "0016_search"),
        ("clients", "0017_question_path"),
        ("clients", "0003_spells"),
        ("clients", "0004_plans"),
        ("clients", "0005_referrals"),
        ("clients", "0006_forms"),
        ("clients", "0007_handovers"),
        ("clients", "0009_task_set"),
        ("clients", "0010_feedback"),
    ]
    dependencies = [
        ("accounts", "0002_sign_in"),
        ("questionnaires", "0001_schema"),
        ("network", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        *matching.OPERATIONS,
        CreateTables(TABLES),
        *rows.OPERATIONS,
        *calendar.OPERATIONS,
        *search.OPERATIONS,
        *question_path.OPERATIONS,
        *consent_texts.OPERATIONS,
        *spells.OPERATIONS,
        *plans.OPERATIONS,
        *referrals.OPERATIONS,
        *forms.OPERATIONS,
        *handovers.OPERATIONS,
        *tasks.OPERATIONS,
        *feedback.OPERATIONS,
    ]
