"""Taking a client in: the person, the case and whose client it is, together or not at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import Unit, User
from accounts.services.messages import tell
from accounts.services.records import add_record, check_record
from clients import policies
from clients.enums import RelationKind
from clients.enums.cases import ORIGINS_WITHOUT_JOBSEEKING, CaseKind, CaseOrigin, ReferralDecision
from clients.models import Case, CaseRelation, Client, IncomingReferral
from clients.services.identity import agreed_birth_date, checked_code, refuse_second, taken
from clients.services.pairing import note_duplicates
from clients.services.relations import colleague_for
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is taken in; only a name is needed. No diagnosis is asked (CL-02)."""

    last_name: str
    first_names: str = ""
    identity_code: str = ""
    birth_date: date | None = None
    gender: str = ""
    municipality_id: str | None = None
    street_address: str = ""
    postal_code: str = ""
    post_office: str = ""
    phone: str = ""
    email: str = ""
    non_disclosure: bool = False
    service_language: str = ""
    needs_interpreter: bool = False
    interpreter_language: str = ""
    adjustments: list[str] = field(default_factory=list)
    adjustments_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a new case says."""

    kind: CaseKind
    origin: CaseOrigin
    opened_on: date
    is_jobseeker: bool = True
    jobseeking_started_on: date | None = None
    is_employed: bool = False
    sickness_maximum_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the client is served and by whom; without a name the one who takes in is responsible."""

    unit_id: UUID
    responsible_id: UUID | None = None
    co_owner_id: UUID | None = None


@transaction.atomic
def take_in(*, actor: User, person: Person, opening: Opening, place: Place, referral_id: UUID | None = None) -> Client:
    """The area has the client, an open case, somebody responsible and, when named, a co-owner; both are told.

    With a referral, the referral leads to the client and counts as accepted. Refused are an identity code that the area
    has already and a birth date that disagrees with it; then nothing is kept.
    """
    unit = Unit.objects.filter(pk=place.unit_id).first()
    if unit is None or not policies.works_in(actor, area_id=unit.area_id, unit_id=unit.pk):
        raise NotAllowed(_("You may take clients into the units in which you work with clients."))
    client = _kept(person, unit)
    _opened(actor, client, opening)
    _related(actor, client, place)
    if referral_id is not None:
        _answered(actor, client, referral_id)
    note_duplicates(client_id=client.pk)
    return client


@transaction.atomic
def open_case(*, actor: User, client_id: UUID, opening: Opening) -> Case:
    """A client already known has an open case (again); refused while another one is open."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    if client.cases.not_closed().exists():
        raise OutOfOrder(_("The client already has an open case."))
    return _opened(actor, client, opening)


def _kept(person: Person, unit: Unit) -> Client:
    given = asdict(person)
    code = given.pop("identity_code")
    if code:
        code = checked_code(code)
        given["birth_date"] = agreed_birth_date(code, person.birth_date)
        refuse_second(code, area_id=unit.area_id)
    if not person.last_name.strip():
        raise Refusal(_("Give the last name."), field="last_name")
    if given["birth_date"] and given["birth_date"] > timezone.localdate():
        raise Refusal(_("A date of birth cannot be in the future."), field="birth_date")
    client = Client(area_id=unit.area_id, unit=unit, **given)
    client.keep_identity_code(code or None)
    check_record(client)
    try:
        with transaction.atomic():
            client.save(force_insert=True)
    except IntegrityError:
        raise taken() from None  # somebody else was taken in with the code at this very moment
    return client


def _opened(actor: User, client: Client, opening: Opening) -> Case:
    today = timezone.localdate()
    if opening.opened_on > today:
        raise Refusal(_("A case cannot be opened in the future."), field="opened_on")
    if not opening.is_jobseeker and opening.origin not in ORIGINS_WITHOUT_JOBSEEKING:
        raise Refusal(
            _("Without jobseeker status a client comes from Ohjaamo, outreach work, a school or as hidden unemployed."),
            field="is_jobseeker",
        )
    for name in ("jobseeking_started_on", "sickness_maximum_on"):
        day = getattr(opening, name)
        if day is not None and day > today:
            raise Refusal(_("The day cannot be in the future."), field=name)
    made = Case(
        area_id=client.area_id, client=client, phase_since=opening.opened_on, created_by=actor, **asdict(opening)
    )
    add_record(made)
    return made


def _related(actor: User, client: Client, place: Place) -> None:
    named = [(RelationKind.RESPONSIBLE, place.responsible_id or actor.pk), (RelationKind.CO_OWNER, place.co_owner_id)]
    if place.co_owner_id is not None and place.co_owner_id == named[0][1]:
        raise Refusal(_("The co-owner is somebody else than who is responsible."), field="co_owner")
    for kind, user_id in named:
        if user_id is None:
            continue
        try:
            person = colleague_for(client, user_id, kind=kind)
        except Refusal as refusal:
            raise Refusal(refusal.sentence, field=str(kind)) from None
        CaseRelation.objects.create(
            area_id=client.area_id,
            client=client,
            user=person,
            kind=kind,
            valid_from=timezone.localdate(),
            created_by=actor,
        )
        if person.pk != actor.pk:
            tell(user_id=person.pk, kind=MessageKind.CLIENT_RECEIVED, about=client.pk)


def _answered(actor: User, client: Client, referral_id: UUID) -> None:
    """The referral leads to the client; one still waiting, or consulted on, is accepted by this."""
    found = IncomingReferral.objects.visible_to(actor).locked().filter(pk=referral_id, area_id=client.area_id).first()
    if found is None:
        raise NotFound
    if not policies.works_in(actor, area_id=found.area_id, unit_id=found.unit_id):
        raise NotAllowed(_("Only those who work with clients in the unit decide on its referrals."))
    if found.client_id is not None or found.decision == ReferralDecision.RETURNED:
        raise OutOfOrder(_("The referral has already been answered otherwise."))
    found.client = client
    if found.decision != ReferralDecision.ACCEPTED:
        found.decision, found.decided_on, found.decided_by = ReferralDecision.ACCEPTED, timezone.localdate(), actor
    found.version += 1
    check_record(found)
    found.save(update_fields=["client", "decision", "decided_on", "decided_by", "version"])
