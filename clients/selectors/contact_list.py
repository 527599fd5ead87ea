"""A client's contacts as pages and files show them; a draft only to its author, and never in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.contacts import ParticipantKind
from clients.models import Client, Contact, ContactStaff
from clients.policies import can_change_contact, can_manage_relations
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

NOBODY_KNOWN = "–"
SORTS = {"at": "at", "channel": "channel", "minutes": "minutes"}
FINAL, DRAFT, WITHDRAWN = "final", "draft", "withdrawn"
PREVIEW = 160


@dataclass(frozen=True, kw_only=True)
class ContactChoice:
    """Which of a client's contacts, in what order."""

    channel: str = ""
    author: UUID | None = None
    joint: bool = False
    state: str = ""
    sort: str = "-at"


def contacts_of(user: User, client: Client) -> QuerySet[Contact]:
    """The client's contacts that the reader may read, with what a list shows of them."""
    staff = ContactStaff.objects.select_related("user").order_by("user__name", "pk")
    found = Contact.objects.filter(area_id=client.area_id, client=client).readable_by(user)
    return found.select_related("author").prefetch_related(Prefetch("staff", queryset=staff))


def chosen_contacts(user: User, client: Client, choice: ContactChoice) -> QuerySet[Contact]:
    """Those that fit the choice, newest first unless sorted; equal ones stay in one order."""
    found = contacts_of(user, client)
    if choice.channel:
        found = found.filter(channel=choice.channel)
    if choice.author:
        took_part = ContactStaff.objects.filter(user_id=choice.author).order_by().values("contact_id")
        found = found.filter(Q(author_id=choice.author) | Q(pk__in=took_part))
    if choice.joint:
        found = found.filter(is_joint=True)
    if choice.state:
        found = found.filter(_in_state(choice.state))
    column = SORTS.get(choice.sort.removeprefix("-"), "at")
    back = choice.sort.startswith("-") or choice.sort not in SORTS
    return found.order_by(f"-{column}" if back else column, "-at", "-pk")


def _in_state(state: str) -> Q:
    if state == WITHDRAWN:
        return Q(withdrawn_at__isnull=False)
    return Q(withdrawn_at__isnull=True, is_draft=state == DRAFT)


def authors_of(user: User, client: Client) -> list[tuple[str, str]]:
    """Who has written the contacts that the reader may read, by name."""
    found = contacts_of(user, client).order_by("author__name", "author_id").values_list("author_id", "author__name")
    return [(str(key), name) for key, name in dict(found).items()]


def contact_for(user: User, client: Client, *, contact_id: UUID) -> Contact:
    """One contact of the client; another's draft, and another client's, are not found."""
    found = contacts_of(user, client).select_related("author", "client", "appointment", "withdrawn_by")
    one = found.filter(pk=contact_id).first()
    if one is None:
        raise NotFound
    return one


def may_edit(user: User, contact: Contact) -> bool:
    """Its author, while it is not withdrawn."""
    return can_change_contact(user, contact) and contact.withdrawn_at is None


def may_withdraw(user: User, contact: Contact) -> bool:
    """Its author, and whoever manages the client's relations."""
    return contact.withdrawn_at is None and (contact.author_id == user.pk or can_manage_relations(user, contact.client))


def contact_facts(contact: Contact) -> list[tuple[str, str]]:
    """The contact in words, its summary left out."""
    facts = [
        (_("When"), _moment(contact)),
        (_("Channel"), str(contact.get_channel_display())),
        (_("Minutes"), number_format(contact.minutes) if contact.minutes else NOBODY_KNOWN),
        (_("Client took part"), _("Yes") if contact.with_client else _("No")),
        *([(_("Talk of the service process"), str(contact.get_talk_display()))] if contact.talk else []),
        (_("Author"), contact.author.name),
        (_("Colleagues"), colleagues_words(contact) or NOBODY_KNOWN),
        (_("Others"), others_words(contact) or NOBODY_KNOWN),
    ]
    if contact.withdrawn_at is not None and contact.withdrawn_by is not None:
        when = date_format(timezone.localtime(contact.withdrawn_at), "SHORT_DATETIME_FORMAT")
        facts += [(_("Withdrawn"), f"{when}, {contact.withdrawn_by.name}"), (_("Reason"), contact.withdrawal_reason)]
    return facts


def colleagues_words(contact: Contact) -> str:
    """The colleagues who took part."""
    return ", ".join(one.user.name for one in contact.staff.all())


def others_words(contact: Contact) -> str:
    """The kinds of others who took part."""
    return ", ".join(str(ParticipantKind(kind).label) for kind in contact.others)


def state_words(contact: Contact) -> Cell:
    """Whether the contact counts."""
    if contact.withdrawn_at is not None:
        return Cell(text=_("Withdrawn"), value=WITHDRAWN, tone="bad")
    if contact.is_draft:
        return Cell(text=_("Draft, only you see it"), value=DRAFT, tone="warn")
    return Cell(text=_("Final"), value=FINAL, tone="plain")


def contacts_table(found: Iterable[Contact], *, sort: str = "", address: str = "") -> Table:
    """Contacts as a list of a page."""
    when, channel = (
        sortable(label, name, sort=sort, address=address) if address else Column(label=label)
        for label, name in ((_("When"), "at"), (_("Channel"), "channel"))
    )
    columns = (
        when,
        channel,
        Column(label=_("What it was about")),
        Column(label=_("Who")),
        Column(label=_("State")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=_moment(one),
                    url=reverse("clients:contact", args=[one.client_id, one.pk]),
                    header=True,
                    tight=True,
                ),
                Cell(text=one.get_channel_display(), note=_length(one)),
                Cell(text=_preview(one.summary) or NOBODY_KNOWN),
                Cell(text=_who(one), note=others_words(one)),
                state_words(one),
            )
        )
        for one in found
    )
    return Table(caption=_("Contacts"), columns=columns, rows=rows, empty=_("There are no contacts yet."))


def contacts_file(found: QuerySet[Contact]) -> Table:
    """Contacts as a file: final ones alone, neither drafts nor withdrawn, with their whole text."""
    labels = (
        _("When"), _("Channel"), _("Remote"), _("Minutes"), _("Client took part"), _("Joint"), _("Author"),
        _("Colleagues"), _("Others"), _("What it was about"),
    )  # fmt: skip
    rows = tuple(
        Row(
            cells=(
                Cell(text=_moment(one), value=one.at),
                Cell(text=one.get_channel_display()),
                _yes(one.channel_kind.is_remote),
                Cell(text=number_format(one.minutes) if one.minutes else "", value=one.minutes, numeric=True),
                _yes(one.with_client),
                _yes(one.is_joint),
                Cell(text=one.author.name),
                Cell(text=colleagues_words(one)),
                Cell(text=others_words(one)),
                Cell(text=one.summary),
            )
        )
        for one in found.final()  # type: ignore[attr-defined]
    )
    return Table(caption=_("Contacts"), columns=tuple(Column(label=label) for label in labels), rows=rows)


def _yes(value: object) -> Cell:
    return Cell(text=_("Yes") if value else _("No"))


def _moment(one: Contact) -> str:
    return date_format(timezone.localtime(one.at), "SHORT_DATETIME_FORMAT")


def _length(one: Contact) -> str:
    return _("%(minutes)s min") % {"minutes": number_format(one.minutes)} if one.minutes else ""


def _who(one: Contact) -> str:
    return ", ".join([one.author.name, *(part.user.name for part in one.staff.all())])


def _preview(text: str) -> str:
    return text if len(text) <= PREVIEW else f"{text[:PREVIEW].rsplit(' ', 1)[0]} …"
