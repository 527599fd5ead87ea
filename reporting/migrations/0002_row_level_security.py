"""Row-level security of facts (rows: by area) and of cells (numbers: also by programme)."""

from django.db import migrations

from config.kernel.rls import BY_AREA, BY_NUMBER, protect, same_area


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("accounts", "0003_row_level_security")]

    operations = [
        protect("reporting_participationfact"),
        protect("reporting_computation", using=BY_NUMBER, check=BY_AREA),
        protect("reporting_cell", using=BY_NUMBER, check=BY_AREA),
        same_area("reporting_participationfact", "unit_id", "accounts_unit"),
        same_area("reporting_cell", "unit_id", "accounts_unit"),
    ]
