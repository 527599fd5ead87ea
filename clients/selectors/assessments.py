"""Assessments that were ordered for a client, as pages show them."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from clients.enums.work_ability import ASSESSMENT_STEPS, PROCURED_MODULES, AssessmentBody, AssessmentStatus
from clients.models import AssessmentOrder, Client
from clients.selectors.cells import day_cell, day_text
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

TONES = {
    AssessmentStatus.ORDERED: "info",
    AssessmentStatus.STARTED: "info",
    AssessmentStatus.FINISHED: "good",
    AssessmentStatus.INTERRUPTED: "bad",
    AssessmentStatus.DECLINED: "bad",
}


def order_for(client: Client, *, order_id: UUID) -> AssessmentOrder:
    """One ordered assessment of the client; that of another client is not found."""
    found = client.assessment_orders.filter(pk=order_id).first()
    if found is None:
        raise NotFound
    return found


def next_steps(order: AssessmentOrder) -> list[AssessmentStatus]:
    """The steps that may be taken now."""
    allowed = ASSESSMENT_STEPS[AssessmentStatus(order.status)]
    return [status for status in AssessmentStatus if status in allowed]


def is_procured_module(order: AssessmentOrder) -> bool:
    """Whether it is one of the modules of the procured expert assessment."""
    return order.body == AssessmentBody.PROCURED and order.module in PROCURED_MODULES


def orders_table(client: Client) -> Table:
    """The client's ordered assessments, each leading to its page."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.get_module_display(),
                    url=reverse("clients:assessment", args=[client.pk, one.pk]),
                    header=True,
                    note=_("Module of a procured service") if is_procured_module(one) else "",
                ),
                Cell(text=one.get_body_display(), note=one.body_name),
                Cell(text=one.get_status_display(), tone=TONES[AssessmentStatus(one.status)]),
                day_cell(one.ordered_on),
                day_cell(one.started_on),
                day_cell(one.ended_on),
            )
        )
        for one in client.assessment_orders.all()
    )
    labels = (_("What is assessed"), _("Who assesses"), _("State"), _("Ordered"), _("Started"), _("Ended"))
    return Table(
        caption=_("Ordered assessments"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )


def order_facts(order: AssessmentOrder, *, with_health: bool) -> list[tuple[str, str]]:
    """The order, term by term; what came of it only with the right to health."""
    facts = [
        (_("State"), order.get_status_display()),
        (_("Who assesses"), ", ".join(part for part in (order.get_body_display(), order.body_name) if part)),
        (_("Ordered on"), day_text(order.ordered_on)),
        (_("Started on"), day_text(order.started_on)),
        (_("Ended on"), day_text(order.ended_on)),
        (_("Result"), order.result if with_health else ""),
        (_("Recorded by"), names_of([order.recorded_by_id]).get(order.recorded_by_id, NOT_KNOWN)),
    ]
    return [(term, value) for term, value in facts if value]
