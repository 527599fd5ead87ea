"""Employers and all that is kept of them: tables, row-level security, rights."""

from django.conf import settings
from django.db import migrations

from config.kernel.rls import CreateTables
from employers.migrations._tables import TABLES
from employers.migrations.sql import contacts, jobs, placing, public, register


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_sign_in"),
        ("network", "0001_schema"),
        ("clients", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(TABLES),
        *register.OPERATIONS,
        *jobs.OPERATIONS,
        *contacts.OPERATIONS,
        *placing.OPERATIONS,
        *public.OPERATIONS,
    ]
