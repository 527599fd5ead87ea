"""What of a client is passed on to another area: put into words here and nowhere else, and read back from the copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from clients.enums import HEALTH_ITEMS, DataItem
from clients.enums.handovers import ALWAYS_TRANSFERRED, TRANSFERABLE
from clients.enums.work_ability import ProposedService
from clients.models import Client, PlanVersion
from clients.selectors.cells import day_text, listed
from clients.selectors.needs import latest_assessment
from clients.selectors.plans import goals_of
from clients.selectors.services_section import periods_of
from clients.selectors.shared_facts import NOTHING, SHAREABLE, SharedFact, Sharing

LANGUAGES = ("fi", "sv", "en")
NON_DISCLOSURE = "non_disclosure"
PERSON: Mapping[DataItem, tuple[str, ...]] = {
    DataItem.NAME: ("last_name", "first_names"),
    DataItem.BIRTH_DATE: ("birth_date",),
    DataItem.CONTACT: ("street_address", "postal_code", "post_office", "phone", "email", "municipality_id"),
    DataItem.LANGUAGES: ("service_language", "needs_interpreter", "interpreter_language"),
}


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """The client as a transfer shares it, with what is written to the receiver."""

    client: Client
    message: str


def _need(sharing: Sharing) -> str:
    """What was written, the need as it was assessed and the plan in force; nothing of health."""
    lines = [sharing.message]
    assessed = latest_assessment(sharing.client)
    if assessed is not None:
        texts = (
            (_("Summary"), assessed.summary),
            (_("Competence and own goals"), assessed.competence),
            (_("Job-search skills and other factors"), assessed.job_search),
            (_("Needs"), assessed.needs),
            (_("Conclusions"), assessed.conclusions),
            (_("Proposed services"), listed(ProposedService, assessed.proposed_services)),
        )
        lines.append(_("Need assessed on %(day)s") % {"day": day_text(assessed.assessed_on)})
        lines += [f"{label}: {text}" for label, text in texts if text]
    version = PlanVersion.objects.filter(plan__client=sharing.client).in_force().first()
    if version is not None:
        lines.append(_("Plan in force, version %(number)s") % {"number": version.number})
        lines += [text for text in (version.need, version.summary) if text]
        for shown in goals_of(version):
            lines.append(_("Goal: %(what)s") % {"what": shown.goal.text})
            lines += [
                f"– {one.measure.what} ({one.state.label}, {day_text(one.measure.due_on)})" for one in shown.measures
            ]
    return "\n".join(lines)


def _services(sharing: Sharing) -> str:
    """Services with their days and outcomes, and programmes by name. The answers of a programme's forms stay: the one
    who gathered them may not disclose them (757/2021 58 §)."""
    lines = [
        ", ".join(
            part
            for part in (
                one.service,
                one.organiser,
                f"{day_text(one.started_on)} – {day_text(one.ended_on)}".strip(),
                str(one.outcome),
            )
            if part
        )
        for one in periods_of(sharing.client)
    ]
    lines += [
        f"{one.programme}, {day_text(one.started_on)} – {day_text(one.ended_on)}".strip()
        for one in sharing.client.participations.select_related("programme").order_by("-started_on", "pk")
    ]
    return "\n".join(lines)


def _work_ability(sharing: Sharing) -> str:
    client = sharing.client
    status = client.ability_statuses.current().first()
    assessed = latest_assessment(client)
    lines = [f"{status.get_status_display()}, {day_text(status.since)}"] if status is not None else []
    if assessed is not None:
        lines += [text for text in (assessed.work_ability, assessed.health) if text]
    return "\n".join(lines)


WORDS: Mapping[DataItem, Callable[[Any], str]] = {
    **SHAREABLE,
    DataItem.NEED: _need,
    DataItem.SERVICES: _services,
    DataItem.WORK_ABILITY: _work_ability,
}


def passable(client: Client, items: tuple[DataItem, ...]) -> tuple[DataItem, ...]:
    """The items in their order, with name and need; contacts under non-disclosure leave by no transfer."""
    wanted = {*items, *ALWAYS_TRANSFERRED}
    if client.non_disclosure:
        wanted -= {DataItem.CONTACT}
    return tuple(item for item in TRANSFERABLE if item in wanted)


def draft_of(client: Client, *, note: str) -> dict[str, Any]:
    """What a draft keeps, which the other area does not see: what is written, and the name for the own list."""
    return {"note": note, "person": {name: getattr(client, name) for name in PERSON[DataItem.NAME]}}


def what_leaves(client: Client, items: tuple[DataItem, ...], *, note: str) -> dict[str, Any]:
    """The copy that the other area is to see: words in each language, and the fields of a person taken in there."""
    sharing = Leaving(client=client, message=note)
    facts: dict[str, list[list[str]]] = {}
    for language in LANGUAGES:
        with override(language):
            facts[language] = [[item.value, WORDS[item](sharing)] for item in items]
            if client.non_disclosure:
                facts[language].append([NON_DISCLOSURE, _("Yes")])
    person = {name: _plain(getattr(client, name)) for item in items for name in PERSON.get(item, ())}
    return {"note": note, "facts": facts, "person": {**person, NON_DISCLOSURE: client.non_disclosure}}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def digest_of(what: Mapping[str, Any]) -> str:
    """Tells one copy from another, and nobody without our key what stands in it: the page may not show all of it."""
    return salted_hmac("clients.CaseTransfer", json.dumps(what, sort_keys=True), algorithm="sha256").hexdigest()


def passed_facts(what: Mapping[str, Any], *, sees_health: bool) -> list[SharedFact]:
    """The copy in the reader's language; health only for readers who may see it."""
    language = (get_language() or "fi")[:2]
    held = what.get("facts", {})
    found = []
    for code, value in held.get(language, held.get("fi", [])):
        item = DataItem.NAME if code == NON_DISCLOSURE else DataItem(code)
        label = _("Non-disclosure") if code == NON_DISCLOSURE else str(item.label)
        hidden = code in HEALTH_ITEMS and not sees_health
        text = _("Not shown to you") if hidden else value or NOTHING
        found.append(SharedFact(item=item, label=label, value=text, hidden=hidden))
    return found


def name_passed(what: Mapping[str, Any]) -> str:
    """The client's name in the copy, last name first; empty when nothing is kept any more."""
    person = what.get("person", {})
    return " ".join(part for part in (person.get("last_name", ""), person.get("first_names", "")) if part)
