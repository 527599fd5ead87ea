"""Barriers, areas of need and the assessment of the need of services, as pages show them."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.work_ability import HEALTH_BARRIERS, ProposedService
from clients.models import Barrier, Client, NeedArea, NeedsAssessment
from clients.policies import may_see_health
from clients.selectors.cells import day_cell, day_text, listed
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table


def barriers_of(client: Client, *, user: User) -> QuerySet[Barrier]:
    """The client's barriers, groups of illnesses only for those who may see health."""
    found = client.barriers.order_by("ended_on", "group", "pk")
    return found if may_see_health(user, client) else found.exclude(group__in=HEALTH_BARRIERS)


def open_groups(client: Client, *, user: User) -> list[str]:
    """The groups that the user sees as open now, in a fixed order."""
    return sorted(set(barriers_of(client, user=user).filter(ended_on__isnull=True).values_list("group", flat=True)))


def barriers_table(client: Client, *, user: User) -> Table:
    """The client's barriers with their days."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.get_group_display(), header=True),
                day_cell(one.stated_on),
                day_cell(one.ended_on),
            )
        )
        for one in barriers_of(client, user=user)
    )
    labels = (_("Stands between the client and work"), _("Since"), _("Ended"))
    return Table(
        caption=_("Barriers"), columns=tuple(Column(label=label) for label in labels), rows=rows, empty=_("None.")
    )


def open_needs(client: Client) -> list[str]:
    """The areas of need that are open now, in a fixed order."""
    return sorted(set(client.need_areas.filter(ended_on__isnull=True).values_list("need", flat=True)))


def need_areas_table(client: Client) -> Table:
    """The client's areas of need, with the day social services were told; an open one leads to telling them."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.get_need_display(), header=True),
                day_cell(one.stated_on),
                day_cell(one.ended_on),
                _referral(one),
            )
        )
        for one in client.need_areas.order_by("ended_on", "need", "pk")
    )
    labels = (_("Need"), _("Since"), _("Ended"), _("Social services told"))
    return Table(
        caption=_("Needs beyond work ability"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )


def _referral(one: NeedArea) -> Cell:
    if one.referred_on is not None or one.ended_on is not None:
        return day_cell(one.referred_on)
    return Cell(text=_("Refer"), url=reverse("clients:need_area_refer", args=[one.client_id, one.pk]))


def need_area_for(client: Client, *, need_area_id: UUID) -> NeedArea:
    """One area of need of the client; that of another client is not found."""
    found = client.need_areas.filter(pk=need_area_id).first()
    if found is None:
        raise NotFound
    return found


def latest_assessment(client: Client) -> NeedsAssessment | None:
    """The assessment of needs that holds now."""
    return client.needs_assessments.newest_first().first()


def assessment_for(client: Client, *, assessment_id: UUID) -> NeedsAssessment:
    """One assessment of the client's needs; that of another client is not found."""
    found = client.needs_assessments.filter(pk=assessment_id).first()
    if found is None:
        raise NotFound
    return found


def assessment_facts(one: NeedsAssessment, *, with_health: bool) -> list[tuple[str, str]]:
    """The assessment, term by term; what is said of work ability only with the right."""
    facts = [
        (_("Assessed on"), day_text(one.assessed_on)),
        (_("Recorded by"), names_of([one.recorded_by_id]).get(one.recorded_by_id, NOT_KNOWN)),
        (_("Summary"), one.summary),
        (_("Competence and own goals"), one.competence),
        (_("Work and functional ability"), one.work_ability if with_health else ""),
        (_("Job-search skills and other factors"), one.job_search),
        (_("Likelihood of prolonged unemployment"), one.prolonged_unemployment),
        (
            _("Ground for assessing together with other bodies (381/2023, section 3)"),
            one.get_multi_sectoral_ground_display() if one.multi_sectoral_ground else "",
        ),
        (_("Joint customership began on"), day_text(one.joint_since)),
        (_("Social situation"), one.social_situation),
        (_("Health"), one.health if with_health else ""),
        (_("Needs"), one.needs),
        (_("Conclusions"), one.conclusions),
        (_("Proposed services"), listed(ProposedService, one.proposed_services)),
        (_("Next talk"), day_text(one.next_talk_on)),
    ]
    return [(term, value) for term, value in facts if value]


def earlier_assessments(client: Client, *, than: NeedsAssessment) -> list[tuple[str, str]]:
    """The assessments before this one: their days and addresses."""
    found = client.needs_assessments.newest_first().exclude(pk=than.pk).only("pk", "assessed_on", "client_id")
    return [(day_text(one.assessed_on), reverse("clients:needs_assessment", args=[client.pk, one.pk])) for one in found]
