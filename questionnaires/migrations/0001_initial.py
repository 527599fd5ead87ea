"""Question sets in versions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_unsealed_reads")]

    operations: list[migrations.operations.base.Operation] = []
