"""Feedback on accessibility, with its deadlines."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_read_log_seals")]

    operations = []
