"""What a partner is shown of a client by a referral: a fixed catalogue of items, each put into words here and nowhere
else. An item that is not in SHAREABLE cannot be shared by a referral."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.enums import HEALTH_ITEMS, DataItem, DiagnosisChapter
from clients.enums.cases import Adjustment as NeededAdjustment
from clients.enums.cases import InterpreterLanguage, ServiceLanguage
from clients.enums.demands import Ability, Adjustment, Demand
from clients.models import Client, ServiceReferral
from clients.selectors.cells import day_text, listed

NOTHING = "–"
# What stands in the way of a demand of work, whole or in part.
LIMITING = (Ability.ADJUSTED, Ability.LIMITED, Ability.IMPOSSIBLE)


class Sharing(Protocol):
    """Something by which facts of a client are shared, and what is written with them: a referral, or a transfer."""

    @property
    def client(self) -> Client: ...
    @property
    def message(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class SharedFact:
    """One item of the catalogue with its value in words; `hidden` when this reader may not see it."""

    item: DataItem
    label: str
    value: str
    hidden: bool = False


def _name(referral: Sharing) -> str:
    return referral.client.name


def _birth_date(referral: Sharing) -> str:
    return day_text(referral.client.birth_date)


def _contact(referral: Sharing) -> str:
    """Contacts under non-disclosure leave by no link, whatever was ticked."""
    client = referral.client
    if client.non_disclosure:
        return _("Under non-disclosure. Ask the coordinator.")
    place = " ".join(part for part in (client.postal_code, client.post_office) if part)
    return "\n".join(part for part in (client.phone, client.email, client.street_address, place) if part)


def _languages(referral: Sharing) -> str:
    client = referral.client
    words = [str(dict(ServiceLanguage.choices).get(client.service_language, ""))]
    if client.needs_interpreter:
        language = dict(InterpreterLanguage.choices).get(client.interpreter_language, "")
        words.append(
            _("needs an interpreter: %(language)s") % {"language": language} if language else _("needs an interpreter")
        )
    return ", ".join(word for word in words if word)


def _need(referral: Sharing) -> str:
    return referral.message


def _limitations(referral: Sharing) -> str:
    profile = referral.client.demand_profiles.as_of(timezone.localdate()).first()
    if profile is None:
        return ""
    lines = []
    for one in profile.demands.filter(ability__in=LIMITING):
        limit = f" ({one.limit_text} {one.unit.label})" if one.limit_text and one.unit else ""
        lines.append(f"{Demand(one.demand).label}: {Ability(one.ability).label}{limit}")
    return "\n".join(lines)


def _accommodation(referral: Sharing) -> str:
    client = referral.client
    profile = client.demand_profiles.as_of(timezone.localdate()).first()
    at_work = {code for one in profile.demands.all() for code in one.adjustments} if profile else set()
    words = (listed(Adjustment, at_work), listed(NeededAdjustment, client.adjustments))
    return "\n".join(word for word in words if word)


def _statements(referral: Sharing) -> str:
    found = referral.client.statements.filter(status="received").order_by("-received_on", "pk")
    return "\n".join(f"{one.get_kind_display()}, {day_text(one.received_on)}" for one in found)


def _diagnosis(referral: Sharing) -> str:
    found = referral.client.diagnosis_marks.in_force(timezone.localdate())
    return listed(DiagnosisChapter, found.values_list("chapter", flat=True))


# The catalogue, in the order in which it is shown. The grounds of each item are in clients.disclosure_grounds.
SHAREABLE: Mapping[DataItem, Callable[[Sharing], str]] = {
    DataItem.NAME: _name,
    DataItem.BIRTH_DATE: _birth_date,
    DataItem.CONTACT: _contact,
    DataItem.LANGUAGES: _languages,
    DataItem.NEED: _need,
    DataItem.LIMITATIONS: _limitations,
    DataItem.ACCOMMODATION: _accommodation,
    DataItem.STATEMENTS: _statements,
    DataItem.DIAGNOSIS: _diagnosis,
}
# Without these no referral can be answered.
ALWAYS = (DataItem.NAME, DataItem.NEED)


def shared_facts(referral: ServiceReferral, *, sees_health: bool = True) -> list[SharedFact]:
    """Exactly what the partner sees of the client; health only for readers who may see it."""
    items = {DataItem(item) for item in referral.items}
    facts = []
    for item, words in SHAREABLE.items():
        if item not in items:
            continue
        hidden = item in HEALTH_ITEMS and not sees_health
        value = _("Not shown to you") if hidden else words(referral) or NOTHING
        facts.append(SharedFact(item=item, label=str(item.label), value=value, hidden=hidden))
    return facts


def shareable_choices(client: Client) -> list[tuple[str, str]]:
    """What may be ticked beside what is always shared; contacts under non-disclosure are not offered."""
    return [
        (item.value, str(item.label))
        for item in SHAREABLE
        if item not in ALWAYS and not (item == DataItem.CONTACT and client.non_disclosure)
    ]
