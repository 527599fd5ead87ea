"""Consents and disclosures."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0005_need_to_know")]

    operations = []
