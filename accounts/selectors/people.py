"""People as administrators and supervisors see them: lists, one person, memberships to review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Right, Role
from accounts.models import Membership, User
from accounts.policies import areas_administered, seen_memberships
from accounts.selectors.administration import period_state
from accounts.selectors.record_history import changes_of, history_table, plain_text
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

REVIEW_AFTER = timedelta(days=365)
SORTS: dict[str, Any] = {"name": alphabetical("name"), "email": F("email"), "last": F("last_login")}
PERSON_FIELDS = ("name", "email", "language", "is_active")
MEMBERSHIP_FIELDS = ("area", "unit", "role", "rights", "valid_from", "valid_to", "reviewed_on")


def people_of(actor: User) -> QuerySet[User]:
    """People with a membership the actor may look at, ended ones included; each carries those memberships as `seen`."""
    seen = seen_memberships(actor)
    shown = Membership.objects.filter(seen).select_related("area", "unit").order_by("area_id", "role", "pk")
    found = User.objects.people().filter(Exists(Membership.objects.filter(seen, user=OuterRef("pk"))))
    return found.prefetch_related(Prefetch("memberships", queryset=shown, to_attr="seen"))


def person_of(actor: User, person_id: UUID) -> User:
    """One of them; hidden and absent look the same."""
    person = people_of(actor).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def chosen_people(actor: User, *, name: str = "", role: str = "", unit: Any = None, state: str = "") -> QuerySet[User]:
    """The people whose name or address holds `name`, with the role, unit or state that was chosen."""
    found = people_of(actor)
    if name:
        found = found.filter(Q(name__icontains=name) | Q(email__icontains=name))
    current = Membership.objects.filter(seen_memberships(actor), user=OuterRef("pk")).valid_on(timezone.localdate())
    wanted = {word: value for word, value in (("role", role), ("unit", unit)) if value}
    if wanted:
        found = found.filter(Exists(current.filter(**wanted)))
    return _in_state(found, state, current)


def _in_state(found: QuerySet[User], state: str, current: QuerySet[Membership]) -> QuerySet[User]:
    kinds = {
        "open": Q(is_active=True) & Exists(current),
        "closed": Q(is_active=False),
        "without": Q(is_active=True) & ~Exists(current),
        "invited": Q(is_active=True, last_login=None),
    }
    return found.filter(kinds[state]) if state in kinds else found


def in_order(found: QuerySet[User], sort: str) -> QuerySet[User]:
    """The people by the chosen column; those without a value come last, equal ones stay in one order."""
    order = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return found.order_by(order.desc(nulls_last=True) if sort.startswith("-") else order.asc(nulls_last=True), "pk")


def people_table(people: Iterable[User], *, sort: str = "", address: str = "") -> Table:
    """People as a list for a page or a file; `address` makes the sortable headings links."""
    columns = (
        sortable(_("Name"), "name", sort=sort, address=address),
        sortable(_("E-mail"), "email", sort=sort, address=address),
        Column(label=_("Roles today")),
        Column(label=_("State")),
        sortable(_("Last sign-in"), "last", sort=sort, address=address),
    )
    return Table(
        caption=_("People"),
        columns=columns,
        rows=tuple(Row(cells=_person_cells(person)) for person in people),
        empty=_("Nobody fits."),
    )


def _person_cells(person: User) -> tuple[Cell, ...]:
    return (
        Cell(text=person.name, url=reverse("accounts:person", args=[person.pk]), header=True),
        Cell(text=person.email),
        Cell(text="; ".join(role_text(one) for one in roles_today(person)) or "–"),
        state_cell(person),
        Cell(text=plain_text(person.last_login) if person.last_login else _("never"), value=person.last_login),
    )


def roles_today(person: User) -> list[Membership]:
    """Of the memberships the reader may look at, those in force today."""
    today = timezone.localdate()
    seen: list[Membership] = person.seen  # type: ignore[attr-defined]  # prefetched by people_of
    return [
        one for one in seen if (one.valid_from or today) <= today and (one.valid_to is None or one.valid_to >= today)
    ]


def role_text(membership: Membership) -> str:
    """A role and where it holds."""
    place = membership.unit.name if membership.unit else membership.area.name
    return f"{Role(membership.role).label}, {place}"


def state_cell(person: User) -> Cell:
    """Whether the account is open, as a badge."""
    if not person.is_active:
        return Cell(text=pgettext("account", "Closed"), tone="bad")
    if person.last_login is None:
        return Cell(text=pgettext("account", "Invited"), tone="info")
    if not roles_today(person):
        return Cell(text=_("No role today"), tone="warn")
    return Cell(text=pgettext("account", "Open"), tone="good")


def memberships_table(memberships: Sequence[Membership], *, linked: bool, person: bool = False) -> Table:
    """Memberships with rights and valid time; `linked` to their pages, with the person's name first when asked."""
    first = (Column(label=_("Person")),) if person else ()
    columns = (
        *first,
        Column(label=_("Role")),
        Column(label=_("Area")),
        Column(label=_("Unit")),
        Column(label=_("Rights")),
        Column(label=_("State")),
        Column(label=_("Valid from")),
        Column(label=_("Last day")),
        Column(label=_("Reviewed on")),
    )
    rows = tuple(Row(cells=_membership_cells(one, linked=linked, person=person)) for one in memberships)
    return Table(caption=_("Memberships"), columns=columns, rows=rows, empty=_("None."))


