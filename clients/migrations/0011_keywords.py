"""Keywords, diagnosis marks and the status of work ability."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_cases")]

    operations: list[migrations.operations.base.Operation] = []
