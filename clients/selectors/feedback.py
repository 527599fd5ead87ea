"""A client's feedback on the client's page, and what all feedback of an area comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Area, User
from clients import policies
from clients.models import CaseFeedback, Client, FeedbackRequest
from clients.policies import can_work_on
from clients.selectors.cells import day_cell, decimal_text
from clients.selectors.client_sections import ClientSection, registered
from config.kernel.tables import Cell, Column, Row, Table
from questionnaires.enums import SetKind
from questionnaires.models import QuestionSetVersion
from questionnaires.selectors.answering import answers_in_words
from questionnaires.selectors.sets import questions_of, versions_to_ask_by
from questionnaires.selectors.sheets import LEAST, Responses, Statement, batches_of, responses, statements

TAB = "services"
CODE = "asiakaspalaute"
"""The question set shipped for client feedback; an area's own of the same code goes before it."""


def version_asked(area_id: int) -> QuestionSetVersion | None:
    """By which statements feedback is asked in the area now."""
    asked_by = {one.question_set.code: one for one in versions_to_ask_by(area_id, kind=SetKind.FEEDBACK)}
    return asked_by.get(CODE)


@registered(order=60, tab=TAB)
def feedback_section(user: User, client: Client) -> ClientSection:
    """Links given, used or not, and what was recorded by name."""
    actions = []
    if can_work_on(user, client):
        actions = [
            (_("Ask for feedback by a link"), reverse("clients:feedback_ask", args=[client.pk])),
            (_("Record feedback"), reverse("clients:feedback_record", args=[client.pk])),
        ]
    return ClientSection(
        key="feedback",
        title=_("Client feedback"),
        template="clients/_ability_section.html",
        context={
            "facts": [],
            "lede": _("Answers by a link are nobody's: from here nobody sees what was answered by one."),
            "tables": [requests_table(client), feedback_table(client)],
            "links": [],
            "actions": actions,
        },
        field_groups=("feedback",),
    )


def requests_table(client: Client) -> Table:
    """Links that the client was given."""
    found = FeedbackRequest.objects.filter(area_id=client.area_id, client=client).select_related("invitation")
    rows = [
        Row(cells=(day_cell(one.invitation.sent_on), day_cell(one.invitation.expires_on), _state(one))) for one in found
    ]
    labels = (_("Given on"), _("Good until"), _("State"))
    return _table(_("Links to answer by"), labels, rows, _("The client has not been given a link."))


def _state(one: FeedbackRequest) -> Cell:
    if one.invitation.is_spent:
        return Cell(text=_("Answered"), tone="good")
    if one.invitation.is_open_on(timezone.localdate()):
        return Cell(text=_("Not answered yet"), tone="info")
    return Cell(text=_("Not answered in time"), tone="plain")


def feedback_table(client: Client) -> Table:
    """What the client said by name."""
    found = CaseFeedback.objects.filter(area_id=client.area_id, client=client).select_related(
        "question_set_version", "recorded_by"
    )
    rows = []
    for one in found:
        words = answers_in_words(questions_of(one.question_set_version), one.answers)
        text = " ".join(f"{question} {answer}" for question, answer in words)
        rows.append(Row(cells=(day_cell(one.given_on), Cell(text=text), Cell(text=one.recorded_by.name))))
    labels = (_("Given on"), _("Answers"), _("Recorded by"))
    return _table(_("Feedback by name"), labels, rows, _("No feedback is recorded by name."))


# --- what it comes to -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Results:
    """The feedback of one area: how many answered by links, and the statements apart by how they were answered."""

    area: Area
    responses: Responses
    tables: list[Table]

    @property
    def rate(self) -> str:
        """The response rate in words."""
        if self.responses.rate is None:
            return _("nobody was asked by a link until yesterday")
        share = decimal_text(self.responses.rate, 1)
        told = {"answered": self.responses.answered, "invited": self.responses.invited, "share": share}
        return _("%(answered)s of %(invited)s asked by a link until yesterday have answered (%(share)s %%)") % told


def results_for(user: User) -> list[Results]:
    """The results of the areas in which the user is a supervisor."""
    areas = Area.objects.filter(pk__in=policies.areas_of_task_sets(user)).order_by("pk")
    return [found for area in areas if (found := _results(area)) is not None]


def _results(area: Area) -> Results | None:
    version = version_asked(area.pk)
    if version is None:
        return None
    named = CaseFeedback.objects.of_version(area.pk, version).values_list("answers", flat=True)
    return Results(
        area=area,
        responses=responses(area.pk, version),
        tables=[
            _statements_table(_("Answered by a link, without a name"), version, batches_of(area.pk, version)),
            _statements_table(_("Recorded by name"), version, list(named)),
        ],
    )


def _statements_table(caption: str, version: QuestionSetVersion, sheets: Sequence[Any]) -> Table:
    rows = [_statement_row(one) for one in statements(questions_of(version), sheets)]
    labels = (
        pgettext("feedback", "Statement"),
        _("Answers"),
        _("Mean (1–5)"),
        _("Agree (4–5), %"),
        _("Does not want to say"),
    )
    columns = (Column(label=labels[0]), *(Column(label=label, numeric=True) for label in labels[1:]))
    return Table(caption=caption, columns=columns, rows=tuple(rows), empty=_("No statements are asked."))


def _statement_row(one: Statement) -> Row:
    text = Cell(text=one.text, header=True)
    if one.answered is None or one.mean is None or one.agree is None or one.missing is None:
        few = Cell(text=_("fewer than %(least)s answers") % {"least": LEAST}, kind="hidden", numeric=True)
        return Row(cells=(text, few, few, few, few))
    numbers = ((one.answered, 0), (one.mean, 2), (one.agree, 1), (one.missing, 0))
    return Row(cells=(text, *(Cell(text=decimal_text(n, d), value=n, numeric=True) for n, d in numbers)))


def _table(caption: str, labels: Sequence[str], rows: Sequence[Row], empty: str) -> Table:
    return Table(caption=caption, columns=tuple(Column(label=one) for one in labels), rows=tuple(rows), empty=empty)
