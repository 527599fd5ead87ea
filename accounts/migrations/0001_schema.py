"""Areas, people, the read log and what is told: tables, row-level security, rights and functions."""

from django.db import migrations

from accounts.migrations._tables import TABLES
from accounts.migrations.sql import people, read_log
from config.kernel.rls import CreateTables, grant, protect

LATER = ("ApiClient", "ApiClientEvent")  # they stand on a table of allauth, which needs people first

# As `manage.py createcachetable` makes it.
CACHE = """
CREATE TABLE django_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True

    # Shared out with 0002 so that no part of the old history passes for the whole.
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0003_row_level_security"),
        ("accounts", "0004_membership_rights"),
        ("accounts", "0005_sign_in"),
        ("accounts", "0006_administration"),
        ("accounts", "0007_read_log_seals"),
        ("accounts", "0008_service_feedback"),
        ("accounts", "0009_unsealed_reads"),
    ]
    dependencies = [("pghistory", "0007_auto_20250421_0444")]

    operations = [
        CreateTables([table for table in TABLES if table.name not in LATER]),
        migrations.RunSQL(CACHE, "DROP TABLE django_cache"),
        *people.OPERATIONS,
        *read_log.OPERATIONS,
        protect("accounts_securityevent", verbs="INSERT", using="true"),
        grant("accounts_servicefeedback", "SELECT, INSERT, UPDATE"),
        grant("accounts_servicefeedbackevent", "SELECT"),
    ]
