"""The facets of client work, each a condition over Client; days are Helsinki days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
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
    CaseHandover,
    CaseRelation,
    CaseTransfer,
    Client,
    Contact,
    Keyword,
    PensionClarification,
    Plan,
    ServiceReferral,
    Statement,
    Task,
)
from clients.models.handovers import offered_to
from clients.models.need_to_know import caseload_of, reach_of, relations_of
from clients.selectors.agenda import day_bounds
from clients.selectors.chasing import late
from clients.selectors.deadlines import talks_of
from clients.selectors.facets import STAFF, UNITS, facet
from clients.selectors.now_case import by_case

MINE, ALL = "mine", "all"
NONE, ANY = "none", "any"
NEW_FOR, NO_CONTACT_FOR, EXPIRING_WITHIN = timedelta(days=7), timedelta(days=60), timedelta(days=30)
REVIEW_WITHIN = timedelta(days=14)


def _responsible() -> QuerySet[CaseRelation]:
    return CaseRelation.objects.in_force(timezone.localdate()).filter(kind=RelationKind.RESPONSIBLE)


def _exists(found: QuerySet[Any]) -> Exists:
    """Whether there is such a record of the client."""
    return Exists(found.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk")).order_by())


@facet(
    code="whose", label=_("Whose"), group="whose", choices=((MINE, _("Own caseload")), (ALL, _("Everybody I may see")))
)
def whose(user: User, value: str) -> Q:
    """Clients for whom the user is responsible, or whom the user co-owns; or everybody in sight."""
    if value == ALL:
        return Q()
    return caseload_of(user)


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
        return Q(~_exists(_responsible()))
    return Q(_exists(_responsible().filter(user_id=value)))


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
        return Q(~_exists(Case.objects.not_closed()))
    return by_case(status=value)


@facet(code="phase", label=_("Phase"), group="case", choices=tuple(CasePhase.choices))
def phase(_user: User, value: str) -> Q:
    """Clients whose case is in this phase."""
    return by_case(phase=value)


@facet(code="direction", label=_("Direction"), group="case", choices=((NONE, _("None yet")), *Direction.choices))
def direction(_user: User, value: str) -> Q:
    """Clients whose case goes in this direction; a main direction holds its finer ones too."""
    return by_case(direction="") if value == NONE else by_case(direction__startswith=value)


@facet(code="waiting", label=_("Waiting for"), group="case", choices=((ANY, _("Anybody")), *WaitingFor.choices))
def waiting(_user: User, value: str) -> Q:
    """Clients whose case waits for this party."""
    return by_case(waiting_for__gt="") if value == ANY else by_case(waiting_for=value)


@facet(
    code="joint_point",
    label=_("Stuck at a joint point"),
    group="case",
    choices=((ANY, _("Any joint point")), *JointPoint.choices),
)
def joint_point(_user: User, value: str) -> Q:
    """Clients whose case is stuck where two bodies should work together."""
    return by_case(joint_point__gt="") if value == ANY else by_case(joint_point=value)


@facet(code="keyword", label=_("Keyword"), group="case", choices=((ANY, _("Any keyword")), *KeywordKind.choices))
def keyword(_user: User, value: str) -> Q:
    """Clients who have the keyword today."""
    found = Keyword.objects.in_force(timezone.localdate())
    return Q(_exists(found if value == ANY else found.filter(kind=value)))


@facet(code="appointment_today", label=_("My appointment today"), group="work")
def appointment_today(user: User, _value: str) -> Q:
    """Clients with whom the user has an appointment today."""
    found = Appointment.objects.of(user).standing().between(*day_bounds(timezone.localdate()))
    return Q(_exists(found))


@facet(code="task_due", label=_("My tasks due"), group="work")
def task_due(user: User, _value: str) -> Q:
    """Clients about whom the user has an open task whose day has come."""
    return Q(_exists(Task.objects.due(timezone.localdate()).filter(owner_id=user.pk)))


@facet(code="form_overdue", label=_("Form late"), group="work")
def form_overdue(_user: User, _value: str) -> Q:
    """Clients of whom a form is late on the chase list, of whatever kind."""
    return Q(_exists(late()))


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


@facet(
    code="handover",
    label=_("Hand-over"),
    group="whose",
    choices=(
        ("to_me", _("Offered to me")),
        ("offered", _("Offered, waits for an answer")),
        ("transfer", _("Transfer to another area waits")),
    ),
)
def handover(user: User, value: str) -> Q:
    """Clients in sight who are offered to the user, who are offered to somebody, or whose transfer waits."""
    if value == "to_me":
        found = CaseHandover.objects.filter(offered_to(user))
    elif value == "offered":
        found = CaseHandover.objects.waiting()
    else:
        return Q(pk__in=CaseTransfer.objects.waiting().order_by().values("client_id"))
    return Q(pk__in=found.order_by().values("client_id"))


@facet(code="no_contact", label=_("No contact in 60 days"), group="work")
def no_contact(_user: User, _value: str) -> Q:
    """Clients with a case open for 60 days, who took part in no contact in the last 60."""
    since = timezone.localdate() - NO_CONTACT_FOR
    met = Contact.objects.final().filter(with_client=True, at__gte=day_bounds(since)[0])
    return by_case(status=CaseStatus.OPEN, opened_on__lte=since) & Q(~_exists(met))


@facet(code="statement_expiring", label=_("Statement ends within 30 days"), group="work")
def statement_expiring(user: User, _value: str) -> Q:
    """Clients whose received statement ends within 30 days, where the user may see what statements say."""
    today = timezone.localdate()
    areas = {one.area_id for one in user.memberships_today() if Right.HEALTH in one.rights}
    found = Statement.objects.filter(
        area_id__in=areas, status="received", valid_until__gte=today, valid_until__lte=today + EXPIRING_WITHIN
    )
    return Q(_exists(found))


@facet(
    code="plan",
    label=_("Plan"),
    group="work",
    choices=(
        ("none", _("No plan in force")),
        ("draft", _("Draft waits for approval")),
        ("review_due", _("Review due within 14 days")),
        ("review_late", _("Review overdue")),
    ),
)
def plan(_user: User, value: str) -> Q:
    """Clients by their plan: those with a case and no plan in force, a draft open, or a review that is due or late."""
    open_now = Plan.objects.not_ended().order_by()
    if value == "none":
        held = open_now.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"), versions__status="approved")
        return by_case(pk__isnull=False) & Q(~Exists(held))
    if value == "draft":
        return Q(pk__in=open_now.filter(versions__status="draft").values("client_id"))
    last = timezone.localdate() + (REVIEW_WITHIN if value == "review_due" else -timedelta(days=1))
    return Q(pk__in=open_now.review_due_by(last).values("client_id"))


@facet(
    code="talk",
    label=_("Talk of the law, own caseload"),
    group="work",
    choices=(("due", _("Due within 14 days")), ("late", _("Overdue"))),
    reads_rows=True,
)
def talk(user: User, value: str) -> Q:
    """Clients of the user's caseload for whom a talk is due or overdue; worked out as on the client's page."""
    held = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).order_by()
    today = timezone.localdate()
    last = today + (REVIEW_WITHIN if value == "due" else -timedelta(days=1))
    by_area: dict[int, list[UUID]] = defaultdict(list)
    for area_id, key in Client.objects.filter(pk__in=held.values("client_id")).values_list("area_id", "pk"):
        by_area[area_id].append(key)
    return Q(
        pk__in=[
            key
            for area_id, keys in sorted(by_area.items())
            for key, dues in talks_of(keys, area_id=area_id, day=today).items()
            if any(due.due_on <= last for due in dues)
        ]
    )


@facet(
    code="pension",
    label=_("Pension being clarified"),
    group="work",
    choices=((ANY, _("Any stage")), ("stuck", _("Stuck"))),
)
def pension(user: User, value: str) -> Q:
    """Clients whose pension is being clarified, or is stuck, where the user may see health."""
    areas = {one.area_id for one in user.memberships_today() if Right.HEALTH in one.rights}
    found = PensionClarification.objects.not_closed().filter(area_id__in=areas)
    found = found.stuck(timezone.localdate()) if value == "stuck" else found
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
