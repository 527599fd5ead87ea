"""Texts of consent, a client's decisions and the disclosures, as pages and files show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import ConsentKind, ConsentState, DataItem
from clients.models import Client, Consent, ConsentText, Disclosure
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

TONES = {ConsentState.GIVEN: "good", ConsentState.REFUSED: "bad", ConsentState.WITHDRAWN: "warn"}
CONSENT_SORTS = {"decided": "decided_on", "recipient": "recipient_name", "state": "state"}
NOT_KNOWN = "–"
DISCLOSURE_SORTS = {"at": "at", "recipient": "recipient_name", "ground": "ground"}


def text_for(kind: ConsentKind, *, on: date | None = None) -> ConsentText:
    """The text of the kind that is in force on the day (this day when none is given)."""
    found = ConsentText.objects.in_force(on or timezone.localdate()).filter(kind=kind).first()
    if found is None:
        raise NotFound(_("There is no text of this consent for that day."))
    return found


def consents_of(client: Client) -> QuerySet[Consent]:
    """The client's decisions with what a list shows of them."""
    return client.consents.select_related("text")


def consent_for(client: Client, *, consent_id: UUID) -> Consent:
    """One decision of the client; that of another client is not found."""
    found = consents_of(client).select_related("client").filter(pk=consent_id).first()
    if found is None:
        raise NotFound
    return found


def consent_facts(consent: Consent) -> list[tuple[str, str]]:
    """The decision in words."""
    words = consent.text.words
    facts = [
        (_("Recipient"), f"{consent.recipient_name} ({consent.get_recipient_kind_display()})"),
        (_("State"), str(state_cell(consent, today=timezone.localdate()).text)),
        (_("Agreed to"), "; ".join(words.get(item, item) for item in consent.items_given) or "–"),
        (_("Refused items"), "; ".join(words.get(item, item) for item in consent.items_refused) or "–"),
        (_("How the client decided"), str(consent.get_manner_display())),
        (_("Decided on"), _day(consent.decided_on)),
        (_("Valid until"), _day(consent.valid_to)),
        (
            _("Text"),
            _("%(title)s, version %(version)s") % {"title": consent.text.title, "version": consent.text.version},
        ),
        (_("Recorded by"), names_of([consent.recorded_by_id]).get(consent.recorded_by_id, NOT_KNOWN)),
    ]
    if consent.withdrawn_on:
        facts += [(_("Withdrawn on"), _day(consent.withdrawn_on)), (_("Reason"), consent.withdrawal_reason or "–")]
    return facts


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def disclosures_of(client: Client) -> QuerySet[Disclosure]:
    """What was disclosed of the client."""
    return client.disclosures.all()


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Names of staff; no row is lost when its person has left the reader's areas, only the name."""
    return {user.pk: user.name for user in User.objects.filter(pk__in=set(keys)).only("name")}


def in_order(found: QuerySet, sort: str, sorts: dict[str, str], *, default: str) -> QuerySet:
    """Rows by the chosen column, those alike always in one order."""
    name = sort.removeprefix("-")
    column = sorts.get(name)
    if column is None:
        return found.order_by(default, "pk")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "pk")


def item_words(items: Iterable[str]) -> str:
    """The items in the reader's language."""
    return ", ".join(str(DataItem(item).label) for item in items) or "–"


def state_cell(consent: Consent, *, today: date) -> Cell:
    """What the decision means now."""
    if consent.state == ConsentState.GIVEN and consent.is_expired_on(today):
        return Cell(text=_("Ended"), value="ended", tone="plain")
    return Cell(text=consent.get_state_display(), value=str(consent.state), tone=TONES[ConsentState(consent.state)])


def consents_table(found: Iterable[Consent], *, sort: str = "", address: str = "") -> Table:
    """Decisions as a list, newest first unless sorted."""
    today, shown = timezone.localdate(), list(found)
    names = names_of(one.recorded_by_id for one in shown)
    columns = (
        sortable(_("Decided"), "decided", sort=sort, address=address),
        sortable(_("Recipient"), "recipient", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
        Column(label=_("Agreed to")),
        Column(label=_("Refused items")),
        Column(label=_("How")),
        Column(label=_("Valid until")),
        Column(label=_("Text")),
        Column(label=_("Recorded by")),
    )
    rows = tuple(
        Row(
            cells=(
                _day_cell(one.decided_on, url=reverse("clients:consent", args=[one.client_id, one.pk])),
                Cell(text=one.recipient_name, value=one.recipient_name, note=one.get_recipient_kind_display()),
                state_cell(one, today=today),
                Cell(text=item_words(one.items_given), value=item_words(one.items_given)),
                Cell(text=item_words(one.items_refused), value=item_words(one.items_refused)),
                Cell(text=one.get_manner_display(), value=one.get_manner_display()),
                _day_cell(one.valid_to),
                Cell(text=f"{one.text.title}, {one.text.version}", value=f"{one.text.kind} {one.text.version}"),
                Cell(text=names.get(one.recorded_by_id, NOT_KNOWN)),
            )
        )
        for one in shown
    )
    return Table(
        caption=_("Consents"), columns=columns, rows=rows, empty=_("The client has not been asked for a consent.")
    )


def disclosures_table(found: Iterable[Disclosure], *, sort: str = "", address: str = "") -> Table:
    """Disclosures as a list, newest first unless sorted."""
    shown = list(found)
    names = names_of(one.discloser_id for one in shown)
    columns = (
        sortable(_("When"), "at", sort=sort, address=address),
        sortable(_("Recipient"), "recipient", sort=sort, address=address),
        Column(label=_("What")),
        sortable(_("Ground"), "ground", sort=sort, address=address),
        Column(label=_("What for")),
        Column(label=_("Disclosed by")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=_moment(one), value=one.at, header=True, tight=True),
                Cell(text=one.recipient_name, value=one.recipient_name, note=one.get_recipient_kind_display()),
                Cell(text=item_words(one.items), value=item_words(one.items)),
                Cell(text=one.get_ground_display(), value=one.get_ground_display(), note=one.ground_detail),
                Cell(text=one.purpose, value=one.purpose),
                Cell(text=names.get(one.discloser_id, NOT_KNOWN)),
            )
        )
        for one in shown
    )
    return Table(
        caption=_("Disclosures"), columns=columns, rows=rows, empty=_("Nothing of the client has been disclosed.")
    )


def _moment(one: Disclosure) -> str:
    return date_format(timezone.localtime(one.at), "SHORT_DATETIME_FORMAT")


def _day_cell(day: date | None, *, url: str = "") -> Cell:
    if day is None:
        return Cell(text="–", kind="absent")
    return Cell(text=date_format(day, "SHORT_DATE_FORMAT"), value=day, url=url, header=bool(url), tight=True)
