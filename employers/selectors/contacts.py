"""Contacts with employers: what a contact is asked with, the list and its files, the parts of an employer's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.models import Area, User
from accounts.selectors.administration import Step
from clients.enums.demands import Adjustment
from clients.selectors.cells import ABSENT, day_text, listed, text_cell
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.contacts import Interest, Topic
from employers.enums.register import JobTrait
from employers.models import ContactPerson, Employer, EmployerContact
from employers.models.contacts import EmployerContactQuerySet
from employers.policies import areas_of_employers, can_withdraw_contact
from employers.selectors.parts import Part
from network.models import Programme
from network.selectors.programmes import programmes_of_areas

Pairs = list[tuple[str, Any]]
MINE, ALL = "mine", "all"
LATEST = 10
TONES = {Interest.NONE: "plain", Interest.MAYBE: "info", Interest.INTERESTED: "good", Interest.ACTIVE: "good"}
STANDINGS: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("All")),
    ("answered", pgettext_lazy("contacts", "Answered")),
    ("unanswered", pgettext_lazy("contacts", "Not answered")),
    ("raised", gettext_lazy("Hiring was raised")),
    ("due", gettext_lazy("Next step due")),
)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What may be chosen of a contact: areas of the author, programmes, and of a known employer places and people."""

    areas: Pairs
    programmes: Pairs
    places: Pairs
    persons: Pairs


@dataclass(frozen=True, kw_only=True)
class ContactsChoice:
    """Which contacts, in what order."""

    whose: str = MINE
    standing: str = ""
    employer: UUID | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "-held"


def offered_for(user: User, employer: Employer | None) -> Offered:
    """What the author may choose from; of an employer that is not known yet neither places nor people."""
    areas = areas_of_employers(user)
    named = Area.objects.filter(pk__in=areas).order_by(alphabetical(name_field()))
    programmes = Programme.objects.filter(pk__in=programmes_of_areas(areas)).order_by("code")
    places: Pairs = []
    persons: Pairs = []
    if employer is not None:
        places = [(str(one.pk), one.name) for one in employer.establishments.open()]
        own = ContactPerson.objects.filter(area_id__in=areas, employer=employer).there_on(timezone.localdate())
        persons = [(str(one.pk), _person_words(one)) for one in own]
    return Offered(
        areas=[(str(one.pk), one.name) for one in named],
        programmes=[(str(one.pk), f"{one.code} {one}") for one in programmes],
        places=places,
        persons=persons,
    )


def _person_words(one: ContactPerson) -> str:
    return f"{one.name}, {one.title}" if one.title else one.name


