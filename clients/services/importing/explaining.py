"""The columns of an import file in words, from their declaration and the code lists."""

from collections import defaultdict

from django.utils.translation import gettext as _

from accounts.models import Code
from clients.selectors.wording import label
from clients.services.importing.columns import COLUMNS, MUNICIPALITY, STATUS_OF, Column, Kind
from config.kernel.tables import Cell, Row, Table
from config.kernel.tables import Column as Heading


def columns_table() -> Table:
    """Every column that is read: its name, what it means, what it may hold."""
    names: dict[str, list[str]] = defaultdict(list)
    for code in Code.objects.filter(list__in={column.codes for column in COLUMNS}).order_by("list", "position", "code"):
        names[code.list].append(f"{code.code} {code.name}")
    return Table(
        caption=_("Columns of the file, in any order"),
        columns=(Heading(label=_("Column")), Heading(label=_("Meaning")), Heading(label=_("Values"))),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=column.name, header=True, tight=True),
                    Cell(text=label(column.name), note=_note(column)),
                    Cell(text=_values(column, names[column.codes])),
                )
            )
            for column in COLUMNS
        ),
    )


def _note(column: Column) -> str:
    if column.required:
        return _("required")
    return _("makes the form") if column.name in STATUS_OF.values() else ""


def _values(column: Column, names: list[str]) -> str:
    if column.codes == MUNICIPALITY:
        return _("three-digit code, also of a former municipality")
    if column.kind is Kind.CODE:
        return "; ".join(names)
    limit = {"limit": column.limit}
    return {
        Kind.TEXT: _("text, at most %(limit)s characters") % limit,
        Kind.DATE: _("date, such as 2018-05-31 or 31.5.2018"),
        Kind.NUMBER: _("whole number from 0 to %(limit)s") % limit,
        Kind.FLAG: _("0 no; 1 yes"),
    }[column.kind]
