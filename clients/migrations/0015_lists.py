"""Saved filters, tiles and bulk assignments."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0014_merging")]

    operations: list[migrations.operations.base.Operation] = []
