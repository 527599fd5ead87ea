"""The rows behind a number of client work: whose, since when, until when, and what made it count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.models import Client
from clients.selectors.client_page import heading_of
from clients.selectors.target_group import areas_of_health
from config.kernel.tables import Cell, Column, Row, Table
from employers.models import Employer
from reporting.enums import ABSENT, CLASSES, EmployerKind, WorkBreakdown, WorkKind
from reporting.models import EmployerFact, WorkFact
from reporting.selectors.people import Pick

# By what rows of a kind are told apart; the days a row waited are a number.
DETAILS: dict[str, tuple[str, ...]] = {
    WorkKind.TARGET: (WorkBreakdown.BASIS,),
    WorkKind.KEYWORD: (WorkBreakdown.KEYWORD,),
    WorkKind.IDENTIFIED: (WorkBreakdown.CASE_KIND, WorkBreakdown.WAITED),
    WorkKind.CASE: (WorkBreakdown.CASE_KIND,),
    WorkKind.PHASE: (WorkBreakdown.PHASE, WorkBreakdown.WAITED),
    WorkKind.DIRECTION: (WorkBreakdown.DIRECTION,),
    WorkKind.SICKNESS: (WorkBreakdown.CASE_KIND,),
    WorkKind.CONTACT: (WorkBreakdown.CHANNEL,),
    WorkKind.STATEMENT: (WorkBreakdown.WAITED,),
    WorkKind.STATUS: (WorkBreakdown.LABOUR,),
    WorkKind.UNEMPLOYMENT_OVER: (WorkBreakdown.LABOUR, WorkBreakdown.REASON),
    WorkKind.WORK_BEGUN: (WorkBreakdown.LABOUR,),
    WorkKind.WORK_OVER: (WorkBreakdown.LABOUR, WorkBreakdown.REASON),
    WorkKind.EMPLOYMENT: (WorkBreakdown.GROUND,),
    WorkKind.REFERRAL: (WorkBreakdown.SERVICE,),
    WorkKind.SERVICE_BEGUN: (WorkBreakdown.SERVICE,),
    WorkKind.SERVICE_OVER: (WorkBreakdown.SERVICE,),
    WorkKind.RESULT: (WorkBreakdown.SERVICE, WorkBreakdown.RESULT),
    WorkKind.SUBSIDY_DECIDED: (WorkBreakdown.GROUND,),
    WorkKind.ARRANGEMENT_DECIDED: (WorkBreakdown.GROUND,),
    WorkKind.APPLICANT: (WorkBreakdown.GROUND,),
    WorkKind.JOB_REFERRAL: (WorkBreakdown.OFFER, WorkBreakdown.INDUSTRY),
    WorkKind.PLACEMENT: (WorkBreakdown.RUNG, WorkBreakdown.INDUSTRY),
    WorkKind.WORK_SPELL: (),
}
OF_CONTACTS = (EmployerKind.CONTACT, EmployerKind.CONTACTED)
OF_WORK = (
    *(WorkKind.STATUS, WorkKind.UNEMPLOYMENT_OVER, WorkKind.WORK_BEGUN, WorkKind.WORK_OVER, WorkKind.EMPLOYMENT),
    *(WorkKind.SUBSIDY_DECIDED, WorkKind.ARRANGEMENT_DECIDED, WorkKind.APPLICANT),
    *(WorkKind.JOB_REFERRAL, WorkKind.PLACEMENT, WorkKind.WORK_SPELL),
)
OF_SERVICES = (WorkKind.REFERRAL, WorkKind.SERVICE_BEGUN, WorkKind.SERVICE_OVER, WorkKind.RESULT)
LABELS = {WorkBreakdown.WAITED.value: gettext_lazy("Days")}


def kind_of(pick: Pick) -> str:
    """What the rows of the number tell of."""
    conditions: dict[str, Any] = dict(pick.definition.base.condition.children)  # type: ignore[arg-type]
    return str(conditions["kind"])


def field_groups(pick: Pick) -> list[str]:
    """What of the client the list shows, for the read log."""
    groups = {
        WorkKind.TARGET: ["keywords", "health"],
        WorkKind.KEYWORD: ["keywords"],
        **{kind: ["employment"] for kind in OF_WORK},
        **{kind: ["service_referral"] for kind in OF_SERVICES},
    }
    return ["client", *groups.get(WorkKind(kind_of(pick)), ["work_ability"])]


def employer_rows_table(pick: Pick, facts: Sequence[EmployerFact]) -> Table:
    """One page of the rows behind a number of work with employers."""
    details = [WorkBreakdown.INDUSTRY, WorkBreakdown.SIZE]
    if kind_of(pick) in OF_CONTACTS:
        details += [WorkBreakdown.CHANNEL, WorkBreakdown.INTEREST]
    names = Employer.objects.in_bulk({fact.employer_id for fact in facts})
    columns = [Column(label=label) for label in (_("Employer"), _("From"), _("Until"))]
    columns += [Column(label=by.label) for by in details]
    rows = []
    for fact in facts:
        employer = names[fact.employer_id]
        url = reverse("employers:employer", args=[employer.pk])
        who = Cell(text=employer.name, url=url, header=True)
        told = [_code(fact, by) for by in details]
        rows.append(Row(cells=(who, _day(fact.begun_on), _day(fact.over_on), *told)))
    empty = _("None of these rows are yours to see.")
    return Table(caption=_("Rows behind the number"), columns=tuple(columns), rows=tuple(rows), empty=empty)


def _code(fact: Any, by: str) -> Cell:
    code = getattr(fact, by)
    if code == ABSENT:
        return Cell(text="–", kind="absent")
    return Cell(text=str(CLASSES[by].get(code, code)))


def rows_table(pick: Pick, facts: Sequence[WorkFact], *, user: User) -> Table:
    """One page of the rows."""
    details = DETAILS[kind_of(pick)]
    people = Client.objects.visible_to(user).in_bulk({fact.client_id for fact in facts})
    labels = [_("Client"), _("Unit"), _("From"), _("Until")]
    columns = [Column(label=label) for label in labels]
    columns += [Column(label=LABELS.get(by, WorkBreakdown(by).label), numeric=by in LABELS) for by in details]
    told = frozenset(areas_of_health(user))
    rows = tuple(
        Row(cells=(*_common(fact, people.get(fact.client_id)), *(_detail(fact, by, told) for by in details)))
        for fact in facts
    )
    empty = _("None of these rows are yours to see.")
    return Table(caption=_("Rows behind the number"), columns=tuple(columns), rows=rows, empty=empty)


def _common(fact: WorkFact, client: Client | None) -> tuple[Cell, ...]:
    who = Cell(text="–", kind="absent", header=True)
    if client is not None:
        who = Cell(text=heading_of(client), url=reverse("clients:client", args=[client.pk]), header=True)
    unit = Cell(text=fact.unit.name) if fact.unit else Cell(text="–", kind="absent")
    return who, unit, _day(fact.begun_on), _day(fact.over_on)


def _day(day: Any) -> Cell:
    if day is None:
        return Cell(text="–", kind="absent")
    return Cell(text=date_format(day, "SHORT_DATE_FORMAT"), value=day, tight=True)


def _detail(fact: WorkFact, by: str, told: frozenset[int]) -> Cell:
    code = getattr(fact, by)
    if by == WorkBreakdown.BASIS and fact.area_id not in told:
        return Cell(text=_("not shown"), kind="hidden")
    if code == ABSENT:
        return Cell(text="–", kind="absent", numeric=by in LABELS)
    if by == WorkBreakdown.WAITED:
        return Cell(text=str(int(code)), value=int(code), numeric=True)
    return Cell(text=str(CLASSES[by].get(code, code)))
