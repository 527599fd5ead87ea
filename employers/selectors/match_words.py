"""Reasons of matching in words: each code with its demand, accommodations and numbers becomes a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.demands import Adjustment, Demand
from employers.enums.matching import NOT_KNOWN, PAID_BY_ARRANGEMENT_SUPPORT, REASONS_AGAINST, Verdict, Why
from employers.matching_rules import Finding, Judgement
from employers.selectors.demand_words import amount_text, demand_label

TONES = {Verdict.FITS: "good", Verdict.ADJUSTED: "info", Verdict.ASK: "warn", Verdict.STOP: "bad"}
SENTENCES: Mapping[Why, Any] = {
    Why.STRENGTH: gettext_lazy("%(demand)s (%(amount)s): a strength."),
    Why.CAN: gettext_lazy("%(demand)s (%(amount)s): no restriction."),
    Why.WITHIN: gettext_lazy("%(demand)s: the job has %(amount)s, within the limit of %(limit)s."),
    Why.LITTLE: gettext_lazy("%(demand)s: limited, but the job has only some of it."),
    Why.ADJUSTMENT_OFFERED: gettext_lazy("%(demand)s: possible with what the employer offers: %(kinds)s.%(support)s"),
    Why.HELPED: gettext_lazy(
        "%(demand)s: the job has %(amount)s, more than the client can as such, but the employer offers: "
        "%(kinds)s.%(support)s"
    ),
    Why.OCCUPATION: gettext_lazy("The kind of work that is wished for."),
    Why.HOURS: gettext_lazy("The hours that are wished for."),
    Why.PLACE: gettext_lazy("In a place that is wished for."),
    Why.REMOTE: gettext_lazy("Remote work is possible, so the way to work does not count."),
    Why.NEAR: gettext_lazy("The way to work is about %(amount)s."),
    Why.IMPOSSIBLE: gettext_lazy("%(demand)s: not possible for the client."),
    Why.BEYOND_HELP: gettext_lazy(
        "%(demand)s: the job has %(amount)s, the limit is %(limit)s; no accommodation closes such a gap."
    ),
    Why.ADJUSTMENT_ASKED: gettext_lazy("%(demand)s: would need %(kinds)s; ask the employer.%(support)s"),
    Why.HELP_ASKED: gettext_lazy(
        "%(demand)s: the job has %(amount)s, more than the client can as such; would need one of these, ask the "
        "employer: %(kinds)s.%(support)s"
    ),
    Why.LIMIT_NOT_TOLD: gettext_lazy("%(demand)s: limited, but how much is not recorded; the job has %(amount)s."),
    Why.OTHER_OCCUPATION: gettext_lazy("Another kind of work than wished for."),
    Why.OTHER_HOURS: gettext_lazy("Other hours than wished for."),
    Why.OTHER_PLACE: gettext_lazy("Not in a place that is wished for."),
    Why.FAR: gettext_lazy("The way to work is about %(amount)s, the limit is %(limit)s."),
    Why.LONG_WAY: gettext_lazy("The way to work is long, about %(amount)s."),
    Why.UNKNOWN: gettext_lazy("%(demand)s (%(amount)s): not known of the client."),
    Why.NO_DEMANDS: gettext_lazy("The vacancy names no demands of work."),
    Why.PLACE_UNKNOWN: gettext_lazy("The way to work is not known."),
}


@dataclass(frozen=True)
class Explained:
    """A judgement in words: for, against, and what is not known."""

    verdict: str
    tone: str
    score: int
    reasons_for: list[str] = field(default_factory=list)
    reasons_against: list[str] = field(default_factory=list)
    not_known: list[str] = field(default_factory=list)


def explained(judged: Judgement) -> Explained:
    """The judgement with each of its reasons as a sentence."""
    found = Explained(str(judged.verdict.label), TONES[judged.verdict], judged.score)
    for finding in judged.findings:
        _side(found, finding.why).append(sentence(finding))
    return found


def _side(found: Explained, why: Why) -> list[str]:
    if why in NOT_KNOWN:
        return found.not_known
    return found.reasons_against if why in REASONS_AGAINST else found.reasons_for


def sentence(finding: Finding) -> str:
    """One reason as a sentence."""
    words = {
        "demand": demand_label(finding.demand) if finding.demand else "",
        "amount": _amount(finding, finding.amount),
        "limit": _amount(finding, finding.limit),
        "kinds": kinds_text(finding.kinds),
        "support": _support(finding.kinds),
    }
    return str(SENTENCES[finding.why]) % words


def _amount(finding: Finding, amount: float | None) -> str:
    if amount is None or not finding.demand:
        return ""
    return amount_text(finding.demand, amount)


def kinds_text(kinds: Iterable[str]) -> str:
    """Accommodations in words."""
    return ", ".join(str(Adjustment(kind).label).lower() for kind in kinds)


def _support(kinds: Iterable[str]) -> str:
    """Which of them the support for arrangements at work may pay for (380/2023, section 98)."""
    paid = [kind for kind in kinds if kind in PAID_BY_ARRANGEMENT_SUPPORT]
    if not paid:
        return ""
    return " " + _("Support for arrangements at work (380/2023, section 98) may be applied for: %(kinds)s.") % {
        "kinds": kinds_text(paid)
    }


def reason_words(key: str) -> str:
    """A reason as it is kept, codes only, in words: without its numbers."""
    why, _colon, rest = key.partition(":")
    demand, _colon, kinds = rest.partition(":")
    named = [str(NAMES[Why(why)])]
    if demand in Demand.values and demand != Demand.TRAVEL:
        named.append(demand_label(demand))
    if kinds:
        named.append(kinds_text(kinds.split("+")))
    return ": ".join(named)


NAMES: Mapping[Why, Any] = {
    Why.STRENGTH: gettext_lazy("A strength"),
    Why.CAN: gettext_lazy("No restriction"),
    Why.WITHIN: gettext_lazy("Within the limit"),
    Why.LITTLE: gettext_lazy("Limited, but the job has only some of it"),
    Why.ADJUSTMENT_OFFERED: gettext_lazy("Possible with an adjustment that the employer offers"),
    Why.HELPED: gettext_lazy("Over the limit, but the employer offers an accommodation that helps"),
    Why.OCCUPATION: gettext_lazy("Kind of work wished for"),
    Why.HOURS: gettext_lazy("Hours wished for"),
    Why.PLACE: gettext_lazy("Place wished for"),
    Why.REMOTE: gettext_lazy("Remote work possible"),
    Why.NEAR: gettext_lazy("The way to work is short enough"),
    Why.IMPOSSIBLE: gettext_lazy("Not possible for the client (hard stop)"),
    Why.BEYOND_HELP: gettext_lazy("So far over the limit that no accommodation helps (hard stop)"),
    Why.ADJUSTMENT_ASKED: gettext_lazy("Needs an adjustment that the employer has not offered"),
    Why.HELP_ASKED: gettext_lazy("Over the limit; an accommodation would help, but is not offered"),
    Why.LIMIT_NOT_TOLD: gettext_lazy("Limited, but how much is not recorded"),
    Why.OTHER_OCCUPATION: gettext_lazy("Another kind of work than wished for"),
    Why.OTHER_HOURS: gettext_lazy("Other hours than wished for"),
    Why.OTHER_PLACE: gettext_lazy("Another place than wished for"),
    Why.FAR: gettext_lazy("The way to work is longer than the client's limit"),
    Why.LONG_WAY: gettext_lazy("The way to work is long"),
    Why.UNKNOWN: gettext_lazy("Not known of the client"),
    Why.NO_DEMANDS: gettext_lazy("The vacancy names no demands"),
    Why.PLACE_UNKNOWN: gettext_lazy("The way to work is not known"),
}
