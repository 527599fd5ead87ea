"""Whether a client gets the right benefit, as pages show it."""

from django.utils.translation import gettext as _

from clients.enums.pensions import RightBenefit
from clients.models import Client
from clients.selectors.cells import day_cell, text_cell
from config.kernel.tables import Cell, Column, Row, Table

TONES = {
    RightBenefit.YES: "good",
    RightBenefit.NO: "bad",
    RightBenefit.PENDING: "warn",
    RightBenefit.UNKNOWN: "plain",
}


def benefit_checks_table(client: Client) -> Table:
    """Every answer, the latest first."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.get_occasion_display(), header=True),
                day_cell(one.checked_on),
                Cell(text=one.get_answer_display(), tone=TONES[RightBenefit(one.answer)]),
                text_cell(one.note),
                Cell(text=one.recorded_by.name),
            )
        )
        for one in client.benefit_checks.select_related("recorded_by")
    )
    labels = (
        _("At what point"),
        _("Checked on"),
        _("Is the benefit right?"),
        _("Which benefit would be right"),
        _("Recorded by"),
    )
    return Table(
        caption=_("Right benefit"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Not asked yet."),
    )
