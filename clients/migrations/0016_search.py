"""Search by name, telephone and reference."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0015_lists")]

    operations: list[migrations.operations.base.Operation] = []
