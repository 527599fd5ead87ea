"""Services to employers, teams and employers' feedback as their lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Municipality, User
from clients.enums.employment import Industry, Occupation
from clients.selectors.cells import ABSENT, day_cell, listed, number_cell, text_cell
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.serving import ServiceKind
from employers.models import (
    Employer,
    EmployerFeedback,
    EmployerService,
    EmployerTeam,
    ServiceStage,
    ServiceVacancy,
    Vacancy,
)
from employers.policies import areas_of_employers
from employers.selectors.occasions import done_cell, heading
from employers.service_models import ServiceModel, Stage, model_of

GOING_ON, OVER = "going_on", "over"
WAITING, LATE, CLOSED = "waiting", "late", "closed"


def without_first(leave_out: bool, *held: Any) -> tuple[Any, ...]:  # noqa: FBT001 - of cells and columns alike
    """The cells or columns, without the first of them where the page is about one employer."""
    return held[1:] if leave_out else held


def services(user: User, *, kind: str = "", stage: str = "", sort: str = "") -> QuerySet[EmployerService]:
    """Services of the user's areas, the newest first unless chosen."""
    found = EmployerService.objects.filter(area_id__in=areas_of_employers(user))
    if kind:
        found = found.filter(kind=kind)
    if stage in {GOING_ON, OVER}:
        found = found.filter(ended_on__isnull=stage == GOING_ON)
    found = found.select_related("employer").annotate(
        stages_done=_counted(ServiceStage), job_count=_counted(ServiceVacancy)
    )
    columns: dict[str, Any] = {
        "employer": alphabetical("employer__name"),
        "kind": F("kind"),
        "begun": F("begun_on"),
        "ended": F("ended_on"),
    }
    column = columns.get(sort.removeprefix("-"), columns["begun"])
    descending = (sort or "-begun").startswith("-")
    order = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def _counted(model: type[Any]) -> Any:
    rows = model.objects.filter(service=OuterRef("pk")).order_by().values("service")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def service_for(user: User, *, service_id: UUID) -> EmployerService:
    """One service of the user's areas; hidden and absent look the same."""
    found = services(user).filter(pk=service_id).first()
    if found is None:
        raise NotFound
    return found


def model_for(service: EmployerService) -> ServiceModel:
    """The version of the model by which the service goes."""
    return model_of(ServiceKind(service.kind), service.model_version)


def services_table(found: Iterable[Any], *, sort: str = "", address: str = "", about_one: bool = False) -> Table:
    """Services with how far they are and the jobs that came of them; `about_one` leaves the employer out."""
    columns = (
        heading(_("Employer"), "employer", sort=sort, address=address),
        heading(_("Service"), "kind", sort=sort, address=address),
        heading(_("Began"), "begun", sort=sort, address=address),
        Column(label=_("Stages done")),
        Column(label=_("Jobs created"), numeric=True),
        heading(_("Ended"), "ended", sort=sort, address=address),
        Column(label=_("Outcome")),
    )
    rows = tuple(
        Row(
            cells=without_first(
                about_one,
                Cell(text=one.employer.name, url=_service(one), header=True),
                Cell(text=one.get_kind_display(), url=_service(one) if about_one else ""),
                day_cell(one.begun_on),
                Cell(text=f"{one.stages_done}/{len(model_for(one).stages)}", value=one.stages_done),
                number_cell(one.job_count),
                day_cell(one.ended_on),
                text_cell(one.get_outcome_display()),
            )
        )
        for one in found
    )
    return Table(
        caption=_("Services to employers"),
        columns=without_first(about_one, *columns),
        rows=rows,
        empty=_("No services here."),
    )


def _service(one: EmployerService) -> str:
    return reverse("employers:service", args=[one.pk])


def stages_table(service: EmployerService) -> Table:
    """Every stage of the model in its order, with the day on which it was done."""
    done = {one.code: one for one in service.stages.select_related("done_by")}
    labels = (_("Stage"), _("Done on"), _("By whom"), _("Notes"))
    rows = tuple(Row(cells=_stage(stage, done.get(stage.code))) for stage in model_for(service).stages)
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Stages"), columns=columns, rows=rows)


def _stage(stage: Stage, done: ServiceStage | None) -> tuple[Cell, ...]:
    name = Cell(text=stage.name, header=True)
    if done is None:
        return (name, ABSENT, ABSENT, ABSENT)
    return (name, day_cell(done.done_on), Cell(text=done.done_by.name), text_cell(done.note))


