"""A plan on paper for the client: tagged PDF (PDF/UA-1) in the client's language."""

from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from clients.models import Client, PlanVersion
from clients.selectors import plans
from config.kernel.papers import printed

PAPER = Path(__file__).resolve().parent.parent / "papers" / "plan.typ"
# A client served in another language gets the paper in Finnish.
LANGUAGES = frozenset({"fi", "sv", "en"})


def plan_paper(client: Client, version: PlanVersion) -> bytes:
    """The version with its goals as a PDF; no identity code, nothing of health; equal data make equal bytes."""
    language = client.service_language if client.service_language in LANGUAGES else "fi"
    with override(language):
        told = _told(client, version, language=language)
    return printed(PAPER, told, day=timezone.localdate())


def _told(client: Client, version: PlanVersion, *, language: str) -> dict[str, object]:
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    facts = [
        [_("Client:"), client.name or "–"],
        [_("Version:"), f"{version.number} ({version.get_status_display()})"],
        [_("Controller of the data:"), client.area.name],
        [_("Printed on:"), today],
    ]
    return {
        "language": language,
        "title": str(version.get_kind_display()),
        "author": client.area.name,
        "page": _("Page"),
        "facts": facts,
        "parts": plans.version_facts(version),
        "goals_title": _("Goals and measures"),
        "goal": _("Goal"),
        "columns": [pgettext("plan", "Measure"), _("Who does it"), _("When"), _("State")],
        "goals": [
            {
                "text": shown.goal.text,
                "rows": [
                    [
                        _what(one),
                        plans.owner_text(one.measure),
                        plans.schedule_text(one.measure),
                        str(one.state.label),
                    ]
                    for one in shown.measures
                ],
            }
            for shown in plans.goals_of(version)
        ],
        "empty": _("No goals yet."),
        "approval_title": _("Approval"),
        "approval": plans.approval_facts(version),
        "not_approved": _("This is a draft. It has not been approved."),
        "signatures": [_("Client's signature and date"), _("Signature for the authority and date")],
    }


def _what(one: plans.MeasureShown) -> str:
    service = str(one.measure.get_service_display()) if one.measure.service else ""
    return f"{one.measure.what} ({service})" if service else one.measure.what
