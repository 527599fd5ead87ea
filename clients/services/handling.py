"""Telling a client who has handled the data: the decision on names, and the paper."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from clients.models import Client, NamesDecision
from clients.policies import can_decide_names
from clients.selectors.handled import by_day, columns_of, decision_of, handlings
from config.kernel.errors import NotAllowed, NotFound, Refusal
from config.kernel.papers import printed

PAPER = Path(__file__).resolve().parent.parent / "papers" / "handled.typ"
WIDTHS = [11, 20, 14, 14, 22, 9, 8]
NAME_WIDTH = 12


@transaction.atomic
def decide_names(*, actor: User, client_id: UUID, is_given: bool, ground: str) -> NamesDecision:
    """The decision on the client's request for names is on record and counts from now on; a supervisor makes it."""
    client = Client.objects.visible_to(actor).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if not can_decide_names(actor, client):
        raise NotAllowed(_("A supervisor of the client's unit decides whether names are told."))
    if not ground.strip():
        raise Refusal(_("Write down the ground of the decision."), field="ground")
    decision = NamesDecision(
        area_id=client.area_id, client=client, is_given=is_given, ground=ground.strip(), decided_by=actor
    )
    decision.save(force_insert=True)
    return decision


def handled_paper(client: Client, *, since: date, language: str, named: bool) -> bytes:
    """The report as an accessible PDF (PDF/UA-1) in the client's language; equal data make equal bytes."""
    with override(language):
        told = _told(client, since=since, language=language, named=named)
    return printed(PAPER, told, day=timezone.localdate())


def _told(client: Client, *, since: date, language: str, named: bool) -> dict[str, object]:
    today = timezone.localdate()
    shown = handlings(client, since=since, named=named)
    period = f"{date_format(since, 'SHORT_DATE_FORMAT')} – {date_format(today, 'SHORT_DATE_FORMAT')}"
    decision = decision_of(client) if named else None
    facts = [[_("Client:"), client.name or str(client.pk)], [_("Period:"), period]]
    facts.append([_("Controller of the data:"), client.area.name])
    if decision:
        day = date_format(timezone.localtime(decision.decided_at), "SHORT_DATE_FORMAT")
        facts.append([_("Names are told by the decision of:"), f"{decision.decided_by.name}, {day}"])
    return {
        "language": language,
        "title": _("Who has handled my data"),
        "author": client.area.name,
        "page": _("Page"),
        "facts": facts,
        "paragraphs": [
            _(
                "This list says when your data in Täsmä were looked at or taken into a file, for what, in which unit "
                "and by which role. It comes from a log that nobody can change without being found out."
            ),
            _(
                "If you think that somebody has handled your data without a reason, tell the data-protection officer "
                "of the area. You can also turn to the Data Protection Ombudsman."
            ),
        ],
        "list_title": _("Handling of the data"),
        "empty": _("Nobody has handled the data in this period."),
        "columns": columns_of(named=named),
        "widths": [*WIDTHS, NAME_WIDTH] if named else WIDTHS,
        "rows": by_day(shown, named=named),
    }
