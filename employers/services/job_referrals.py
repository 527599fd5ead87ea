"""Bringing a client and a job together: drafted, sent, its steps written down.

A presentation tells the employer of the client: the consent, or refusal, is recorded first (380/2023 118 §) and the
disclosure is made in the transaction that sends it. An offer or a referral is given to the client, and nothing leaves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums import ConsentState, DataItem, Ground, RecipientKind
from clients.models import Client
from clients.policies import can_work_on
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, disclose, newest_decision
from clients.services.footing import locked_client
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.job_referrals import PRESENTABLE, STAFF_STEPS, JobReferralKind, JobReferralState
from employers.models import Employer, Establishment, JobReferral, Vacancy
from employers.services.job_referral_steps import Step, take_step


@dataclass(frozen=True, kw_only=True)
class JobReferralText:
    """To whom, of which job, and what the employer would be told of the client; `skills` are the client's, in words."""

    kind: JobReferralKind
    employer_id: UUID
    establishment_id: UUID | None = None
    vacancy_id: UUID | None = None
    items: tuple[DataItem, ...] = ()
    skills: str = ""


@transaction.atomic
def draft_job_referral(*, actor: User, client_id: UUID, text: JobReferralText) -> JobReferral:
    """There is a draft; nobody is told anything before it is sent."""
    client = locked_client(actor, client_id)
    _may(actor, client)
    made = JobReferral(area_id=client.area_id, client=client, created_by=actor, **_values(text))
    add_record(made)
    return made


@transaction.atomic
def change_job_referral(*, actor: User, referral_id: UUID, version: int, text: JobReferralText) -> JobReferral:
    """The draft says this; what was sent stays as it is."""
    referral = _held(actor, referral_id)
    if referral.state != JobReferralState.DRAFT:
        raise OutOfOrder(_("A job referral that was sent stays as it is."))
    change_record(referral, version=version, values=_values(text))
    return referral


@transaction.atomic
def send_job_referral(*, actor: User, referral_id: UUID, version: int, request_id: str = "") -> JobReferral:
    """It is sent. Of a presentation the disclosure is on record first, by the client's written consent for each item.

    Raises NotDisclosed, and sends nothing, when the client has not decided, has refused, or did not name an item. An
    offer or a referral goes to the client: nothing leaves, so there is no disclosure.
    """
    referral = _held(actor, referral_id)
    if JobReferralState.SENT not in STAFF_STEPS[JobReferralState(referral.state)]:
        raise OutOfOrder(_("The job referral was sent already."))
    more: dict[str, Any] = {"sent_by": actor}
    if referral.is_presentation:
        permitted = disclose(
            actor=actor,
            client_id=referral.client_id,
            recipient=recipient_of(referral),
            items=[DataItem(item) for item in referral.items],
            ground=Basis(code=Ground.EMPLOYER),
            purpose=_("Candidate presentation"),
            request_id=request_id,
        )
        more |= {"disclosure": permitted.disclosure, "consent": permitted.disclosure.consent}
    take_step(referral, Step(to=JobReferralState.SENT), steps=STAFF_STEPS, by=actor, version=version, more=more)
    return referral


@transaction.atomic
def record_job_step(*, actor: User, referral_id: UUID, version: int, step: Step) -> JobReferral:
    """The step is written down: the client's refusal, an answer, an interview, the outcome, or taking it back.

    That a client refuses to be presented is recorded among the consents first; here it only ends the draft.
    """
    if step.to == JobReferralState.SENT:
        raise OutOfOrder(_("A job referral is sent by itself, with its disclosure."))
    referral = _held(actor, referral_id)
    if step.to == JobReferralState.REFUSED and referral.is_presentation:
        decision = newest_decision(referral.client, recipient_of(referral))
        if decision is None or decision.state == ConsentState.GIVEN:
            raise Refusal(_("Record the client's refusal among the consents first (380/2023, section 118)."))
    take_step(referral, step, steps=STAFF_STEPS, by=actor, version=version)
    return referral


def recipient_of(referral: JobReferral) -> Recipient:
    """The employer, as the client's consents name it."""
    return Recipient(kind=RecipientKind.EMPLOYER, name=referral.recipient_name)


def _held(actor: User, referral_id: UUID) -> JobReferral:
    """The job referral, locked after its client, when the actor needs to know and works with the client."""
    key = JobReferral.objects.visible_to(actor).filter(pk=referral_id).values_list("client_id", flat=True).first()
    if key is None:
        raise NotFound  # hidden and absent look the same
    client = locked_client(actor, key)
    _may(actor, client)
    referral = JobReferral.objects.locked().get(pk=referral_id)
    referral.client = client
    return referral


def _may(actor: User, client: Client) -> None:
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))


def _values(text: JobReferralText) -> dict[str, Any]:
    employer, place, vacancy = job_of(text.employer_id, text.establishment_id, text.vacancy_id)
    told = text.kind == JobReferralKind.PRESENTATION
    items = _told(text.items) if told else []
    skills = text.skills.strip() if DataItem.SKILLS in items else ""
    if DataItem.SKILLS in items and not skills:
        raise Refusal(_("Write the skills that the employer is told."), field="skills")
    return {
        "kind": text.kind,
        "employer": employer,
        "establishment": place,
        "vacancy": vacancy,
        "recipient_name": employer.name,
        "items": items,
        "skills": skills,
    }


def _told(items: Iterable[DataItem]) -> list[str]:
    """The items, with the name, without which nobody is presented; in the catalogue's order."""
    wanted = {*items, DataItem.NAME}
    if unknown := wanted - set(PRESENTABLE):
        raise ValueError(f"Not told to employers: {', '.join(sorted(unknown))}.")
    return [item.value for item in PRESENTABLE if item in wanted]


def job_of(
    employer_id: UUID, establishment_id: UUID | None, vacancy_id: UUID | None
) -> tuple[Employer, Establishment | None, Vacancy | None]:
    """The employer with its place and vacancy; refused when one is another employer's."""
    employer = Employer.objects.filter(pk=employer_id).first()
    if employer is None:
        raise Refusal(_("Choose an employer."), field="employer")
    place = Establishment.objects.filter(employer=employer, pk=establishment_id).first() if establishment_id else None
    vacancy = Vacancy.objects.filter(employer=employer, pk=vacancy_id).first() if vacancy_id else None
    if establishment_id and place is None:
        raise Refusal(_("The place is another employer's."), field="establishment")
    if vacancy_id and vacancy is None:
        raise Refusal(_("The vacancy is another employer's."), field="vacancy")
    return employer, place, vacancy
