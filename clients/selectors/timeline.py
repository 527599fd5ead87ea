"""Everything that happened with a client, the newest first, from all the records in one statement.

Each kind of record is one part: a queryset that gives day, key, code and text, and the words and the address of a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Left, TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Right
from accounts.models import Membership, User
from clients.enums import ConsentState, DiagnosisChapter, LabourStatus, RelationKind
from clients.enums.cases import ReferralDecision
from clients.enums.contacts import AppointmentStatus, ContactChannel
from clients.enums.handovers import HandoverState, TransferState
from clients.enums.keywords import AbilityStatus, KeywordKind
from clients.enums.meetings import MeetingStatus
from clients.enums.merging import DocumentKind
from clients.enums.pensions import PensionStage
from clients.enums.plans import PlanKind
from clients.enums.question_path import PathStatus
from clients.enums.service_referrals import ServiceReferralState
from clients.enums.spells import Benefit
from clients.enums.work_ability import AssessmentStatus, StatementStatus
from clients.models import (
    AbilitatorRecord,
    Appointment,
    AssessmentOrder,
    BenefitSpell,
    Case,
    CaseHandover,
    CaseRelation,
    CaseTransfer,
    Client,
    Consent,
    Contact,
    DemandProfile,
    DiagnosisMark,
    Disclosure,
    Document,
    EmploymentCheck,
    EmploymentSpell,
    IncomingReferral,
    Keyword,
    LabourSpell,
    NeedsAssessment,
    NetworkMeeting,
    Participation,
    PensionStep,
    Plan,
    PlanReview,
    PlanVersion,
    QuestionPathRun,
    SelfRating,
    ServicePeriod,
    ServiceReferral,
    Statement,
    Task,
    WorkAbilityStatus,
)
from clients.policies import may_see_health
from clients.selectors.client_sections import tab_address
from config.kernel.kept import SOME_AREA, SOME_CLIENT, SOMEBODY, KeptQuery, kept

PAGE = 25
LONGEST = 160
NAMES = ("line_part", "line_day", "line_key", "line_code", "line_text")
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which lines are asked for, and the page of them."""

    kind: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: when, what kind of record, what happened, and the record's page."""

    day: str
    kind: str
    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One sort of lines: the kind by which they are filtered, the rows, their words and where they lead."""

    kind: str
    rows: Callable[[User, Client], Rows]
    words: Callable[[str, str], str]
    address: Callable[[UUID, UUID], str]
    is_health: bool = False


KINDS = {
    "contact": gettext_lazy("Contact"),
    "appointment": gettext_lazy("Appointment"),
    "task": gettext_lazy("Task"),
    "case": gettext_lazy("Case"),
    "keyword": gettext_lazy("Keyword"),
    "work_ability": gettext_lazy("Work ability"),
    "plan": gettext_lazy("Plan"),
    "participation": gettext_lazy("Participation"),
    "employment": gettext_lazy("Employment"),
    "meeting": gettext_lazy("Network meeting"),
    "consent": gettext_lazy("Consent"),
    "referral": gettext_lazy("Referral"),
    "service": gettext_lazy("Service"),
    "document": gettext_lazy("Document"),
    "relation": gettext_lazy("Relation"),
}


def _rows(found: Rows, *, day: Any, code: Any = "", text: Any = "") -> Rows:
    """Day, key, code and text of each row, under names that no field has."""
    return found.order_by().annotate(
        line_day=Cast(day, DateField()) if not isinstance(day, TruncDate) else day,
        line_key=Cast("pk", UUIDField()),
        line_code=Value(code[1:], output_field=CharField()) if _is_fixed(code) else Cast(code, CharField()),
        line_text=Left(Cast(text, CharField()), LONGEST) if text else Value("", output_field=CharField()),
    )


def _is_fixed(code: Any) -> bool:
    return isinstance(code, str) and (not code or code.startswith("="))


def _of(model: Any, client: Client) -> Rows:
    return model.objects.filter(area_id=client.area_id, client_id=client.pk)


def _label(choices: Any, code: str, text: str) -> str:
    words = str(dict(choices.choices).get(code, code))
    return f"{words}: {text}" if text else words


def _said(sentence: Any, _code: str, text: str) -> str:
    return f"{sentence}: {text}" if text else str(sentence)


def _page(name: str, client_id: UUID, key: UUID) -> str:
    return reverse(f"clients:{name}", args=[client_id, key])


def _own_page(name: str, _client_id: UUID, key: UUID) -> str:
    return reverse(f"clients:{name}", args=[key])


def _client_page(name: str, client_id: UUID, _key: UUID) -> str:
    return reverse(f"clients:{name}", args=[client_id])


def _tab(tab: str, client_id: UUID, _key: UUID) -> str:
    return tab_address(client_id, tab)


def _contacts(user: User, client: Client) -> Rows:
    found = _of(Contact, client).readable_by(user).filter(withdrawn_at__isnull=True)  # type: ignore[attr-defined]
    return _rows(found, day=TruncDate("at"), code="channel", text="summary")


def _statements(_user: User, client: Client) -> Rows:
    path = ("expired_on", "received_on", "refused_on", "appointment_on", "requested_on", "needed_on")
    return _rows(_of(Statement, client), day=Coalesce(*path, TruncDate("recorded_at")), code="status")


def _documents(user: User, client: Client) -> Rows:
    found = _of(Document, client)
    found = found if may_see_health(user, client) else found.filter(is_health=False)
    return _rows(found, day=TruncDate("created_at"), code="kind", text="title")


PARTS: dict[str, Part] = {
    "contact": Part(
        kind="contact", rows=_contacts, words=partial(_label, ContactChannel), address=partial(_page, "contact")
    ),
    "appointment": Part(
        kind="appointment",
        rows=lambda _user, client: _rows(
            _of(Appointment, client), day=TruncDate("starts_at"), code="status", text="title"
        ),
        words=partial(_label, AppointmentStatus),
        address=partial(_own_page, "appointment"),
    ),
    "task_done": Part(
        kind="task",
        rows=lambda _user, client: _rows(
            _of(Task, client).filter(done_at__isnull=False), day=TruncDate("done_at"), text="title"
        ),
        words=partial(_said, gettext_lazy("Task done")),
        address=partial(_own_page, "task"),
    ),
    "task_given": Part(
        kind="task",
        rows=lambda _user, client: _rows(_of(Task, client), day=TruncDate("created_at"), text="title"),
        words=partial(_said, gettext_lazy("Task given")),
        address=partial(_own_page, "task"),
    ),
    "case_opened": Part(
        kind="case",
        rows=lambda _user, client: _rows(_of(Case, client), day="opened_on"),
        words=partial(_said, gettext_lazy("Case opened")),
        address=partial(_client_page, "case"),
    ),
    "case_closed": Part(
        kind="case",
        rows=lambda _user, client: _rows(_of(Case, client).filter(closed_on__isnull=False), day="closed_on"),
        words=partial(_said, gettext_lazy("Case closed")),
        address=partial(_client_page, "case"),
    ),
    "keyword_set": Part(
        kind="keyword",
        rows=lambda _user, client: _rows(_of(Keyword, client).true(), day="set_on", code="kind"),  # type: ignore[attr-defined]
        words=lambda code, _text: _("Keyword set: %(word)s") % {"word": _label(KeywordKind, code, "")},
        address=partial(_tab, "overview"),
    ),
    "keyword_ended": Part(
        kind="keyword",
        rows=lambda _user, client: _rows(
            _of(Keyword, client).true().filter(ended_on__isnull=False),  # type: ignore[attr-defined]
            day="ended_on",
            code="kind",
        ),
        words=lambda code, _text: _("Keyword ended: %(word)s") % {"word": _label(KeywordKind, code, "")},
        address=partial(_tab, "overview"),
    ),
    "ability_status": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(
            _of(WorkAbilityStatus, client).true(),  # type: ignore[attr-defined]
            day="since",
            code="status",
        ),
        words=lambda code, _text: _("Reduced work ability: %(status)s") % {"status": _label(AbilityStatus, code, "")},
        address=partial(_tab, "work_ability"),
    ),
    "profile": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(DemandProfile, client), day="assessed_on"),
        words=partial(_said, gettext_lazy("Work ability recorded")),
        address=partial(_page, "demand_profile"),
    ),
    "statement": Part(
        kind="work_ability",
        rows=_statements,
        words=lambda code, _text: _("Statement: %(status)s") % {"status": _label(StatementStatus, code, "")},
        address=partial(_page, "statement"),
    ),
    "assessment": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(AssessmentOrder, client), day="ordered_on", code="status"),
        words=lambda code, _text: _("Assessment: %(status)s") % {"status": _label(AssessmentStatus, code, "")},
        address=partial(_page, "assessment"),
    ),
    "needs": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(NeedsAssessment, client), day="assessed_on"),
        words=partial(_said, gettext_lazy("Needs assessed")),
        address=partial(_page, "needs_assessment"),
    ),
    "path": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(QuestionPathRun, client), day=TruncDate("started_at"), code="status"),
        words=lambda code, _text: _("Question path: %(status)s") % {"status": _label(PathStatus, code, "")},
        address=partial(_page, "question_path"),
    ),
    "diagnosis": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(
            _of(DiagnosisMark, client).true(),  # type: ignore[attr-defined]
            day="stated_on",
            code="chapter",
        ),
        words=partial(_label, DiagnosisChapter),
        address=partial(_tab, "work_ability"),
        is_health=True,
    ),
    "abilitator": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(AbilitatorRecord, client), day="measured_on"),
        words=partial(_said, gettext_lazy("Abilitator recorded")),
        address=partial(_tab, "work_ability"),
        is_health=True,
    ),
    "self_rating": Part(
        kind="work_ability",
        rows=lambda _user, client: _rows(_of(SelfRating, client), day="rated_on"),
        words=partial(_said, gettext_lazy("Self-rating recorded")),
        address=partial(_tab, "work_ability"),
        is_health=True,
    ),
    "employment_began": Part(
        kind="employment",
        rows=lambda _user, client: _rows(
            _of(EmploymentSpell, client).standing(),  # type: ignore[attr-defined]
            day="begun_on",
            text="employer_name",
        ),
        words=partial(_said, gettext_lazy("Employment began")),
        address=partial(_page, "employment"),
    ),
    "employment_ended": Part(
        kind="employment",
        rows=lambda _user, client: _rows(
            _of(EmploymentSpell, client).standing().filter(ended_on__isnull=False),  # type: ignore[attr-defined]
            day="ended_on",
            text="employer_name",
        ),
        words=partial(_said, gettext_lazy("Employment ended")),
        address=partial(_page, "employment"),
    ),
    "employment_check": Part(
        kind="employment",
        rows=lambda _user, client: _rows(
            _of(EmploymentCheck, client).filter(checked_on__isnull=False), day="checked_on"
        ),
        words=partial(_said, gettext_lazy("Followed up after employment")),
        address=partial(_page, "employment_check"),
    ),
    "labour": Part(
        kind="employment",
        rows=lambda _user, client: _rows(
            _of(LabourSpell, client).standing(),  # type: ignore[attr-defined]
            day="begun_on",
            code="status",
        ),
        words=partial(_label, LabourStatus),
        address=partial(_page, "labour_spell"),
    ),
    "benefit": Part(
        kind="employment",
        rows=lambda _user, client: _rows(
            _of(BenefitSpell, client).standing(),  # type: ignore[attr-defined]
            day="begun_on",
            code="benefit",
        ),
        words=lambda code, _text: _("Benefit: %(benefit)s") % {"benefit": _label(Benefit, code, "")},
        address=partial(_page, "benefit_spell"),
    ),
    "meeting": Part(
        kind="meeting",
        rows=lambda _user, client: _rows(
            _of(NetworkMeeting, client).standing(),  # type: ignore[attr-defined]
            day=TruncDate("starts_at"),
            code="status",
        ),
        words=lambda code, _text: _("Network meeting: %(state)s") % {"state": _label(MeetingStatus, code, "")},
        address=partial(_page, "meeting"),
    ),
    "plan_approved": Part(
        kind="plan",
        rows=lambda _user, client: _rows(
            PlanVersion.objects.filter(area_id=client.area_id, plan__client=client, approved_on__isnull=False),
            day="approved_on",
            code="kind",
        ),
        words=lambda code, _text: _("Approved: %(plan)s") % {"plan": _label(PlanKind, code, "")},
        address=partial(_page, "plan_version"),
    ),
    "plan_reviewed": Part(
        kind="plan",
        rows=lambda _user, client: _rows(
            PlanReview.objects.filter(area_id=client.area_id, plan__client=client), day="reviewed_on"
        ),
        words=partial(_said, gettext_lazy("Plan reviewed")),
        address=partial(_tab, "plan"),
    ),
    "plan_ended": Part(
        kind="plan",
        rows=lambda _user, client: _rows(_of(Plan, client).filter(ended_on__isnull=False), day="ended_on"),
        words=partial(_said, gettext_lazy("Plan ended")),
        address=partial(_tab, "plan"),
    ),
    "pension": Part(
        kind="plan",
        rows=lambda _user, client: _rows(
            PensionStep.objects.filter(area_id=client.area_id, clarification__client=client),
            day="taken_on",
            code="stage",
        ),
        words=lambda code, _text: _("Pension: %(stage)s") % {"stage": _label(PensionStage, code, "")},
        address=partial(_tab, "plan"),
        is_health=True,
    ),
    "participation_started": Part(
        kind="participation",
        rows=lambda _user, client: _rows(_of(Participation, client), day="started_on", text="client_ref"),
        words=partial(_said, gettext_lazy("Participation began")),
        address=partial(_own_page, "participation_detail"),
    ),
    "participation_ended": Part(
        kind="participation",
        rows=lambda _user, client: _rows(
            _of(Participation, client).filter(ended_on__isnull=False), day="ended_on", text="client_ref"
        ),
        words=partial(_said, gettext_lazy("Participation ended")),
        address=partial(_own_page, "participation_detail"),
    ),
    "consent": Part(
        kind="consent",
        rows=lambda _user, client: _rows(_of(Consent, client), day="decided_on", code="state", text="recipient_name"),
        words=partial(_label, ConsentState),
        address=partial(_page, "consent"),
    ),
    "disclosure": Part(
        kind="consent",
        rows=lambda _user, client: _rows(_of(Disclosure, client), day=TruncDate("at"), text="recipient_name"),
        words=partial(_said, gettext_lazy("Data disclosed")),
        address=partial(_client_page, "disclosures"),
    ),
    "referral": Part(
        kind="referral",
        rows=lambda _user, client: _rows(_of(IncomingReferral, client), day="received_on", code="decision"),
        words=lambda code, _text: _("Incoming referral: %(state)s") % {"state": _label(ReferralDecision, code, "")},
        address=partial(_own_page, "incoming_referral"),
    ),
    "service_referred": Part(
        kind="service",
        rows=lambda _user, client: _rows(
            _of(ServiceReferral, client).filter(sent_on__isnull=False), day="sent_on", text=F("service__name")
        ),
        words=partial(_said, gettext_lazy("Referred to a service")),
        address=partial(_own_page, "service_referral"),
    ),
    "service_started": Part(
        kind="service",
        rows=lambda _user, client: _rows(
            _of(ServiceReferral, client).filter(started_on__isnull=False), day="started_on", text=F("service__name")
        ),
        words=partial(_said, gettext_lazy("Service began")),
        address=partial(_own_page, "service_referral"),
    ),
    "service_ended": Part(
        kind="service",
        rows=lambda _user, client: _rows(
            _of(ServiceReferral, client).filter(ended_on__isnull=False), day="ended_on", text=F("service__name")
        ),
        words=partial(_said, gettext_lazy("Service ended")),
        address=partial(_own_page, "service_referral"),
    ),
    "service_referral_closed": Part(
        kind="service",
        rows=lambda _user, client: _rows(
            _of(ServiceReferral, client).filter(closed_on__isnull=False), day="closed_on", code="state"
        ),
        words=lambda code, _text: (
            _("Referral to a service: %(state)s") % {"state": _label(ServiceReferralState, code, "")}
        ),
        address=partial(_own_page, "service_referral"),
    ),
    "service_period_began": Part(
        kind="service",
        rows=lambda _user, client: _rows(_of(ServicePeriod, client), day="started_on", text="organiser"),
        words=partial(_said, gettext_lazy("Service began")),
        address=partial(_tab, "services"),
    ),
    "service_period_ended": Part(
        kind="service",
        rows=lambda _user, client: _rows(
            _of(ServicePeriod, client).filter(ended_on__isnull=False), day="ended_on", text="organiser"
        ),
        words=partial(_said, gettext_lazy("Service ended")),
        address=partial(_tab, "services"),
    ),
    "document": Part(
        kind="document", rows=_documents, words=partial(_label, DocumentKind), address=partial(_page, "document")
    ),
    "handover_offered": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseHandover, client),
            day=TruncDate("offered_at"),
            text=Coalesce(F("to_user__name"), F("to_unit__name")),
        ),
        words=partial(_said, gettext_lazy("Case offered")),
        address=partial(_own_page, "handover"),
    ),
    "handover_answered": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseHandover, client).filter(answered_at__isnull=False), day=TruncDate("answered_at"), code="state"
        ),
        words=lambda code, _text: _("Offer of the case: %(state)s") % {"state": _label(HandoverState, code, "")},
        address=partial(_own_page, "handover"),
    ),
    "transfer_sent": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseTransfer, client).filter(sent_on__isnull=False), day="sent_on", text=F("to_area__name_fi")
        ),
        words=partial(_said, gettext_lazy("Transfer sent to another area")),
        address=partial(_own_page, "transfer"),
    ),
    "transfer_closed": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseTransfer, client).filter(closed_on__isnull=False), day="closed_on", code="state"
        ),
        words=lambda code, _text: _("Transfer to another area: %(state)s") % {"state": _label(TransferState, code, "")},
        address=partial(_own_page, "transfer"),
    ),
    "relation_began": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseRelation, client), day="valid_from", code="kind", text=F("user__name")
        ),
        words=partial(_label, RelationKind),
        address=partial(_tab, "people"),
    ),
    "relation_ended": Part(
        kind="relation",
        rows=lambda _user, client: _rows(
            _of(CaseRelation, client).filter(ended_at__isnull=False),
            day=TruncDate("ended_at"),
            code="kind",
            text=F("user__name"),
        ),
        words=lambda code, text: _("Ended: %(what)s") % {"what": _label(RelationKind, code, text)},
        address=partial(_tab, "people"),
    ),
}


def timeline_of(user: User, client: Client, wanted: Wanted) -> tuple[list[Line], bool]:
    """The lines of the page, and whether there are more; of health only by the right, no draft of others."""
    sees_health = may_see_health(user, client)
    if not any(wanted.kind in {"", part.kind} for part in PARTS.values() if sees_health or not part.is_health):
        return [], False
    values = {SOMEBODY: user.pk, SOME_CLIENT: client.pk, SOME_AREA: client.area_id}
    page = list(_page_of_lines(wanted, sees_health=sees_health).asked(values))
    return [_line(client, *row) for row in page[:PAGE]], len(page) > PAGE


@kept
def _page_of_lines(wanted: Wanted, *, sees_health: bool) -> KeptQuery:
    """The lines of any client as anybody sees them who does, or does not, see what tells of health."""
    user = User(pk=SOMEBODY)
    user.keep_memberships([Membership(area_id=SOME_AREA, rights=[Right.HEALTH])] if sees_health else [])
    client = Client(pk=SOME_CLIENT, area_id=SOME_AREA)
    found = [
        _within(part.rows(user, client), wanted)
        .annotate(line_part=Value(name, output_field=CharField()))
        .values_list(*NAMES)
        for name, part in PARTS.items()
        if (sees_health or not part.is_health) and wanted.kind in {"", part.kind}
    ]
    rows = found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
    first = (wanted.page - 1) * PAGE
    return KeptQuery(rows.order_by("-line_day", "line_part", "line_key")[first : first + PAGE + 1])


def _within(rows: Rows, wanted: Wanted) -> Rows:
    if wanted.since:
        rows = rows.filter(line_day__gte=wanted.since)
    return rows.filter(line_day__lte=wanted.until) if wanted.until else rows


def _line(client: Client, name: str, day: date | None, key: UUID, code: str, text: str) -> Line:
    part = PARTS[name]
    return Line(
        day=date_format(day, "SHORT_DATE_FORMAT") if day else "–",
        kind=str(KINDS[part.kind]),
        words=part.words(code, text),
        url=part.address(client.pk, key),
    )
