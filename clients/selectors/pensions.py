"""The clarification of a client's pension, as pages show it to those with the right to health."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.enums.pensions import NEXT_EVENTS, PENSION_STEPS, STUCK_AFTER_DAYS, PensionStage
from clients.models import Client, PensionClarification, PensionStep
from clients.selectors.cells import day_cell, day_text, text_cell
from clients.selectors.deadlines import appeal_until
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

TONES = {PensionStage.GRANTED: "good", PensionStage.REFUSED: "bad", PensionStage.CLOSED: "plain"}


def clarification_for(client: Client, *, clarification_id: UUID) -> PensionClarification:
    """One clarification of the client; that of another client is not found."""
    found = client.pension_clarifications.filter(pk=clarification_id).first()
    if found is None:
        raise NotFound
    return found


def next_stages(clarification: PensionClarification) -> list[PensionStage]:
    """The steps that may be taken now."""
    allowed = PENSION_STEPS[PensionStage(clarification.stage)]
    return [stage for stage in PensionStage if stage in allowed]


def stuck_days(clarification: PensionClarification, *, day: date) -> int:
    """By how many days the stage has gone on longer than it should; none when it has not."""
    longest = STUCK_AFTER_DAYS.get(PensionStage(clarification.stage))
    return max(0, (day - clarification.stage_since).days - longest) if longest is not None else 0


def clarifications_table(client: Client) -> Table:
    """The clarifications, each leading to its page."""
    today = timezone.localdate()
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.get_stage_display(),
                    url=reverse("clients:pension", args=[client.pk, one.pk]),
                    header=True,
                    note=_stuck_text(one, today),
                ),
                day_cell(one.stage_since),
                text_cell(NEXT_EVENTS.get(PensionStage(one.stage), "")),
                text_cell(_insurer(one)),
            )
        )
        for one in client.pension_clarifications.all()
    )
    labels = (_("Stage"), _("Since"), _("Expected next"), _("Who decides"))
    return Table(
        caption=_("Clarifications of a pension"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )


def _insurer(one: PensionClarification) -> str:
    return ": ".join(part for part in (str(one.get_insurer_display()), one.insurer_name) if part)


def _stuck_text(one: PensionClarification, today: date) -> str:
    days = stuck_days(one, day=today)
    if not days:
        return ""
    return ngettext("Stuck for %(count)s day", "Stuck for %(count)s days", days) % {"count": days}


def clarification_facts(one: PensionClarification) -> list[tuple[str, str]]:
    """Where it stands, what is expected next, and until when a decision can be appealed."""
    today = timezone.localdate()
    last = one.steps.order_by("-number").first()
    facts = [
        (_("Stage"), str(one.get_stage_display())),
        (_("Since"), day_text(one.stage_since)),
        (_("Who decides"), _insurer(one)),
        (_("Expected next"), str(NEXT_EVENTS.get(PensionStage(one.stage), ""))),
        (_("Stuck"), _stuck_text(one, today)),
        (_("Appeal by"), day_text(appeal_until(last)) if last else ""),
    ]
    return [(str(term), value) for term, value in facts if value]


def steps_table(one: PensionClarification) -> Table:
    """Every step with its day and who recorded it, the first first."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=step.get_stage_display(), header=True, note=step.note),
                day_cell(step.taken_on),
                text_cell(_decision(step)),
                Cell(text=step.recorded_by.name),
            )
        )
        for step in one.steps.select_related("recorded_by")
    )
    labels = (_("Step"), _("Day"), _("Decision"), _("Recorded by"))
    return Table(caption=_("Steps"), columns=tuple(Column(label=label) for label in labels), rows=rows)


def _decision(step: PensionStep) -> str:
    parts = [str(step.get_granted_display())] if step.granted else []
    if step.granted_until:
        parts.append(_("until %(day)s") % {"day": day_text(step.granted_until)})
    if step.informed_on:
        parts.append(_("the client was told on %(day)s") % {"day": day_text(step.informed_on)})
    return ", ".join(parts)