def _membership_cells(membership: Membership, *, linked: bool, person: bool) -> tuple[Cell, ...]:
    first = (
        (Cell(text=membership.user.name, url=reverse("accounts:person", args=[membership.user_id])),) if person else ()
    )
    rights = dict(Right.choices)
    url = reverse("accounts:membership", args=[membership.pk]) if linked else ""
    return (
        *first,
        Cell(text=membership.get_role_display(), url=url, header=True),
        Cell(text=membership.area.name),
        Cell(text=membership.unit.name if membership.unit else _("Whole area")),
        Cell(text=", ".join(str(rights[one]) for one in membership.rights) or "–"),
        period_state(membership.valid_from, membership.valid_to),
        *(_day_cell(getattr(membership, name)) for name in ("valid_from", "valid_to", "reviewed_on")),
    )


def _day_cell(day: Any) -> Cell:
    return Cell(text=plain_text(day) if day else "–", value=day, tight=True)


def to_review(actor: User) -> QuerySet[Membership]:
    """Memberships in force in the actor's areas that nobody has looked at for a year, the longest ago first."""
    today = timezone.localdate()
    found = Membership.objects.filter(area_id__in=areas_administered(actor), user__is_active=True).valid_on(today)
    old = found.filter(Q(reviewed_on=None) | Q(reviewed_on__lt=today - REVIEW_AFTER)).exclude(user=actor)
    return old.select_related("user", "area", "unit").order_by(F("reviewed_on").asc(nulls_first=True), "pk")


def membership_of(actor: User, membership_id: UUID) -> Membership:
    """A membership in an area the actor administers; hidden and absent look the same."""
    mine = Membership.objects.of_people().filter(area_id__in=areas_administered(actor), pk=membership_id)
    found = mine.select_related("user", "area", "unit").first()
    if found is None:
        raise NotFound
    return found


def person_history(actor: User, person: User) -> Table:
    """What happened to the person's account and to the memberships in the actor's areas."""
    own = areas_administered(actor)
    account = changes_of(User, PERSON_FIELDS, pgh_obj_id=person.pk)
    roles = changes_of(Membership, MEMBERSHIP_FIELDS, user_id=person.pk, area_id__in=own)
    return history_table([*account, *roles])


def administrators_of(user: User) -> QuerySet[User]:
    """Whom to ask: those who administer an area the person belongs to."""
    areas = {membership.area_id for membership in user.memberships_today()}
    mine = Membership.objects.filter(user=OuterRef("pk"), area_id__in=areas, role=Role.ADMINISTRATOR)
    found = User.objects.filter(Exists(mine.valid_on(timezone.localdate())), is_active=True)
    return found.order_by(alphabetical("name"), "pk")
