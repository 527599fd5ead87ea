"""Events with employers as their list and page show them; clients by name only to those who know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from clients.models import Client
from clients.selectors.cells import day_cell, number_cell, text_cell
from clients.selectors.client_page import heading_of
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.occasions import Presence
from employers.models import Employer, Occasion, OccasionClient, OccasionDecision, OccasionEmployer, OccasionStaff
from employers.policies import areas_of_employers

TONES = {Presence.INVITED: "plain", Presence.ATTENDED: "good", Presence.ABSENT: "warn"}


def occasions(user: User, *, kind: str = "", sort: str = "") -> QuerySet[Occasion]:
    """Events of the user's areas, the newest first unless chosen."""
    found = Occasion.objects.filter(area_id__in=areas_of_employers(user))
    if kind:
        found = found.filter(kind=kind)
    found = found.annotate(
        invited_employers=_counted(OccasionEmployer), came=_counted(OccasionEmployer, presence=Presence.ATTENDED)
    )
    columns: dict[str, Any] = {"day": "held_on", "title": alphabetical("title"), "form": "kind"}
    column = columns.get(sort.removeprefix("-"), "held_on")
    found = found.order_by(column, "pk")
    return found.reverse() if (sort or "-day").startswith("-") else found


def _counted(model: type[Any], **which: Any) -> Any:
    """How many rows of the model an event has."""
    rows = model.objects.filter(occasion=OuterRef("pk"), **which).order_by().values("occasion")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def occasion_for(user: User, *, occasion_id: UUID) -> Occasion:
    """One event of the user's areas; hidden and absent look the same."""
    found = occasions(user).filter(pk=occasion_id).first()
    if found is None:
        raise NotFound
    return found


def heading(label: Any, name: str, *, sort: str, address: str) -> Column:
    """A heading that sorts, where the table has an address of its own."""
    return sortable(label, name, sort=sort, address=address) if address else Column(label=label)


def occasions_table(found: Iterable[Any], *, sort: str = "", address: str = "") -> Table:
    """Events with the numbers of employers; no client is named or counted in a list."""
    columns = (
        heading(_("Event"), "title", sort=sort, address=address),
        heading(_("Kind"), "form", sort=sort, address=address),
        heading(_("Day"), "day", sort=sort, address=address),
        Column(label=_("Place")),
        Column(label=_("Employers invited"), numeric=True),
        Column(label=_("Employers who came"), numeric=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.title, url=reverse("employers:occasion", args=[one.pk]), header=True),
                Cell(text=one.get_kind_display()),
                day_cell(one.held_on),
                text_cell(one.place),
                number_cell(one.invited_employers),
                number_cell(one.came),
            )
        )
        for one in found
    )
    return Table(caption=_("Events with employers"), columns=columns, rows=rows, empty=_("There are no events here."))


@dataclass(frozen=True, kw_only=True)
class Invited:
    """The clients of an event: those the reader knows, and how many there are in all."""

    known: tuple[OccasionClient, ...]
    table: Table
    total: str

    @property
    def clients(self) -> list[Client]:
        """Whom the page names."""
        return [one.client for one in self.known]


def clients_of(user: User, occasion: Occasion) -> Invited:
    """The event's clients: by name those the user needs to know, the others as a number."""
    everyone = OccasionClient.objects.filter(occasion=occasion)
    known = tuple(
        everyone.visible_to(user)
        .select_related("client")
        .order_by(alphabetical("client__last_name"), alphabetical("client__first_names"), "pk")
    )
    counts = Counter(everyone.values_list("presence", flat=True))
    invited, came = sum(counts.values()), counts[Presence.ATTENDED]
    rows = tuple(
        Row(
            cells=(
                Cell(text=heading_of(one.client), url=reverse("clients:client", args=[one.client_id]), header=True),
                _presence(one.presence),
            )
        )
        for one in known
    )
    table = Table(
        caption=_("Clients you know"),
        columns=(Column(label=_("Client")), Column(label=_("State"))),
        rows=rows,
        empty=_("No client whom you know."),
    )
    words = ngettext(
        "%(invited)s client invited, %(came)s came.", "%(invited)s clients invited, %(came)s came.", invited
    )
    return Invited(
        known=known, table=table, total=words % {"invited": number_format(invited), "came": number_format(came)}
    )


