"""Cases, incoming referrals and what the client needs in service."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0009_names_decision")]

    operations: list[migrations.operations.base.Operation] = []
