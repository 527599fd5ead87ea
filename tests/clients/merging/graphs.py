"""Random records of a client: of every model that a merge moves, some rows, open or ended."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from clients.enums.handovers import TransferState
from clients.enums.service_referrals import ServiceReferralState
from clients.models import (
    AbilitatorRecord,
    Appointment,
    AssessmentOrder,
    Barrier,
    BenefitCheck,
    BenefitSpell,
    Case,
    CaseFeedback,
    CaseHandover,
    CaseRelation,
    CaseTransfer,
    Client,
    CoachingPeriod,
    Consent,
    Contact,
    Counterpart,
    DeadlineException,
    DemandProfile,
    DiagnosisMark,
    Disclosure,
    Document,
    EmploymentCheck,
    EmploymentSpell,
    FeedbackRequest,
    IncomingReferral,
    Keyword,
    LabourSpell,
    LegalSpell,
    NamesDecision,
    NeedArea,
    NeedsAssessment,
    NetworkMeeting,
    Participation,
    PensionClarification,
    PersonAround,
    Plan,
    QuestionPathRun,
    SelfRating,
    ServicePeriod,
    ServiceReferral,
    Statement,
    SupportApplication,
    Task,
    WorkAbilityStatus,
)
from employers.enums.job_referrals import JobReferralState
from employers.enums.placements import Rung
from employers.models import JobReferral, JobWish, OccasionClient, Placement, PlacementContract
from tests.factories import (
    cases,
    clients,
    consents,
    contacts,
    employer_work,
    employment,
    feedback,
    handovers,
    jobs,
    keywords,
    merging,
    placing,
    plans,
    question_path,
    relations,
    service_referrals,
    work_ability,
)


class Graph:
    """What random rows are made of: the people and programmes of the world and the source of chance."""

    def __init__(self, rng: Random, *, people: list[User], programmes: list[Any]) -> None:
        self.rng = rng
        self.people = people
        self.programmes = programmes

    @property
    def person(self) -> User:
        return self.rng.choice(self.people)

    @property
    def day(self) -> Any:
        return timezone.localdate() - timedelta(days=self.rng.randrange(1, 900))


def _relation(client: Client, graph: Graph) -> None:
    kind = graph.rng.choice(["responsible", "co_owner", "consultation"])
    ended = timezone.now() if graph.rng.random() < 0.5 else None
    person = graph.person
    alike = client.relations.filter(ended_at__isnull=True, kind=kind)
    if ended is None and (alike.exists() if kind == "responsible" else alike.filter(user=person).exists()):
        ended = timezone.now()
    relations.CaseRelationFactory(client=client, user=person, kind=kind, ended_at=ended, version=graph.rng.randrange(9))


def _participation(client: Client, graph: Graph) -> None:
    programme = graph.rng.choice(graph.programmes)
    if not client.participations.filter(programme=programme).exists():
        made = clients.ParticipationFactory(client=client, programme=programme, first_started_on=graph.day)
        if graph.rng.random() < 0.5:
            clients.StartFormFactory(participation=made)


def _case(client: Client, graph: Graph) -> None:
    closed = client.cases.exclude(status="closed").exists() or graph.rng.random() < 0.8
    cases.CaseFactory(client=client, closed=closed)


def _document(client: Client, graph: Graph) -> None:
    made = merging.DocumentFactory(client=client, created_by=graph.person)
    merging.DocumentVersionFactory(document=made)


def _plan(client: Client, graph: Graph) -> None:
    ended = client.plans.filter(ended_on__isnull=True).exists() or graph.rng.random() < 0.8
    plan = plans.PlanFactory(client=client, created_by=graph.person, ended=ended)
    goal = plans.PlanGoalFactory(plan_version=plans.PlanVersionFactory(plan=plan, made_by=graph.person))
    plans.PlanMeasureFactory(goal=goal)


def _pension(client: Client, graph: Graph) -> None:
    under_way = client.pension_clarifications.exclude(stage="closed").exists() or graph.rng.random() < 0.8
    made = plans.PensionClarificationFactory(
        client=client, recorded_by=graph.person, stage="closed" if under_way else "need"
    )
    plans.PensionStepFactory(clarification=made, recorded_by=graph.person)


def _profile(client: Client, graph: Graph) -> None:
    work_ability.DemandAssessmentFactory(
        profile=work_ability.DemandProfileFactory(client=client, recorded_by=graph.person)
    )


def _status(client: Client, graph: Graph) -> None:
    keywords.WorkAbilityStatusFactory(client=client, recorded_by=graph.person, until=graph.day, since="2020-01-01")


def _names(client: Client, graph: Graph) -> None:
    NamesDecision.objects.create(
        area_id=client.area_id, client=client, is_given=True, ground="x" * 30, decided_by=graph.person
    )


def _check(client: Client, graph: Graph) -> None:
    employment.EmploymentCheckFactory(employment=_work(client, graph))


def _coaching(client: Client, graph: Graph) -> None:
    employment.CoachingPeriodFactory(employment=_work(client, graph))


def _work(client: Client, graph: Graph) -> EmploymentSpell:
    made: EmploymentSpell = employment.EmploymentSpellFactory(client=client, recorded_by=graph.person, subsidised=True)
    return made


def _of(factory: Any, by: str = "recorded_by", **given: Any) -> Callable[[Client, Graph], None]:
    return lambda client, graph: factory(client=client, **{by: graph.person}, **given)


MAKERS: dict[type, Callable[[Client, Graph], None]] = {
    AbilitatorRecord: _of(work_ability.AbilitatorRecordFactory),
    Appointment: _of(contacts.AppointmentFactory, "created_by"),
    AssessmentOrder: _of(work_ability.AssessmentOrderFactory),
    Barrier: _of(work_ability.BarrierFactory),
    BenefitSpell: _of(employment.BenefitSpellFactory, withdrawn=True),
    BenefitCheck: _of(plans.BenefitCheckFactory),
    Case: _case,
    CaseFeedback: _of(feedback.CaseFeedbackFactory),
    CaseHandover: _of(handovers.CaseHandoverFactory, "offered_by", answered=True),
    CaseRelation: _relation,
    CaseTransfer: lambda client, graph: handovers.transfer_in(
        graph.rng.choice([TransferState.DECLINED, TransferState.EXPIRED]), client=client, sent_by=graph.person
    ),
    CoachingPeriod: _coaching,
    Counterpart: _of(service_referrals.CounterpartFactory),
    Consent: _of(consents.ConsentFactory),
    Contact: _of(contacts.ContactFactory, "author"),
    DeadlineException: _of(plans.DeadlineExceptionFactory),
    DemandProfile: _profile,
    DiagnosisMark: _of(keywords.DiagnosisMarkFactory),
    Disclosure: _of(consents.DisclosureFactory, "discloser"),
    Document: _document,
    EmploymentCheck: _check,
    EmploymentSpell: _of(employment.EmploymentSpellFactory),
    FeedbackRequest: _of(feedback.FeedbackRequestFactory, "made_by"),
    IncomingReferral: lambda client, _graph: cases.IncomingReferralFactory(
        client=client, area_id=client.area_id, unit=client.unit
    ),
    JobWish: _of(jobs.JobWishFactory),
    OccasionClient: lambda client, _graph: OccasionClient.objects.create(
        area_id=client.area_id, client=client, occasion=employer_work.OccasionFactory(area_id=client.area_id)
    ),
    JobReferral: lambda client, graph: placing.job_referral_in(graph.rng.choice(list(JobReferralState)), client=client),
    Keyword: lambda client, graph: keywords.KeywordFactory(client=client, set_by=graph.person, ended=True),
    LabourSpell: _of(employment.LabourSpellFactory, withdrawn=True),
    LegalSpell: _of(employment.LegalSpellFactory, withdrawn=True),
    NamesDecision: _names,
    NeedArea: _of(work_ability.NeedAreaFactory),
    NeedsAssessment: _of(work_ability.NeedsAssessmentFactory),
    NetworkMeeting: _of(employment.NetworkMeetingFactory, held=True),
    Participation: _participation,
    PensionClarification: _pension,
    PersonAround: _of(merging.PersonAroundFactory, "created_by"),
    Placement: lambda client, graph: placing.placement_on(graph.rng.choice(list(Rung)), client=client),
    PlacementContract: lambda client, _graph: placing.placement_on(Rung.TRY_OUT, client=client),
    Plan: _plan,
    QuestionPathRun: _of(question_path.QuestionPathRunFactory, "started_by"),
    ServicePeriod: _of(service_referrals.ServicePeriodFactory),
    ServiceReferral: lambda client, graph: service_referrals.referral_in(
        graph.rng.choice(list(ServiceReferralState)), client=client
    ),
    SelfRating: _of(work_ability.SelfRatingFactory),
    Statement: _of(work_ability.StatementFactory),
    SupportApplication: _of(employment.SupportApplicationFactory),
    Task: _of(contacts.TaskFactory, "owner"),
    WorkAbilityStatus: _status,
}
NAMES = ("", "Keksitty", "Sepitetty")


def random_client(graph: Graph, *, unit: Any) -> Client:
    """A client some of whose fields are filled, with some rows of some models."""
    rng = graph.rng
    made = Client(
        area_id=unit.area_id,
        unit=unit,
        last_name=rng.choice(NAMES),
        first_names=rng.choice(NAMES),
        phone=rng.choice(("", "040 555 0101", "050 555 0202")),
        gender=rng.choice(("", "1", "2")),
        non_disclosure=rng.random() < 0.2,
        birth_date=rng.choice((None, graph.day)),
        version=rng.randrange(1, 9),
    )
    if rng.random() < 0.5:
        made.keep_identity_code(f"0101{rng.randrange(10, 99)}-9{rng.randrange(10, 99)}A")
    made.save()
    for model in rng.sample(sorted(MAKERS, key=lambda one: one.__name__), rng.randrange(0, 5)):
        for _row in range(rng.randrange(1, 3)):
            MAKERS[model](made, graph)
    return made


def dump(tables: list[str]) -> dict[str, str]:
    """A digest of every row of every table, in one statement."""
    statement = " UNION ALL ".join(
        f"SELECT '{table}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{table}\" t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())
