"""Answers of the question path."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0016_search"), ("questionnaires", "0001_initial")]

    operations: list[migrations.operations.base.Operation] = []
