"""What the client's page says of keywords, the status of work ability and diagnoses."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.keywords import FIRST_STATUSES, STATUS_STEPS, AbilityStatus
from clients.models import Client, DiagnosisMark, Keyword, WorkAbilityStatus
from clients.policies import may_see_health
from clients.selectors.cells import ABSENT, day_cell, day_text, text_cell
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.work_ability_section import TAB, TEMPLATE, part
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table


@registered(order=18, tab=TAB)
def status_section(user: User, client: Client) -> ClientSection:
    """How far reduced work ability is known, and the statuses before."""
    found = list(client.ability_statuses.all())
    held = next((one for one in found if one.until is None and not one.is_mistaken), None)
    actions = [(_("Take the next step"), reverse("clients:ability_status_new", args=[client.pk]))]
    if held is not None:
        back = reverse("clients:ability_status_back", args=[client.pk, held.pk])
        actions.append((_("Take the latest step back"), back))
    return ClientSection(
        key="ability-status",
        title=_("Status of work ability"),
        template=TEMPLATE,
        context=part(tables=[statuses_table(found)], actions=actions),
        field_groups=("work_ability",),
    )


@registered(order=20, tab=TAB)
def keywords_section(user: User, client: Client) -> ClientSection:
    """The keywords the client has and has had."""
    found = list(client.keywords.all())
    return ClientSection(
        key="keywords",
        title=_("Keywords"),
        template=TEMPLATE,
        context=part(
            tables=[keywords_table(found)],
            actions=[(_("Set a keyword"), reverse("clients:keyword_new", args=[client.pk]))],
        ),
        field_groups=("keywords",),
    )


@registered(order=27, tab=TAB, shown_to=may_see_health)
def diagnoses_section(user: User, client: Client) -> ClientSection | None:
    """Diagnoses by chapter, for those who hold the right to health."""
    if not may_see_health(user, client):
        return None
    found = list(client.diagnosis_marks.true())
    return ClientSection(
        key="diagnoses",
        title=_("Diagnoses by chapter"),
        template=TEMPLATE,
        context=part(
            tables=[diagnoses_table(found)],
            actions=[(_("Record a diagnosis"), reverse("clients:diagnosis_new", args=[client.pk]))],
        ),
        field_groups=("health",),
    )


def steps_from(held: WorkAbilityStatus | None) -> frozenset[AbilityStatus]:
    """The statuses that may follow."""
    return STATUS_STEPS[AbilityStatus(held.status)] if held else FIRST_STATUSES


def keyword_for(client: Client, *, keyword_id: UUID) -> Keyword:
    """One of the client's keywords that was not taken back."""
    found = client.keywords.true().filter(pk=keyword_id).first()
    if found is None:
        raise NotFound
    return found


def diagnosis_for(client: Client, *, mark_id: UUID) -> DiagnosisMark:
    """One of the client's diagnoses that was not taken back."""
    found = client.diagnosis_marks.true().filter(pk=mark_id).first()
    if found is None:
        raise NotFound
    return found


def keywords_table(found: list[Keyword]) -> Table:
    """Keywords, the latest set first, each leading to its steps."""
    names = _names([one.set_by_id for one in found] + [one.ended_by_id for one in found])
    labels = (_("Keyword"), _("Set on"), _("Set by"), _("Reason"), _("Ended on"), _("Ended by"), _("Reason of the end"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.get_kind_display(), header=True),
                day_cell(one.set_on),
                text_cell(names.get(one.set_by_id)),
                text_cell(one.reason),
                _end_of(one),
                text_cell(names.get(one.ended_by_id)),
                text_cell(one.end_reason),
                ABSENT if one.is_mistaken else _link(_("Correct"), "clients:keyword_correct", one.client_id, one.pk),
            )
        )
        for one in found
    )
    return _table(_("Keywords of the client"), (*labels, _("Steps")), rows)


def _end_of(keyword: Keyword) -> Cell:
    if keyword.is_mistaken:
        return Cell(text=_("Set in error"), tone="plain")
    if keyword.ended_on is not None:
        return day_cell(keyword.ended_on)
    return _link(_("End"), "clients:keyword_end", keyword.client_id, keyword.pk)


def _link(words: str, route: str, *keys: UUID) -> Cell:
    return Cell(text=words, url=reverse(route, args=list(keys)))


def statuses_table(found: list[WorkAbilityStatus]) -> Table:
    """Statuses, the present one first."""
    names = _names([one.recorded_by_id for one in found])
    labels = (_("Status"), _("Since"), _("Until"), _("Temporary"), _("Reason"), _("Recorded by"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.get_status_display(), header=True),
                day_cell(one.since),
                Cell(text=_("Recorded in error"), tone="plain") if one.is_mistaken else day_cell(one.until),
                text_cell(_("until %(day)s") % {"day": day_text(one.expected_until)} if one.is_temporary else ""),
                text_cell(one.reason),
                text_cell(names.get(one.recorded_by_id)),
            )
        )
        for one in found
    )
    return _table(_("Statuses of work ability"), labels, rows)


def diagnoses_table(found: list[DiagnosisMark]) -> Table:
    """Diagnoses by chapter, the latest stated first."""
    names = _names([one.recorded_by_id for one in found])
    labels = (_("Chapter"), _("Known from"), _("Stated on"), _("Ended on"), _("Recorded by"), _("Note"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"{one.chapter} {one.get_chapter_display()}", header=True),
                Cell(text=", ".join(filter(None, (one.get_source_display(), one.source_name)))),
                day_cell(one.stated_on),
                day_cell(one.ended_on)
                if one.ended_on
                else _link(_("End"), "clients:diagnosis_end", one.client_id, one.pk),
                text_cell(names.get(one.recorded_by_id)),
                text_cell(one.note),
            )
        )
        for one in found
    )
    return _table(_("Diagnoses of the client"), labels, rows)


def _names(keys: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of those whom the reader may see; a mark stays when who made it is no longer to be seen."""
    return dict(User.objects.filter(pk__in={key for key in keys if key}).values_list("pk", "name"))


def _table(caption: str, labels: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    return Table(caption=caption, columns=tuple(Column(label=text) for text in labels), rows=rows, empty=_("None."))
