"""Contacts, appointments and tasks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0012_work_ability")]

    operations: list[migrations.operations.base.Operation] = []
