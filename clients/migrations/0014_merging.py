"""Duplicates, merges, documents and people around the client."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0013_contacts")]

    operations: list[migrations.operations.base.Operation] = []
