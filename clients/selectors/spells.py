"""Spells of a client: which hold on a day, and as tables with the gaps of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import LabourStatus
from clients.enums.spells import Benefit, SpellKind, benefits_there_on
from clients.models import BenefitSpell, Client, LabourSpell, LegalSpell
from clients.models.spells import Spell
from clients.selectors.cells import ABSENT, day_cell, day_text, text_cell
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

MODELS: dict[SpellKind, type[Any]] = {
    SpellKind.LABOUR: LabourSpell,
    SpellKind.LEGAL: LegalSpell,
    SpellKind.BENEFIT: BenefitSpell,
}
CODES = {SpellKind.LABOUR: "status", SpellKind.LEGAL: "flag", SpellKind.BENEFIT: "benefit"}
A_DAY = timedelta(days=1)


def benefit_situation(client: Client, *, on: date) -> tuple[Benefit, ...]:
    """The benefits the client has on the day, in the order of the list; empty when nothing is on record (CA-11).

    The benefit situation at the start and the end of a participation or a case is this, on those days.
    """
    held = set(
        BenefitSpell.objects.on(on).filter(area_id=client.area_id, client=client).values_list("benefit", flat=True)
    )
    return tuple(one for one in Benefit if one.value in held)


def labour_status_on(client: Client, *, on: date) -> LabourStatus | None:
    """The client's main status on the day; None when it is not known."""
    found = LabourSpell.objects.on(on).filter(area_id=client.area_id, client=client).values_list("status", flat=True)
    status = found.first()
    return LabourStatus(status) if status else None


def gaps_between(spells: Iterable[Spell]) -> list[tuple[date, date]]:
    """The first and last day of each stretch between the spells of which nothing is known; withdrawn ones are none."""
    found, known_until = [], None
    for one in sorted((one for one in spells if not one.is_withdrawn), key=lambda one: one.begun_on):
        if known_until is not None and one.begun_on > known_until + A_DAY:
            found.append((known_until + A_DAY, one.begun_on - A_DAY))
        last = one.ended_on or date.max - A_DAY
        known_until = last if known_until is None else max(known_until, last)
    return found


def spell_for(client: Client, *, kind: SpellKind, spell_id: UUID) -> Any:
    """One spell of the client, withdrawn or not; that of another client is not found."""
    found = MODELS[kind].objects.filter(area_id=client.area_id, client=client, pk=spell_id).first()
    if found is None:
        raise NotFound
    return found


def open_status(client: Client) -> LabourSpell | None:
    """The main status that goes on."""
    return LabourSpell.objects.standing().filter(area_id=client.area_id, client=client, ended_on__isnull=True).first()


def code_words(spell: Any, kind: SpellKind) -> str:
    """What the spell is, in words."""
    return str(getattr(spell, f"get_{CODES[kind]}_display")())


def labour_table(client: Client) -> Table:
    """Main statuses, the latest first, with rows for the days of which nothing is known."""
    found = list(client.labour_spells.all())
    rows = [(one.begun_on, _row(one, SpellKind.LABOUR)) for one in found]
    rows += [(since, _gap(since, until)) for since, until in gaps_between(found)]
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return _table(_("Labour-market status"), [row for _day, row in rows], with_reason=True)


def legal_table(client: Client) -> Table:
    """Standings by the law, the latest first."""
    rows = [_row(one, SpellKind.LEGAL) for one in client.legal_spells.all()]
    return _table(_("Legal standing"), rows, with_reason=True)


def benefit_table(client: Client) -> Table:
    """Benefits, the latest first."""
    rows = [_row(one, SpellKind.BENEFIT) for one in client.benefit_spells.all()]
    return _table(_("Benefits"), rows, with_reason=False)


def _row(one: Any, kind: SpellKind) -> Row:
    reason = str(one.get_end_reason_display()) if kind != SpellKind.BENEFIT and one.end_reason else ""
    cells = [
        Cell(
            text=code_words(one, kind),
            url=reverse(f"clients:{kind.value}_spell", args=[one.client_id, one.pk]),
            header=True,
        ),
        day_cell(one.begun_on),
        _end(one, kind),
    ]
    cells += [] if kind == SpellKind.BENEFIT else [text_cell(reason)]
    cells.append(Cell(text=", ".join(filter(None, (str(one.get_source_display()), one.source_name)))))
    return Row(cells=tuple(cells))


def _end(one: Any, kind: SpellKind) -> Cell:
    if one.is_withdrawn:
        return Cell(text=_("Recorded in error"), tone="plain", note=one.withdrawal_reason)
    goes_on = one.ended_on is None or one.ended_on >= timezone.localdate()
    if kind == SpellKind.BENEFIT and goes_on and not _is_there(one):
        return Cell(text=_("No such benefit any more: end it"), tone="warn")
    return day_cell(one.ended_on)


def _is_there(one: BenefitSpell) -> bool:
    return Benefit(one.benefit) in benefits_there_on(timezone.localdate())


def _gap(since: date, until: date) -> Row:
    cells = (Cell(text=_("Not known"), header=True, kind="absent"), day_cell(since), day_cell(until), ABSENT, ABSENT)
    return Row(cells=cells)


def _table(caption: str, rows: Sequence[Row], *, with_reason: bool) -> Table:
    labels = [caption, _("From"), _("To"), *([_("Why it ended")] if with_reason else []), _("Known from")]
    return Table(
        caption=caption, columns=tuple(Column(label=label) for label in labels), rows=tuple(rows), empty=_("None.")
    )


def spell_facts(spell: Any, kind: SpellKind) -> list[tuple[str, str]]:
    """What is known of one spell, term by term."""
    reason = str(spell.get_end_reason_display()) if kind != SpellKind.BENEFIT and spell.end_reason else ""
    return recorded_facts(
        [
            (_("From"), day_text(spell.begun_on)),
            (_("To"), day_text(spell.ended_on)),
            (_("Why it ended"), reason),
            *source_facts(spell),
        ],
        spell,
    )


def source_facts(spell: Any) -> list[tuple[str, str]]:
    """From whom it is known."""
    return [(_("Known from"), ", ".join(filter(None, (str(spell.get_source_display()), spell.source_name))))]


def recorded_facts(facts: list[tuple[str, str]], row: Any) -> list[tuple[str, str]]:
    """The facts that say something, then who recorded the row and when, and whether it was withdrawn."""
    recorder = User.objects.filter(pk=row.recorded_by_id).values_list("name", flat=True).first()
    told = [
        *facts,
        (_("Recorded by"), recorder or ""),
        (_("Recorded on"), day_text(timezone.localdate(row.recorded_at))),
        (_("Withdrawn as recorded in error"), row.withdrawal_reason),
    ]
    return [(term, value) for term, value in told if value]
