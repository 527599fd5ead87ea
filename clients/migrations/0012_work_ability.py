"""Work ability against demands, statements, assessments, measurements, needs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0011_keywords")]

    operations: list[migrations.operations.base.Operation] = []
