"""Papers of job referrals and placements: tagged PDF (PDF/UA-1); equal data make equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from clients.selectors.cells import day_text
from config.kernel.papers import printed
from employers.models import JobReferral, Placement
from employers.selectors.presentation import presented_facts

PAPER = Path(__file__).resolve().parent.parent / "papers" / "facts.typ"
LANGUAGES = frozenset({"fi", "sv", "en"})


def presentation_paper(referral: JobReferral) -> bytes:
    """What the employer is told of the candidate: the permitted items, which job it is about, and nothing else."""
    with override(_language(get_language())):
        about = [(_("Employer:"), referral.recipient_name)]
        if referral.vacancy:
            about.append((_("Job:"), referral.vacancy.title))
        return _paper(
            title=_("Candidate presentation"),
            author=referral.client.area.name,
            facts=[*about, (_("Printed on:"), _today())],
            parts=[(fact.label, fact.value) for fact in presented_facts(referral)],
            note=_(
                "Told with the candidate's written consent (380/2023, section 118). The data are secret: use them only "
                "for this job and destroy them when they are not needed any more."
            ),
        )


def contract_paper(placement: Placement) -> bytes:
    """The contract of a work try-out or of rehabilitative work, in the client's language, with lines to sign."""
    client, agreed = placement.client, placement.agreed
    with override(_language(client.service_language)):
        days = f"{day_text(placement.first_on)}–{day_text(agreed.ends_on)}"
        return _paper(
            title=_("Contract: %(what)s") % {"what": placement.get_rung_display()},
            author=client.area.name,
            facts=[
                (_("Client:"), client.name or "–"),
                (_("Employer:"), placement.employer.name),
                (_("Period:"), days),
                (_("Printed on:"), _today()),
            ],
            parts=[
                (_("Goals"), agreed.goals),
                (_("Place of work"), agreed.place),
                (_("Tasks"), agreed.tasks),
                (_("Hours a day"), str(number_format(agreed.hours_a_day))),
                (_("Days a week"), str(agreed.days_a_week)),
                (_("Who supervises"), agreed.supervisor),
            ],
            signatures=[
                _("Client's signature and date"),
                _("Signature for the employer and date"),
                _("Signature for the authority and date"),
            ],
        )


def _language(wanted: str | None) -> str:
    return wanted if wanted in LANGUAGES else "fi"


def _today() -> str:
    return str(date_format(timezone.localdate(), "SHORT_DATE_FORMAT"))


def _paper(
    *,
    title: str,
    author: str,
    facts: Iterable[tuple[str, str]],
    parts: Iterable[tuple[str, str]],
    note: str = "",
    signatures: Iterable[str] = (),
) -> bytes:
    told: dict[str, Any] = {
        "language": _language(get_language()),
        "title": title,
        "author": author,
        "page": _("Page"),
        "facts": list(facts),
        "parts": list(parts),
        "note": note,
        "signatures": list(signatures),
    }
    return printed(PAPER, told, day=timezone.localdate())
