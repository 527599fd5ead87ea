"""The facets of client work, each a condition over Client; days are Helsinki days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Right
from accounts.models import User
from clients.enums import CASELOAD, RelationKind
from clients.enums.cases import AgeGroup, CasePhase, CaseStatus, Direction, JointPoint, WaitingFor
from clients.enums.keywords import KeywordKind
from clients.models import (
    Appointment,
    Case,
    CaseRelation,
    Contact,
    Keyword,
    Participation,
    ServiceReferral,
    Statement,
    Task,
)
from clients.models.need_to_know import reach_of, relations_of
from clients.selectors.agenda import day_bounds
from clients.selectors.facets import STAFF, UNITS, facet

MINE, ALL = "mine", "all"
NONE, ANY = "none", "any"
NEW_FOR, NO_CONTACT_FOR, EXPIRING_WITHIN = timedelta(days=7), timedelta(days=60), timedelta(days=30)


def _responsible() -> Exists:
    held = CaseRelation.objects.in_force(timezone.localdate()).filter(kind=RelationKind.RESPONSIBLE)
    return Exists(held.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk")).order_by())


def _by_case(**wanted: object) -> Q:
    return Q(pk__in=Case.objects.not_closed().filter(**wanted).order_by().values("client_id"))


@facet(
    code="whose", label=_("Whose"), group="whose", choices=((MINE, _("Own caseload")), (ALL, _("Everybody I may see")))
)
def whose(user: User, value: str) -> Q:
    """Clients for whom the user is responsible, or whom the user co-owns; or everybody in sight."""
    if value == ALL:
        return Q()
    return Q(pk__in=relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).values("client_id"))


@facet(code="relation", label=_("Your relation"), group="whose", choices=tuple(RelationKind.choices))
def relation(user: User, value: str) -> Q:
    """Clients to whom the user is related in this way today."""
    return Q(pk__in=relations_of(user, reach_of(user)).filter(kind=value).values("client_id"))


@facet(code="unit", label=_("Unit"), group="whose", choices=(), looked_up=UNITS)
def unit(_user: User, value: str) -> Q:
    """Clients whom the unit serves."""
    return Q(unit_id=value)


@facet(
    code="responsible",
    label=_("Responsible coordinator"),
    group="whose",
    choices=((NONE, _("Nobody is responsible")),),
    looked_up=STAFF,
)
def responsible(_user: User, value: str) -> Q:
    """Clients for whom this person is responsible today, or nobody is."""
    if value == NONE:
        return Q(~_responsible())
    held = CaseRelation.objects.in_force(timezone.localdate()).filter(kind=RelationKind.RESPONSIBLE, user_id=value)
    return Q(pk__in=held.order_by().values("client_id"))


@facet(code="new", label=_("New for me in 7 days"), group="whose")
def new_for_me(user: User, _value: str) -> Q:
    """Clients who came to the user's caseload within 7 days."""
    since = timezone.localdate() - NEW_FOR
    held = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD, valid_from__gte=since)
    return Q(pk__in=held.values("client_id"))


@facet(
    code="status",
    label=_("Status of the case"),
    group="case",
    choices=(
        (NONE, _("No case")),
        (CaseStatus.OPEN, CaseStatus.OPEN.label),
        (CaseStatus.ON_HOLD, CaseStatus.ON_HOLD.label),
    ),
)
def status(_user: User, value: str) -> Q:
    """Clients whose case is in this state, or who have no case that is not closed."""
    if value == NONE:
        held = Case.objects.not_closed().filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk")).order_by()
        return Q(~Exists(held))
    return _by_case(status=value)


@facet(code="phase", label=_("Phase"), group="case", choices=tuple(CasePhase.choices))
def phase(_user: User, value: str) -> Q:
    """Clients whose case is in this phase."""
    return _by_case(phase=value)


@facet(code="direction", label=_("Direction"), group="case", choices=((NONE, _("None yet")), *Direction.choices))
def direction(_user: User, value: str) -> Q:
    """Clients whose case goes in this direction; a main direction holds its finer ones too."""
    return _by_case(direction="") if value == NONE else _by_case(direction__startswith=value)


@facet(code="waiting", label=_("Waiting for"), group="case", choices=((ANY, _("Anybody")), *WaitingFor.choices))
def waiting(_user: User, value: str) -> Q:
    """Clients whose case waits for this party."""
    return _by_case(waiting_for__gt="") if value == ANY else _by_case(waiting_for=value)


