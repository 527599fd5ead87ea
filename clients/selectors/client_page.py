"""The sections of a client's page that this app makes itself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import RelationKind
from clients.enums.cases import ServiceLanguage
from clients.models import Client
from clients.policies import can_close_consultation, can_manage_relations, can_work_on
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.contacts import withheld, withheld_words
from clients.selectors.history import history_of
from clients.selectors.wording import ABSENT, label
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

PERSON = {
    "last_name": "last_name",
    "first_names": "first_names",
    "birth_date": "birth_date",
    "gender": "gender",
    "service_language": "service_language",
    "unit_id": "unit",
    "non_disclosure": "non_disclosure",
    "street_address": "street_address",
    "postal_code": "postal_code",
    "post_office": "post_office",
    "municipality_id": "municipality",
    "phone": "phone",
    "email": "email",
}


def client_for(user: User, *, client_id: Any) -> Client:
    """A client the user needs to know; hidden and absent look the same."""
    found = Client.objects.visible_to(user).select_related("area", "unit").filter(pk=client_id).first()
    if found is None:
        raise NotFound
    return found


def heading_of(client: Client) -> str:
    """The name, or that it is not known."""
    return client.name or _("Client without a name")


@registered(order=10)
def person_section(user: User, client: Client) -> ClientSection:
    """Who the client is and how to reach them; contacts under non-disclosure are withheld."""
    hidden = withheld(user, client)
    facts = [
        (label(name), withheld_words() if name in hidden else _value(client, field), name in hidden)
        for field, name in PERSON.items()
    ]
    return ClientSection(
        key="person",
        title=_("Person and contacts"),
        template="clients/_client_person.html",
        context={"facts": facts, "client": client},
        field_groups=("client",) if hidden else ("client", "contacts"),
    )


def _value(client: Client, field: str) -> str:
    """The field in words; unit and municipality were read together with the client."""
    special: dict[str, Any] = {
        "gender": client.get_gender_display(),
        "service_language": dict(ServiceLanguage.choices).get(client.service_language, client.service_language),
        "unit_id": client.unit.name if client.unit else "",
        "municipality_id": client.municipality.name if client.municipality else "",
        "non_disclosure": _("Yes") if client.non_disclosure else _("No"),
        "birth_date": date_format(client.birth_date, "SHORT_DATE_FORMAT") if client.birth_date else "",
    }
    return str(special.get(field, getattr(client, field)) or ABSENT)


@registered(order=20, tab="forms")
def participations_section(user: User, client: Client) -> ClientSection:
    """The client's participations, each leading to its page."""
    found = client.participations.select_related("programme", "unit").order_by("-started_on", "pk")
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.client_ref,
                    url=reverse("clients:participation_detail", args=[one.pk]),
                    header=True,
                    tight=True,
                ),
                Cell(text=str(one.programme)),
                _text(one.unit.name if one.unit else ""),
                _day(one.started_on),
                _day(one.ended_on),
            )
        )
        for one in found
    )
    labels = (_("Reference"), _("Programme"), _("Unit"), _("Latest start"), _("Ended"))
    return ClientSection(
        key="participations",
        title=_("Participations"),
        template="clients/_participations_section.html",
        context={
            "table": _table(_("Participations"), labels, rows),
            "client": client,
            "may_begin": can_work_on(user, client),
        },
        field_groups=("participation",),
    )


@registered(order=40, tab="people")
def relations_section(user: User, client: Client) -> ClientSection:
    """Whose client: who is responsible, who co-owns, who is consulted, and the steps open to the reader."""
    found = list(client.relations.in_force(timezone.localdate()).select_related("user").order_by("-kind", "valid_from"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.user.name, header=True),
                Cell(text=one.get_kind_display()),
                _day(one.valid_from),
                _day(one.valid_to),
            )
        )
        for one in found
    )
    closable = [
        one
        for one in found
        if one.kind != RelationKind.RESPONSIBLE and can_close_consultation(user, client, consultant=one.user)
    ]
    labels = (_("Person"), _("Relation"), _("From"), _("To"))
    context = {
        "table": _table(_("Relations"), labels, rows),
        "client": client,
        "closable": closable,
        "may_manage": can_manage_relations(user, client),
    }
    return ClientSection(
        key="relations",
        title=_("Relations"),
        template="clients/_client_relations.html",
        context=context,
        field_groups=("relations",),
    )


@registered(order=90, tab="access")
def history_section(user: User, client: Client) -> ClientSection:
    """What was changed and by whom; contacts that are withheld and health without its right in neither state."""
    records: list[Any] = [client, *client.relations.all(), *client.statements.all(), *client.assessment_orders.all()]
    return ClientSection(
        key="history",
        title=_("History"),
        template="clients/_client_table.html",
        context={"table": history_of(*records, client=client, user=user)},
        field_groups=("history",),
    )


def _table(caption: str, labels: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    return Table(caption=caption, columns=tuple(Column(label=text) for text in labels), rows=rows, empty=_("None."))


def _text(text: Any) -> Cell:
    return Cell(text=text or "–", kind="" if text else "absent")


def _day(day: Any) -> Cell:
    if day is None:
        return Cell(text="–", kind="absent")
    return Cell(text=date_format(day, "SHORT_DATE_FORMAT"), value=day, tight=True)