def stages_left(service: EmployerService) -> list[tuple[str, str]]:
    """Codes and names of the stages not done yet."""
    done = set(service.stages.values_list("code", flat=True))
    return [(stage.code, stage.name) for stage in model_for(service).stages if stage.code not in done]


def meetings_table(service: EmployerService) -> Table:
    """The meetings of the service by day."""
    rows = tuple(
        Row(cells=(day_cell(one.held_on), Cell(text=one.about, header=True), Cell(text=one.recorded_by.name)))
        for one in service.meetings.select_related("recorded_by")
    )
    columns = (Column(label=_("Day")), Column(label=_("What it was about")), Column(label=_("Recorded by")))
    return Table(caption=_("Meetings"), columns=columns, rows=rows, empty=_("No meetings yet."))


def roles_table(service: EmployerService) -> Table:
    """Who takes what part."""
    rows = tuple(
        Row(cells=(Cell(text=one.user.name, header=True), Cell(text=one.get_part_display())))
        for one in service.roles.select_related("user").order_by("part", "pk")
    )
    columns = (Column(label=_("Name")), Column(label=_("Part")))
    return Table(caption=_("Who does it"), columns=columns, rows=rows, empty=_("Nobody is named."))


def jobs_table(service: EmployerService) -> Table:
    """The vacancies that came of the service."""
    rows = tuple(
        Row(cells=(Cell(text=one.vacancy.title, header=True), Cell(text=one.vacancy.get_state_display())))
        for one in service.jobs.select_related("vacancy").order_by("vacancy__title", "pk")
    )
    columns = (Column(label=_("Vacancy")), Column(label=_("State")))
    return Table(caption=_("Jobs created"), columns=columns, rows=rows, empty=_("No jobs yet."))


def vacancies_to_count(service: EmployerService) -> list[tuple[str, str]]:
    """The employer's vacancies in the area that are counted for no service yet."""
    found = Vacancy.objects.filter(area_id=service.area_id, employer_id=service.employer_id)
    counted = ServiceVacancy.objects.filter(area_id=service.area_id).values("vacancy_id")
    return [(str(key), title) for key, title in found.exclude(pk__in=counted).values_list("pk", "title")]


def service_facts(service: EmployerService) -> list[tuple[str, str]]:
    """What the service is about, and how it ended."""
    return [
        (_("Service"), str(service.get_kind_display())),
        (_("Version of the model"), str(service.model_version)),
        (_("Began"), str(day_cell(service.begun_on).text)),
        (_("What is needed"), service.need or "–"),
        (_("Ended"), str(day_cell(service.ended_on).text)),
        (_("Outcome"), str(service.get_outcome_display()) or "–"),
    ]


def teams(user: User, *, closed: bool = False) -> QuerySet[EmployerTeam]:
    """Teams of the user's areas in the order of their names."""
    found = EmployerTeam.objects.filter(area_id__in=areas_of_employers(user))
    found = found if closed else found.in_force()
    return found.prefetch_related("owners__user", "places__municipality").order_by(alphabetical("name"), "pk")


def team_for(user: User, *, team_id: UUID) -> EmployerTeam:
    """One team of the user's areas; hidden and absent look the same."""
    found = teams(user, closed=True).filter(pk=team_id).first()
    if found is None:
        raise NotFound
    return found


