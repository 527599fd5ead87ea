"""What an employer is told of a client: a fixed catalogue of items, each put into words here and nowhere else.

An item that is not in PRESENTABLE cannot be told; of health only what work itself asks for is, never a diagnosis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.calendar_days import months_after
from clients.enums import HEALTH_ITEMS, UNEMPLOYED, DataItem
from clients.models import Client
from clients.selectors.cells import day_text
from clients.selectors.shared_facts import NOTHING, SHAREABLE, SharedFact
from employers.enums.job_referrals import PRESENTABLE, JobReferralState
from employers.models import JobReferral

A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Told:
    """A client, as the catalogue of shared facts asks for one."""

    client: Client
    message: str = ""


def _work_history(referral: JobReferral) -> str:
    found = referral.client.employment_spells.standing().order_by("-begun_on", "pk")
    lines = []
    for one in found:
        work = f" ({one.get_occupation_display()})" if one.occupation else ""
        lines.append(f"{day_text(one.begun_on)}–{day_text(one.ended_on)} {one.employer_name}{work}")
    return "\n".join(lines)


def _skills(referral: JobReferral) -> str:
    return referral.skills


def _unemployed_year(referral: JobReferral) -> str:
    today = timezone.localdate()
    spells = referral.client.labour_spells.on(today).filter(status__in=UNEMPLOYED)
    return _("Yes") if spells.filter(begun_on__lte=months_after(today, -A_YEAR)).exists() else _("No")


OWN_WORDS: Mapping[DataItem, Callable[[JobReferral], str]] = {
    DataItem.WORK_HISTORY: _work_history,
    DataItem.SKILLS: _skills,
    DataItem.UNEMPLOYED_YEAR: _unemployed_year,
}


def presented_facts(referral: JobReferral, *, sees_health: bool = True) -> list[SharedFact]:
    """Exactly what the employer is told of the client; health only for readers who may see it."""
    items = {DataItem(item) for item in referral.items}
    facts = []
    for item in PRESENTABLE:
        if item not in items:
            continue
        hidden = item in HEALTH_ITEMS and not sees_health
        value = _("Not shown to you") if hidden else _words(referral, item) or NOTHING
        facts.append(SharedFact(item=item, label=str(item.label), value=value, hidden=hidden))
    return facts


def _words(referral: JobReferral, item: DataItem) -> str:
    own = OWN_WORDS.get(item)
    return own(referral) if own else SHAREABLE[item](Told(client=referral.client))


def presentable_choices(client: Client) -> list[tuple[str, str]]:
    """What may be ticked beside the name; contacts under non-disclosure are not offered."""
    return [
        (item.value, str(item.label))
        for item in PRESENTABLE
        if item != DataItem.NAME and not (item == DataItem.CONTACT and client.non_disclosure)
    ]


def may_be_printed(referral: JobReferral) -> bool:
    """Whether there is a paper for the employer: of a presentation that was sent and is under way."""
    return referral.is_presentation and referral.state in {
        JobReferralState.SENT,
        JobReferralState.INTERESTED,
        JobReferralState.INTERVIEW,
    }
