"""Writes `migrations/_tables.py` of each app from its models: what the app's first migration creates.

Only until the first release: from then on the tables of a first migration stay as they are, and changes follow it.
Whoever folds later migrations into the first one moves their SQL there and adds their names to its `replaces`, so that
a database that lacks one of them is refused.

    .venv/bin/python scripts/write_tables.py
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "ledger", "questionnaires", "network", "clients", "employers", "reporting")
HEAD = '''"""The tables of {app}, as scripts/write_tables.py wrote them from its models for the first migration."""

{imports}

TABLES = [
{tables}]
'''


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.utils import translation

    django.setup()
    translation.deactivate_all()
    for app in APPS:
        path = ROOT / app / "migrations" / "_tables.py"
        path.write_text(written(app), encoding="utf-8")
        print(path.relative_to(ROOT))


def written(app: str) -> str:
    from django.apps import apps
    from django.db.migrations.operations import CreateModel
    from django.db.migrations.state import ProjectState
    from django.db.migrations.writer import OperationWriter

    state = ProjectState.from_apps(apps)
    imports = {"from django.db import migrations, models"}
    tables = ""
    for model in apps.get_app_config(app).get_models():
        one = state.models[app, model._meta.model_name]
        options = dict(one.options)
        if "triggers" in options:
            frozen = state.apps.get_model(app, model._meta.model_name)
            options["triggers"] = [trigger.compile(frozen) for trigger in options["triggers"]]
        operation = CreateModel(one.name, list(one.fields.items()), options, one.bases, one.managers)
        text, needs = OperationWriter(operation, indentation=1).serialize()
        imports |= needs
        tables += f"{text}\n"
    imports -= {"from django.db import migrations", "from django.db import models"}
    ordered = sorted(imports, key=lambda line: (line.startswith("from"), line))
    return HEAD.format(app=app, imports="\n".join(ordered), tables=tables)


if __name__ == "__main__":
    main()
