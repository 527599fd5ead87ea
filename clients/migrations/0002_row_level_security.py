"""Row-level security of clients, participations, forms and imports; no row points across areas."""

from django.db import migrations

from config.kernel.rls import protect, same_area

RECORDS = ("client", "participation", "startform", "endform", "followupform")
IMPORTS = ("importbatch", "importupload", "importchange")


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("accounts", "0003_row_level_security")]

    operations = [
        *[protect(f"clients_{name}") for name in RECORDS],
        *[protect(f"clients_{name}event", verbs="SELECT") for name in RECORDS],
        *[protect(f"clients_{name}") for name in IMPORTS],
        same_area("clients_participation", "client_id", "clients_client"),
        same_area("clients_participation", "unit_id", "accounts_unit"),
        same_area("clients_startform", "participation_id", "clients_participation"),
        same_area("clients_endform", "participation_id", "clients_participation"),
        same_area("clients_followupform", "participation_id", "clients_participation"),
        same_area("clients_importupload", "batch_id", "clients_importbatch"),
        same_area("clients_importchange", "batch_id", "clients_importbatch"),
    ]
