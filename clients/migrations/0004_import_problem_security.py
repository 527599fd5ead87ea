"""Row-level security of the problems of an import."""

from django.db import migrations

from config.kernel.rls import protect, same_area


class Migration(migrations.Migration):
    dependencies = [("clients", "0003_import_problem")]

    operations = [
        protect("clients_importproblem"),
        same_area("clients_importproblem", "batch_id", "clients_importbatch"),
    ]
