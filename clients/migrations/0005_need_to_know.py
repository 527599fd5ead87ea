"""Who a client is, whose client, and exceptional access."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_import_problem_security"), ("accounts", "0004_membership_rights")]

    operations = []