def contact_for(user: User, *, contact_id: Any) -> EmployerContact:
    """A contact of an area for which the user works with employers; others' and absent ones look the same."""
    found = (
        EmployerContact.objects.in_areas_of(user)
        .select_related("employer", "establishment", "person", "author", "withdrawn_by", "area", "programme")
        .filter(pk=contact_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def chosen_contacts(user: User, choice: ContactsChoice) -> QuerySet[EmployerContact]:
    """The contacts asked for, of the user's areas."""
    found = EmployerContact.objects.in_areas_of(user)
    asked: dict[str, Any] = {"author": user.pk if choice.whose == MINE else None, "employer": choice.employer}
    asked |= {"held_on__gte": choice.since, "held_on__lte": choice.until}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    found = found.filter(_standing(choice.standing))
    columns: dict[str, Any] = {
        "held": F("held_on"),
        "employer": alphabetical("employer__name"),
        "interest": F("interest"),
        "next": F("next_step_on"),
    }
    column = columns.get(choice.sort.removeprefix("-"), columns["held"])
    order = column.desc(nulls_last=True) if choice.sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(order, "-created_at", "pk").select_related("employer", "author")


def _standing(standing: str) -> Q:
    later = EmployerContact.objects.counted().filter(
        area=OuterRef("area"), employer=OuterRef("employer"), held_on__gt=OuterRef("held_on")
    )
    due = Q(next_step_on__lte=timezone.localdate(), withdrawn_at__isnull=True) & ~Q(next_step="") & ~Q(Exists(later))
    return {
        "answered": Q(answered=True, withdrawn_at__isnull=True),
        "unanswered": Q(answered=False, withdrawn_at__isnull=True),
        "raised": Q(topic_raised=True, withdrawn_at__isnull=True),
        "due": due,
    }.get(standing, Q())


def contacts_table(
    found: Iterable[EmployerContact], *, sort: str = "", address: str = "", of_one: bool = False
) -> Table:
    """Contacts as rows; `of_one` leaves the employer out, whose page it is then."""
    heads = (
        (_("Day"), "held"),
        (_("Employer"), "employer"),
        (_("Channel"), ""),
        (_("Hiring people with partial work ability"), "interest"),
        (_("Topics"), ""),
        (_("Next step"), "next"),
        (_("Logged by"), ""),
    )
    columns = [
        sortable(label, name, sort=sort, address=address) if address and name else Column(label=label)
        for label, name in heads
    ]
    if of_one:
        del columns[1]
    rows = tuple(Row(cells=_cells(one, of_one=of_one)) for one in found)
    caption = _("Contacts with the employer") if of_one else _("Contacts with employers")
    return Table(caption=caption, columns=tuple(columns), rows=rows, empty=_("No contacts here."))


def _cells(one: EmployerContact, *, of_one: bool) -> tuple[Cell, ...]:
    day = Cell(
        text=day_text(one.held_on),
        value=one.held_on,
        url=reverse("employers:contact", args=[one.pk]),
        header=of_one,
        tight=True,
    )
    cells = (
        Cell(text=one.get_channel_display(), note="" if one.answered else _("not answered")),
        interest_cell(one),
        text_cell(listed(Topic, one.topics)),
        next_cell(one),
        Cell(text=one.author.name),
    )
    if of_one:
        return (day, *cells)
    employer = Cell(text=one.employer.name, url=reverse("employers:employer", args=[one.employer_id]), header=True)
    return (day, employer, *cells)


def interest_cell(one: EmployerContact) -> Cell:
    """What came of raising the hiring of people with partial work ability; a withdrawn contact says that it is one."""
    if one.withdrawn_at is not None:
        return Cell(text=pgettext("contact", "Withdrawn"), tone="bad")
    if not one.topic_raised:
        return Cell(text=_("Not raised"))
    if one.interest is None:
        return Cell(text=_("Raised"), tone="info")
    return Cell(text=one.get_interest_display(), value=one.interest, tone=TONES[Interest(one.interest)])


def next_cell(one: EmployerContact) -> Cell:
    """The next step and by when."""
    if not one.next_step:
        return ABSENT
    day = day_text(one.next_step_on)
    words = _("%(what)s by %(day)s") % {"what": one.next_step, "day": day} if day else one.next_step
    return Cell(text=words, value=one.next_step_on)


def contact_facts(one: EmployerContact) -> list[tuple[str, str]]:
    """The contact in words."""
    raised = interest_cell(one).text if one.withdrawn_at is None else ""
    facts = [
        (_("Day"), day_text(one.held_on)),
        (_("Channel"), str(one.get_channel_display())),
        (_("Initiative"), str(one.get_initiative_display())),
        (_("The employer answered"), _("Yes") if one.answered else _("No")),
        (_("Hiring people with partial work ability"), str(raised)),
        (_("Topics"), listed(Topic, one.topics)),
        (_("Establishment"), one.establishment.name if one.establishment else ""),
        (_("Contact person"), one.person.name if one.person else ""),
        (_("Attitude before the contact"), str(one.attitude_before or "")),
        (_("Attitude after the contact"), str(one.attitude_after or "")),
        (_("Work it has to offer"), listed(JobTrait, one.traits)),
        (_("Accommodations it can make"), listed(Adjustment, one.accommodations)),
        (_("Note"), one.note),
        (_("Next step"), str(next_cell(one).text) if one.next_step else ""),
        (_("Programme"), f"{one.programme.code} {one.programme}" if one.programme else ""),
        (_("Area"), one.area.name),
        (_("Logged by"), one.author.name),
        (_("Withdrawn"), day_text(one.withdrawn_at.date()) if one.withdrawn_at else ""),
        (_("Why the contact was wrong"), one.withdrawal_reason),
    ]
    return [(label, value) for label, value in facts if value]


def may_withdraw(user: User, one: EmployerContact) -> bool:
    """Whether the user may withdraw the contact now."""
    return one.withdrawn_at is None and can_withdraw_contact(user, one)


def contacts_part(user: User, employer: Employer) -> Part:
    """The latest contacts of the user's areas with the employer, with how often it answered."""
    found = EmployerContact.objects.in_areas_of(user).filter(employer=employer)
    latest = found.select_related("employer", "author").order_by("-held_on", "-created_at", "pk")[:LATEST]
    listing = f"{reverse('employers:contacts')}?employer={employer.pk}&whose={ALL}"
    return Part(
        key="contacts",
        heading=pgettext("employers", "Contacts"),
        facts=tuple(measures_of(found)),
        table=contacts_table(latest, of_one=True),
        steps=(Step(label=pgettext("employers", "All contacts"), url=listing),),
    )


def measures_of(found: EmployerContactQuerySet) -> list[tuple[str, str]]:
    """Contacts, how many attempts of ours were answered, and when the last one was."""
    ours = Q(initiative="ours")
    counted = found.counted().aggregate(
        contacts=Count("pk"), attempts=Count("pk", filter=ours), answered=Count("pk", filter=ours & Q(answered=True))
    )
    last = found.counted().order_by("-held_on").values_list("held_on", flat=True).first()
    return [
        (pgettext("employers", "Contacts"), str(number_format(counted["contacts"]))),
        (_("Answered"), rate_text(counted["answered"], counted["attempts"])),
        (_("Last contact"), day_text(last) or _("None yet")),
    ]


def rate_text(answered: int, attempts: int) -> str:
    """So many of so many, with the share when there is one."""
    words = _("%(part)s of %(whole)s") % {"part": number_format(answered), "whole": number_format(attempts)}
    return f"{words} ({number_format(100 * answered / attempts, decimal_pos=0)} %)" if attempts else words


def persons_part(user: User, employer: Employer) -> Part:
    """The people the reader may see at the employer: the own area's, and shared ones by right."""
    found = ContactPerson.objects.visible_to(user).filter(employer=employer).select_related("area", "establishment")
    own = areas_of_employers(user)
    rows = tuple(
        Row(cells=_person_cells(one, own=one.area_id in own)) for one in found.order_by("left_on", "name", "pk")
    )
    labels = (_("Name"), _("Position"), _("Telephone"), _("E-mail"), _("Establishment"), _("Kept by"))
    table = Table(
        caption=_("Contact persons"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Your area knows nobody here yet."),
    )
    step = Step(label=_("Add a contact person"), url=reverse("employers:person_new", args=[employer.pk]))
    return Part(key="persons", heading=_("Contact persons"), table=table, steps=(step,))


def _person_cells(one: ContactPerson, *, own: bool) -> tuple[Cell, ...]:
    gone = _("left on %(day)s") % {"day": day_text(one.left_on)} if one.left_on else ""
    address = reverse("employers:person", args=[one.pk]) if own else ""
    return (
        Cell(text=one.name, url=address, header=True, note=gone),
        text_cell(one.title),
        text_cell(one.phone),
        text_cell(one.email),
        text_cell(one.establishment.name if one.establishment else ""),
        Cell(text=one.area.name, note=_("shared") if one.is_shared else ""),
    )


def person_for(user: User, *, person_id: Any) -> ContactPerson:
    """A person the user's own area keeps."""
    found = ContactPerson.objects.filter(area_id__in=areas_of_employers(user), pk=person_id)
    one = found.select_related("employer", "establishment").first()
    if one is None:
        raise NotFound
    return one
