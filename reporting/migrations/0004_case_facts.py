"""Facts of cases, for the numbers of client work."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_history_and_guard_of_targets"), ("clients", "0011_keywords")]

    operations: list[migrations.operations.base.Operation] = []