def employers_of(occasion: Occasion) -> Table:
    """The employers of an event, in the order of their names."""
    found = OccasionEmployer.objects.filter(occasion=occasion).select_related("employer")
    rows = tuple(
        Row(cells=(Cell(text=one.employer.name, header=True), _presence(one.presence)))
        for one in found.order_by(alphabetical("employer__name"), "pk")
    )
    columns = (Column(label=_("Employer")), Column(label=_("State")))
    return Table(caption=_("Employers"), columns=columns, rows=rows, empty=_("No employer was invited."))


def staff_of(occasion: Occasion) -> Table:
    """The staff of an event with the parts they take."""
    found = OccasionStaff.objects.filter(occasion=occasion).select_related("user").order_by("part", "pk")
    rows = tuple(Row(cells=(Cell(text=one.user.name, header=True), Cell(text=one.get_part_display()))) for one in found)
    columns = (Column(label=_("Name")), Column(label=_("Part")))
    return Table(caption=_("Staff"), columns=columns, rows=rows, empty=_("Nobody is named."))


def decisions_of(occasion: Occasion) -> list[OccasionDecision]:
    """What the panel decided, the most urgent first."""
    return list(OccasionDecision.objects.filter(occasion=occasion).select_related("owner"))


def decisions_table(found: Iterable[OccasionDecision]) -> Table:
    """Decisions with who sees to them; late ones say so."""
    today = timezone.localdate()
    labels = (_("Decision"), _("Who sees to it"), pgettext("deadline", "By"), _("State"), _("What came of it"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.text, header=True, url=_finish(one)),
                Cell(text=one.owner.name),
                day_cell(one.due_on),
                done_cell(is_done=one.done_on is not None, is_late=one.due_on < today),
                text_cell(one.outcome),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Decisions of the panel"), columns=columns, rows=rows, empty=_("Nothing was decided yet."))


def decision_for(user: User, *, decision_id: UUID) -> OccasionDecision:
    """One decision of the user's areas; hidden and absent look the same."""
    found = OccasionDecision.objects.filter(area_id__in=areas_of_employers(user), pk=decision_id)
    decision = found.select_related("occasion", "owner").first()
    if decision is None:
        raise NotFound
    return decision


def _finish(decision: OccasionDecision) -> str:
    return "" if decision.done_on else reverse("employers:decision_done", args=[decision.pk])


def done_cell(*, is_done: bool, is_late: bool) -> Cell:
    """Done, late, or under way, as a badge."""
    if is_done:
        return Cell(text=_("Done"), value="done", tone="good")
    return (
        Cell(text=_("Late"), value="late", tone="bad") if is_late else Cell(text=_("Open"), value="open", tone="info")
    )


def _presence(code: str) -> Cell:
    presence = Presence(code)
    return Cell(text=presence.label, value=presence.value, tone=TONES[presence])


def parts_to_take_out(user: User, occasion: Occasion) -> list[tuple[str, str]]:
    """Keys and names of whoever the user may take out of the event again."""
    employers = OccasionEmployer.objects.filter(occasion=occasion).select_related("employer")
    staff = OccasionStaff.objects.filter(occasion=occasion).select_related("user")
    clients = OccasionClient.objects.filter(occasion=occasion).visible_to(user).select_related("client")
    return [
        *((str(one.pk), one.employer.name) for one in employers),
        *((str(one.pk), one.user.name) for one in staff),
        *((str(one.pk), heading_of(one.client)) for one in clients),
    ]


def occasion_facts(occasion: Occasion) -> list[tuple[str, str]]:
    """Kind, day, place and the partners that organised it."""
    organisers = occasion.organisers.select_related("organisation").order_by(alphabetical("organisation__name"))
    return [
        (_("Kind"), str(occasion.get_kind_display())),
        (_("Day"), str(day_cell(occasion.held_on).text)),
        (_("Place"), occasion.place or "–"),
        (_("Organised with"), ", ".join(one.organisation.name for one in organisers) or "–"),
        (_("Notes"), occasion.note or "–"),
    ]


def employers_by_name(text: str) -> QuerySet[Employer]:
    """Up to twenty employers whose name or business id begins with the text."""
    said = text.strip()
    if not said:
        return Employer.objects.none()
    found = Employer.objects.filter(Q(name__istartswith=said) | Q(business_id__startswith=said))
    return found.order_by(alphabetical("name"), "pk")[:20]
