"""Pairs of records that may be of one person, and merges, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.merging import MatchReason, MatchStrength, PairState
from clients.models import CaseRelation, Client, ClientMerge, DuplicateCandidate
from clients.policies import may_see_contacts
from clients.selectors.client_page import heading_of
from clients.selectors.consents import in_order, names_of
from clients.selectors.matching import LIKELY, WEIGHTS, strength_of
from clients.selectors.merging import ABSORBED, field_label
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

CERTAIN = WEIGHTS[MatchReason.IDENTITY]
SORTS = {"sure": "score", "found": "found_at", "first": "first__last_name"}
TONES = {MatchStrength.CERTAIN: "bad", MatchStrength.LIKELY: "warn", MatchStrength.POSSIBLE: "info"}


def pairs_for(user: User) -> QuerySet[DuplicateCandidate]:
    """Pairs of which the user needs to know both clients."""
    return DuplicateCandidate.objects.visible_to(user).select_related("first", "second", "first__unit", "second__unit")


def chosen_pairs(
    user: User, *, state: str = "", strength: str = "", sort: str = "-sure"
) -> QuerySet[DuplicateCandidate]:
    """The pairs as asked for; by default those to be looked at, the surest first."""
    found = pairs_for(user).filter(state=state or PairState.OPEN)
    if strength == MatchStrength.CERTAIN:
        found = found.filter(score__gte=CERTAIN)
    elif strength == MatchStrength.LIKELY:
        found = found.filter(score__gte=LIKELY, score__lt=CERTAIN)
    elif strength == MatchStrength.POSSIBLE:
        found = found.filter(score__lt=LIKELY)
    return in_order(found, sort, SORTS, default="-score")


def pair_for(user: User, *, pair_id: UUID) -> DuplicateCandidate:
    """One pair; hidden and absent look the same."""
    found = pairs_for(user).filter(pk=pair_id).first()
    if found is None:
        raise NotFound
    return found


def told_reasons(user: User, pair: DuplicateCandidate) -> list[MatchReason]:
    """Why they may be one; not by a telephone number that the reader may not see."""
    sees = may_see_contacts(user, pair.first) and may_see_contacts(user, pair.second)
    return [MatchReason(code) for code in pair.reasons if sees or code != MatchReason.PHONE]


def strength_cell(user: User, pair: DuplicateCandidate) -> Cell:
    """How sure it is, as far as the reader may know why."""
    told = told_reasons(user, pair)
    hidden = sum(WEIGHTS[MatchReason(code)] for code in pair.reasons if MatchReason(code) not in told)
    strength = strength_of(max(0, pair.score - hidden))
    return Cell(text=strength.label, value=str(strength.value), tone=TONES[strength])


def pairs_table(
    user: User, found: Iterable[DuplicateCandidate], *, sort: str = "", address: str = "", is_file: bool = False
) -> Table:
    """Pairs as a list, the surest first unless sorted."""
    columns = (
        sortable(_("One record"), "first", sort=sort, address=address),
        Column(label=_("Other record")),
        Column(label=_("What they have in common")),
        sortable(_("How sure"), "sure", sort=sort, address=address),
        sortable(_("Found"), "found", sort=sort, address=address),
        Column(label=_("State")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=_named(pair.first),
                    header=True,
                    url="" if is_file else reverse("clients:duplicate", args=[pair.pk]),
                ),
                Cell(text=_named(pair.second)),
                Cell(text=", ".join(str(reason.label) for reason in told_reasons(user, pair)) or "–"),
                strength_cell(user, pair),
                Cell(text=_day(timezone.localdate(pair.found_at)), value=pair.found_at, tight=True),
                Cell(text=pair.get_state_display()),
            )
        )
        for pair in found
    )
    return Table(
        caption=_("Possible duplicates"),
        columns=columns,
        rows=rows,
        empty=_("No records seem to be of the same person."),
    )


def _named(client: Client) -> str:
    day = f", {_day(client.birth_date)}" if client.birth_date else ""
    return f"{heading_of(client)}{day}"


def record_facts(client: Client) -> list[tuple[str, str]]:
    """What tells one record of the pair from the other."""
    return [
        (_("Unit"), client.unit.name if client.unit else "–"),
        (_("Responsible"), responsible_of(client) or "–"),
        (_("Record made"), _day(timezone.localdate(client.created_at))),
    ]


def responsible_of(client: Client) -> str:
    """The name of who is responsible for the client, if anybody is."""
    found = CaseRelation.objects.filter(client=client, kind="responsible", ended_at__isnull=True)
    return found.values_list("user__name", flat=True).first() or ""


def merge_for(user: User, *, merge_id: UUID) -> ClientMerge:
    """One merge of a client whom the reader needs to know; hidden and absent look the same."""
    found = ClientMerge.objects.visible_to(user).select_related("kept", "absorbed").filter(pk=merge_id).first()
    if found is None:
        raise NotFound
    return found


def merge_facts(merge: ClientMerge) -> list[tuple[str, str]]:
    """The merge in words; which kinds of records were moved is not told, as some may be of health."""
    names = names_of(key for key in (merge.merged_by_id, merge.undone_by_id) if key)
    taken = [field_label(name) for name, whose in merge.choices.items() if whose == ABSORBED and name != "responsible"]
    facts = [
        (_("Merged"), _moment(merge.merged_at)),
        (_("Merged by"), names.get(merge.merged_by_id, "–")),
        (_("Taken from the other record"), ", ".join(taken) or "–"),
    ]
    if merge.undone_at is not None and merge.undone_by_id is not None:
        facts += [(_("Undone"), _moment(merge.undone_at)), (_("Undone by"), names.get(merge.undone_by_id, "–"))]
    return facts


def merges_of(client: Client) -> QuerySet[ClientMerge]:
    """Merges into this record that hold, the latest first."""
    return ClientMerge.objects.filter(kept=client, undone_at__isnull=True)


def _moment(at: object) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"  # type: ignore[arg-type]
