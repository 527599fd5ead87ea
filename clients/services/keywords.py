"""Keywords of a client: set, ended, corrected, taken back. What was recorded stays in the history."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.keywords import KeywordKind
from clients.models import Client, Keyword
from clients.services.marks import not_in_future, reason_of, visible_client
from config.kernel.errors import NotFound, OutOfOrder, Refusal


@transaction.atomic
def set_keyword(*, actor: User, client_id: UUID, kind: KeywordKind, on: date, reason: str) -> Keyword:
    """The client has the keyword from `on` until it is ended.

    Refused: a day to come, no reason, a keyword the client has already or had on that day. Another keyword that means
    the same is no hindrance: the client is one person of the target group all the same.
    """
    client = visible_client(actor, client_id)
    because = reason_of(reason, field="reason")
    not_in_future(on, field="on")
    if client.keywords.open().filter(kind=kind).exists():
        raise OutOfOrder(_("The client already has this keyword."))
    _must_stand_apart(client, kind=kind, on=on, until=None)
    made = Keyword(area_id=client.area_id, client=client, kind=kind, set_on=on, set_by=actor, reason=because)
    add_record(made)
    return made


@transaction.atomic
def end_keyword(*, actor: User, client_id: UUID, keyword_id: UUID, version: int, on: date, reason: str) -> Keyword:
    """The client has the keyword no longer, from `on`; that there was one stays told.

    Refused: a day before it was set or to come, no reason, a keyword that has ended.
    """
    client = visible_client(actor, client_id)
    keyword = _keyword_of(client, keyword_id)
    because = reason_of(reason, field="reason")
    not_in_future(on, field="on")
    if keyword.is_mistaken or keyword.ended_on is not None:
        raise OutOfOrder(_("The keyword has already ended."))
    if on < keyword.set_on:
        raise Refusal(_("A keyword cannot end before it was set."), field="on")
    change_record(keyword, version=version, values={"ended_on": on, "ended_by_id": actor.pk, "end_reason": because})
    return keyword


@transaction.atomic
def correct_keyword(
    *, actor: User, client_id: UUID, keyword_id: UUID, version: int, on: date, until: date | None, reason: str
) -> Keyword:
    """The keyword was set on `on` and, when it has ended, ended on `until`; what was said before is in the history.

    Refused: days to come or in the wrong order, an end for a keyword that has none or none for one that has, and days
    on which the client had the same keyword otherwise.
    """
    client = visible_client(actor, client_id)
    keyword = _keyword_of(client, keyword_id)
    because = reason_of(reason, field="reason")
    if keyword.is_mistaken:
        raise OutOfOrder(_("The keyword was taken back."))
    if (until is None) != (keyword.ended_on is None):
        raise Refusal(_("Only the days can be corrected; end the keyword, or set it anew."), field="until")
    not_in_future(on, field="on")
    not_in_future(until, field="until")
    if until is not None and until < on:
        raise Refusal(_("A keyword cannot end before it was set."), field="until")
    _must_stand_apart(client, kind=KeywordKind(keyword.kind), on=on, until=until, but=keyword.pk)
    change_record(keyword, version=version, values={"set_on": on, "ended_on": until, "reason": because})
    return keyword


@transaction.atomic
def take_keyword_back(*, actor: User, client_id: UUID, keyword_id: UUID, version: int, reason: str) -> Keyword:
    """The keyword was set in error: it counts on no day, and stays listed as such with the reason."""
    client = visible_client(actor, client_id)
    keyword = _keyword_of(client, keyword_id)
    because = reason_of(reason, field="reason")
    if keyword.is_mistaken:
        raise OutOfOrder(_("The keyword was taken back."))
    today = timezone.localdate()
    change_record(
        keyword,
        version=version,
        values={
            "is_mistaken": True,
            "ended_on": keyword.ended_on or max(today, keyword.set_on),
            "ended_by_id": actor.pk,
            "end_reason": because,
        },
    )
    return keyword


def _keyword_of(client: Client, keyword_id: UUID) -> Keyword:
    found = client.keywords.locked().filter(pk=keyword_id).first()
    if found is None:
        raise NotFound
    return found


def _must_stand_apart(
    client: Client, *, kind: KeywordKind, on: date, until: date | None, but: UUID | None = None
) -> None:
    """The client had no keyword of this kind on any day from `on` to before `until`."""
    for other in client.keywords.true().filter(kind=kind):
        if other.pk == but:
            continue
        begins_before = until is None or other.set_on < until
        ends_after = other.ended_on is None or other.ended_on > on
        if begins_before and ends_after:
            raise Refusal(_("The client had this keyword already on that day."), field="on")
