"""Migration operations: tables made at once, their row-level security, and the application's rights to them."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

APP_LOGIN = "tasma_app"
AREAS = "(select nullif(current_setting('app.areas', true), ''))::smallint[]"
PROGRAMMES = "(select nullif(current_setting('app.programmes', true), ''))::integer[]"
NUMBER_AREAS = "(select nullif(current_setting('app.number_areas', true), ''))::smallint[]"
ACTOR = "(select nullif(current_setting('app.user', true), '')::uuid)"

BY_AREA = f"area_id = ANY ({AREAS})"
BY_NUMBER = f"{BY_AREA} OR area_id = ANY ({NUMBER_AREAS}) OR programme_id = ANY ({PROGRAMMES})"


def grant(table: str, verbs: str) -> migrations.RunSQL:
    """The application's login may do `verbs` (and nothing else) with `table`; a table without rows of persons."""
    return migrations.RunSQL(
        f'REVOKE ALL ON "{table}" FROM PUBLIC, {APP_LOGIN}; GRANT {verbs} ON "{table}" TO {APP_LOGIN};',
        f'REVOKE ALL ON "{table}" FROM {APP_LOGIN};',
    )


def protect(
    table: str,
    *,
    verbs: str = "SELECT, INSERT, UPDATE, DELETE",
    using: str = BY_AREA,
    check: str | None = None,
) -> migrations.RunSQL:
    """Rows of `table` are visible where `using` holds, and may be written, changed and deleted only where `check` does.

    Forced, so that the owner of the table is bound too unless it has BYPASSRLS. No context means no rows. Reading has
    a policy of its own where it reaches further: the condition of a policy for all verbs would let rows be deleted.
    """
    condition = check or using
    reading = f'CREATE POLICY by_reading ON "{table}" FOR SELECT USING ({using});' if check else ""
    return migrations.RunSQL(
        f"""
        ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
        ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
        CREATE POLICY by_context ON "{table}" USING ({condition}) WITH CHECK ({condition});
        {reading}
        REVOKE ALL ON "{table}" FROM PUBLIC, {APP_LOGIN};
        GRANT {verbs} ON "{table}" TO {APP_LOGIN};
        """,
        f"""
        DROP POLICY by_context ON "{table}";
        DROP POLICY IF EXISTS by_reading ON "{table}";
        ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;
        """,
    )


def same_area(table: str, column: str, target: str, *, deferrable: bool = True) -> migrations.RunSQL:
    """A row of `table` points by `column` only to a row of `target` in its own area."""
    name = f"{table}_{column}_same_area"
    wait = "DEFERRABLE INITIALLY DEFERRED" if deferrable else ""
    return migrations.RunSQL(
        f"""ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (area_id, "{column}")
            REFERENCES "{target}" (area_id, id) {wait};""",
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}";',
    )


def each(tables: Sequence[str], verbs: str) -> list[Operation]:
    """`grant` for several tables."""
    return [grant(table, verbs) for table in tables]


class CreateTables(Operation):
    """Many tables at once, each with the indexes, constraints and history triggers of its options, and no rows.

    An operation for each table, index, constraint and trigger would have Django make all related model classes anew
    each time, which took most of a minute. Here all tables are known before the first is made, so classes are made
    once, and tables may point to each other in a circle. When the operation ends, keys and indexes hold already, so
    that operations after it may write rows.
    """

    reversible = True
    serialization_expand_args = ["tables"]

    def __init__(self, tables: Sequence[migrations.CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.tables)} tables"