def teams_table(found: Iterable[EmployerTeam]) -> Table:
    """Teams with their fields, places and owners."""
    labels = (_("Team"), _("Industries"), _("Occupations"), _("Municipalities"), _("Who answers"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("employers:team", args=[one.pk]), header=True),
                Cell(text=listed(Industry, one.industries) or _("All")),
                Cell(text=listed(Occupation, one.occupations) or _("All")),
                Cell(text=", ".join(sorted(place.municipality.name for place in one.places.all())) or _("All")),
                Cell(text=owners_text(one)),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Teams"), columns=columns, rows=rows, empty=_("No teams yet."))


def owners_text(team: EmployerTeam) -> str:
    """The names of those who answer."""
    return ", ".join(sorted(one.user.name for one in team.owners.all()))


def answering_for(user: User, employer: Employer) -> list[EmployerTeam]:
    """The teams of the user's areas that answer for the employer: by its industry and where it has establishments.

    A team without industries answers for every one, a team without places for the whole area.
    """
    places = set(employer.establishments.open().values_list("municipality_id", flat=True))
    return [
        team
        for team in teams(user)
        if (not team.industries or employer.industry in team.industries)
        and _is_there({one.municipality_id for one in team.places.all()}, places)
    ]


def _is_there(of_team: set[str], of_employer: set[str]) -> bool:
    return not of_team or bool(of_team & of_employer)


def municipalities_of(area_id: int) -> list[tuple[str, str]]:
    """The area's municipalities by code and name."""
    found = Municipality.objects.filter(area_id=area_id, successor=None).order_by(alphabetical(name_field()), "pk")
    return [(one.pk, one.name) for one in found]


def feedback(user: User, *, stage: str = "", critical: bool = False, sort: str = "") -> QuerySet[EmployerFeedback]:
    """What employers of the user's areas said, the most urgent first unless chosen."""
    found = EmployerFeedback.objects.filter(area_id__in=areas_of_employers(user))
    today = timezone.localdate()
    if stage == WAITING:
        found = found.waiting()
    elif stage == LATE:
        found = found.late_on(today)
    elif stage == CLOSED:
        found = found.filter(closed_on__isnull=False)
    if critical:
        found = found.filter(is_critical=True)
    columns: dict[str, Any] = {
        "employer": alphabetical("employer__name"),
        "given": "given_on",
        "due": "due_on",
        "owner": alphabetical("owner__name"),
    }
    column = columns.get(sort.removeprefix("-"), "due_on")
    found = found.select_related("employer", "owner").order_by(column, "pk")
    return found.reverse() if sort.startswith("-") else found


def feedback_for(user: User, *, feedback_id: UUID) -> EmployerFeedback:
    """One piece of feedback of the user's areas; hidden and absent look the same."""
    found = feedback(user).filter(pk=feedback_id).first()
    if found is None:
        raise NotFound
    return found


def feedback_table(
    found: Iterable[EmployerFeedback], *, sort: str = "", address: str = "", about_one: bool = False
) -> Table:
    """Feedback with its numbers, who sees to it and by when; `about_one` leaves the employer out."""
    today = timezone.localdate()
    columns = (
        heading(_("Employer"), "employer", sort=sort, address=address),
        heading(_("Given on"), "given", sort=sort, address=address),
        Column(label=_("Heard"), numeric=True),
        Column(label=_("Met"), numeric=True),
        Column(label=_("Helped"), numeric=True),
        Column(label=_("Critical")),
        heading(_("Who sees to it"), "owner", sort=sort, address=address),
        heading(pgettext("deadline", "By"), "due", sort=sort, address=address),
        Column(label=_("State")),
    )
    rows = tuple(
        Row(
            cells=without_first(
                about_one,
                Cell(text=one.employer.name, url=_feedback(one), header=True),
                Cell(text=day_cell(one.given_on).text, value=one.given_on, url=_feedback(one) if about_one else ""),
                number_cell(one.heard),
                number_cell(one.met),
                number_cell(one.helped),
                Cell(text=_("Yes"), tone="warn") if one.is_critical else Cell(text=_("No")),
                Cell(text=one.owner.name),
                day_cell(one.due_on),
                done_cell(is_done=one.closed_on is not None, is_late=one.is_late_on(today)),
            )
        )
        for one in found
    )
    return Table(
        caption=_("Feedback of employers"),
        columns=without_first(about_one, *columns),
        rows=rows,
        empty=_("No feedback here."),
    )


def _feedback(one: EmployerFeedback) -> str:
    return reverse("employers:feedback", args=[one.pk])


def feedback_facts(one: EmployerFeedback) -> list[tuple[str, str]]:
    """What the employer said, and what was done."""
    return [
        (_("Given on"), str(day_cell(one.given_on).text)),
        (_("Heard"), str(number_cell(one.heard).text)),
        (_("Met"), str(number_cell(one.met).text)),
        (_("Helped"), str(number_cell(one.helped).text)),
        (_("Critical"), _("Yes") if one.is_critical else _("No")),
        (_("What the employer said"), one.text or "–"),
        (_("Who sees to it"), one.owner.name),
        (pgettext("deadline", "By"), str(day_cell(one.due_on).text)),
        (_("What was done"), one.done or "–"),
    ]