@facet(
    code="joint_point",
    label=_("Stuck at a joint point"),
    group="case",
    choices=((ANY, _("Any joint point")), *JointPoint.choices),
)
def joint_point(_user: User, value: str) -> Q:
    """Clients whose case is stuck where two bodies should work together."""
    return _by_case(joint_point__gt="") if value == ANY else _by_case(joint_point=value)


@facet(code="keyword", label=_("Keyword"), group="case", choices=((ANY, _("Any keyword")), *KeywordKind.choices))
def keyword(_user: User, value: str) -> Q:
    """Clients who have the keyword today."""
    found = Keyword.objects.in_force(timezone.localdate()).order_by()
    return Q(pk__in=(found if value == ANY else found.filter(kind=value)).values("client_id"))


@facet(code="appointment_today", label=_("My appointment today"), group="work")
def appointment_today(user: User, _value: str) -> Q:
    """Clients with whom the user has an appointment today."""
    found = Appointment.objects.of(user).standing().between(*day_bounds(timezone.localdate()))
    return Q(pk__in=found.filter(client__isnull=False).order_by().values("client_id"))


@facet(code="task_due", label=_("My tasks due"), group="work")
def task_due(user: User, _value: str) -> Q:
    """Clients about whom the user has an open task whose day has come."""
    found = Task.objects.due(timezone.localdate()).filter(owner_id=user.pk, client__isnull=False)
    return Q(pk__in=found.order_by().values("client_id"))


@facet(code="form_overdue", label=_("End form missing"), group="work")
def form_overdue(_user: User, _value: str) -> Q:
    """Clients with a participation that has ended and has no end form, nor a reason for its missing."""
    found = Participation.objects.filter(
        ended_on__lt=timezone.localdate(), end_form__isnull=True, end_missing_reason=""
    )
    return Q(pk__in=found.order_by().values("client_id"))


UNANSWERED, LATE, OVERDUE = "unanswered", "late", "overdue"


@facet(
    code="service_referral",
    label=_("Referral to a service"),
    group="work",
    choices=(
        (UNANSWERED, _("Waiting for an answer")),
        (LATE, _("Waiting for an answer for over 10 days")),
        (OVERDUE, _("Next event overdue")),
    ),
)
def service_referral(_user: User, value: str) -> Q:
    """Clients with a referral that waits for the partner's answer, has waited too long, or whose next event is late."""
    today, found = timezone.localdate(), ServiceReferral.objects.all()
    if value == UNANSWERED:
        found = found.unanswered()
    elif value == LATE:
        found = found.late_on(today)
    else:
        found = found.overdue_on(today)
    return Q(pk__in=found.order_by().values("client_id"))


@facet(code="no_contact", label=_("No contact in 60 days"), group="work")
def no_contact(_user: User, _value: str) -> Q:
    """Clients with a case open for 60 days, who took part in no contact in the last 60."""
    since = timezone.localdate() - NO_CONTACT_FOR
    met = Contact.objects.final().filter(
        area_id=OuterRef("area_id"), client_id=OuterRef("pk"), with_client=True, at__gte=day_bounds(since)[0]
    )
    return _by_case(status=CaseStatus.OPEN, opened_on__lte=since) & Q(~Exists(met.order_by()))


@facet(code="statement_expiring", label=_("Statement ends within 30 days"), group="work")
def statement_expiring(user: User, _value: str) -> Q:
    """Clients whose received statement ends within 30 days, where the user may see what statements say."""
    today = timezone.localdate()
    areas = {one.area_id for one in user.memberships_today() if Right.HEALTH in one.rights}
    found = Statement.objects.filter(
        area_id__in=areas, status="received", valid_until__gte=today, valid_until__lte=today + EXPIRING_WITHIN
    )
    return Q(pk__in=found.order_by().values("client_id"))


@facet(code="age", label=_("Age"), group="person", choices=tuple(AgeGroup.choices))
def age(_user: User, value: str) -> Q:
    """Clients of the age group today; those whose day of birth is not known are in none."""
    if value == AgeGroup.FROM_55:
        return Q(birth_date__lte=_years_ago(55))
    return Q(birth_date__gt=_years_ago(25 if value == AgeGroup.UNDER_25 else 30))


@facet(code="non_disclosure", label=_("Non-disclosure"), group="person")
def non_disclosure(_user: User, _value: str) -> Q:
    """Clients under non-disclosure (*turvakielto*)."""
    return Q(non_disclosure=True)


@facet(code="interpreter", label=pgettext_lazy("filter", "Needs an interpreter"), group="person")
def interpreter(_user: User, _value: str) -> Q:
    """Clients who need an interpreter."""
    return Q(needs_interpreter=True)


def _years_ago(years: int) -> date:
    """The day on which those turning `years` today were born; on 29 February of other years the day after."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 3, 1)
