"""What a machine asks for of employers: the register, contacts with them, vacancies; of clients what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from clients.models import SupportApplication
from clients.policies import need_to_know_by_client
from config.kernel.errors import NotFound
from employers.models import Employer, EmployerContact, JobReferral, MatchSearch, Placement, Vacancy


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of them, and from where on: after the key of the last one told."""

    after: UUID | None = None
    client: UUID | None = None
    employer: UUID | None = None
    business_id: str = ""
    state: str = ""
    kind: str = ""
    updated_since: datetime | None = None

    @classmethod
    def of(cls, asked: Mapping[str, Any], **more: Any) -> Self:
        """What the checked parameters ask for."""
        given = {one.name: asked[one.name] for one in fields(cls) if asked.get(one.name)}
        return cls(**{**given, **more})


def employers_for(wanted: Wanted) -> QuerySet[Employer]:
    """Employers of the register with their establishments, by key."""
    found = Employer.objects.order_by("pk").prefetch_related("establishments")
    if wanted.business_id:
        found = found.filter(business_id=wanted.business_id)
    return _narrowed(found, wanted, "employers", "EmployerEvent")


def employer_by_key(employer_id: UUID) -> Employer:
    """One of them. Raises NotFound."""
    return _one(employers_for(Wanted()), employer_id)


def employer_contacts_for(area_id: int, wanted: Wanted) -> QuerySet[EmployerContact]:
    """Contacts of the area with employers, those withdrawn too, by key."""
    found = EmployerContact.objects.filter(area_id=area_id).order_by("pk")
    return _narrowed(_of_employer(found, wanted), wanted, "employers", "EmployerContactEvent")


def vacancies_for(wanted: Wanted) -> QuerySet[Vacancy]:
    """Vacancies of every area, by key; drafts of the own area alone are left to its pages."""
    found = Vacancy.objects.exclude(state="draft").order_by("pk")
    if wanted.state == "open":
        found = Vacancy.objects.open_on(timezone.localdate()).order_by("pk")
    elif wanted.state:
        found = found.filter(state=wanted.state)
    return _narrowed(_of_employer(found, wanted), wanted, "employers", "VacancyEvent")


def vacancy_by_key(area_id: int, vacancy_id: UUID) -> Vacancy:
    """A vacancy of any area, or a draft of the own. Raises NotFound."""
    found = Vacancy.objects.filter(pk=vacancy_id).first()
    if found is None or (found.state == "draft" and found.area_id != area_id):
        raise NotFound
    return found


def job_referrals_for(actor: User, wanted: Wanted) -> QuerySet[JobReferral]:
    """Job referrals of the clients the actor knows, by key."""
    found = JobReferral.objects.visible_to(actor).order_by("pk").prefetch_related("steps")
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return _narrowed(_of_client(_of_employer(found, wanted), wanted), wanted, "employers", "JobReferralEvent")


def job_referral_by_key(actor: User, referral_id: UUID) -> JobReferral:
    """One of them. Raises NotFound."""
    return _one(job_referrals_for(actor, Wanted()), referral_id)


def placements_for(actor: User, wanted: Wanted) -> QuerySet[Placement]:
    """Placements of the clients the actor knows with the days of their facts, by key."""
    found = Placement.objects.visible_to(actor).standing().dated().order_by("pk")
    found = found.select_related("employment", "service_period")
    if wanted.kind:
        found = found.filter(rung=wanted.kind)
    return _narrowed(_of_client(_of_employer(found, wanted), wanted), wanted, "employers", "PlacementEvent")


def support_decisions_for(actor: User, wanted: Wanted) -> QuerySet[SupportApplication]:
    """Applications for support and their decisions, of the clients the actor knows; those withdrawn left out."""
    found = SupportApplication.objects.filter(need_to_know_by_client(actor), withdrawn_at__isnull=True).order_by("pk")
    if wanted.state:
        found = found.filter(decision=wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.business_id:
        found = found.filter(business_id=wanted.business_id)
    return _narrowed(_of_client(found, wanted), wanted, "clients", "SupportApplicationEvent")


def match_search_by_key(actor: User, search_id: UUID) -> MatchSearch:
    """The actor's own search for jobs of a client. Raises NotFound."""
    found = MatchSearch.objects.filter(by=actor, client__isnull=False, pk=search_id).first()
    if found is None:
        raise NotFound
    return found


def _of_employer(found: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    return found.filter(employer_id=wanted.employer) if wanted.employer else found


def _of_client(found: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    return found.filter(client_id=wanted.client) if wanted.client else found


def _one(found: QuerySet[Any], key: UUID) -> Any:
    one = found.filter(pk=key).first()
    if one is None:
        raise NotFound
    return one


def _narrowed(found: QuerySet[Any], wanted: Wanted, app: str, event: str) -> QuerySet[Any]:
    """Those changed since the moment, from the key on."""
    if wanted.updated_since:
        history = apps.get_model(app, event)._default_manager
        changed = history.filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__gte=wanted.updated_since)
        found = found.filter(Exists(changed))
    return found.filter(pk__gt=wanted.after) if wanted.after else found
