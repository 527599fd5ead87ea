"""The facets of labour-market status, benefits and employment, each a condition over Client; days are Helsinki days."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clients.enums import LabourStatus
from clients.enums.spells import Benefit
from clients.models import BenefitSpell, EmploymentCheck, EmploymentSpell, LabourSpell
from clients.selectors.facets import facet

NOT_KNOWN = "none"


@facet(
    code="labour",
    label=_("Labour-market status"),
    group="case",
    choices=((NOT_KNOWN, _("Not known")), *LabourStatus.choices),
)
def labour(_user: User, value: str) -> Q:
    """Clients whose main status today is this one, or is not on record."""
    held = LabourSpell.objects.on(timezone.localdate())
    if value == NOT_KNOWN:
        return Q(~Exists(held.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk")).order_by()))
    return Q(pk__in=held.filter(status=value).order_by().values("client_id"))


@facet(code="benefit", label=_("Benefit"), group="case", choices=tuple(Benefit.choices))
def benefit(_user: User, value: str) -> Q:
    """Clients who have the benefit today."""
    held = BenefitSpell.objects.on(timezone.localdate()).filter(benefit=value)
    return Q(pk__in=held.order_by().values("client_id"))


@facet(code="employed", label=_("Employed now"), group="case")
def employed(_user: User, _value: str) -> Q:
    """Clients who have work today."""
    return Q(pk__in=EmploymentSpell.objects.on(timezone.localdate()).order_by().values("client_id"))


@facet(code="subsidy_ending", label=_("Subsidy ends within 30 days"), group="work")
def subsidy_ending(_user: User, _value: str) -> Q:
    """Clients whose work is subsidised today and will not be after 30 days."""
    ending = EmploymentSpell.objects.subsidy_ends_within(timezone.localdate())
    return Q(pk__in=ending.order_by().values("client_id"))


@facet(code="follow_up", label=_("Follow-up after employment due or late"), group="work")
def follow_up(_user: User, _value: str) -> Q:
    """Clients who are to be asked how their work goes, and have not been."""
    waiting = EmploymentCheck.objects.unanswered().filter(due_on__lte=timezone.localdate())
    return Q(pk__in=waiting.order_by().values("client_id"))
