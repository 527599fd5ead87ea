"""A database older than the folded history loses the empty table that statements came from."""

from django.db import migrations

GO = """
DROP TABLE IF EXISTS clients_healthdetail, clients_healthdetailevent;
DROP FUNCTION IF EXISTS pgtrigger_insert_insert_f4426(), pgtrigger_update_update_86310(), pgtrigger_delete_delete_baf5a();
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_schema")]

    operations = [migrations.RunSQL(GO, migrations.RunSQL.noop)]
