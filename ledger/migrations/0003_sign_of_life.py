"""When each kind of process last gave a sign of life."""

import django.db.models.functions.datetime
from django.db import migrations, models

from config.kernel.rls import grant


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_row_level_security")]

    operations = [
        migrations.CreateModel(
            name="SignOfLife",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"verbose_name": "sign of life"},
        ),
        grant("ledger_signoflife", "SELECT, INSERT, UPDATE"),
    ]
