"""What each form of a participation asks, declared once for its page, its service, its API and what stands beside.

Names are those of a participation's state (services.importing.states), words those of selectors.wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from clients.enums.forms import FormKind

PARTICIPATION = "participation"
"""A question whose answer the participation keeps rather than its form."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: where its answer is kept, what stands beside it, and how it is to be treated.

    `beside` names the earlier answers of the same participation, the nearest first. A fact may be filled in beforehand
    from `fact` (a name of selectors.form_pages), a judgement never. A sensitive one can be refused.
    """

    name: str
    field: str
    record: str = ""
    beside: tuple[str, ...] = ()
    fact: str = ""
    is_needed: bool = False
    is_sensitive: bool = False
    is_health: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    title: Any
    questions: tuple[Question, ...]


def _same(*names: str, **options: Any) -> tuple[Question, ...]:
    return tuple(Question(name, name, **options) for name in names)


def _ratings(part: str, *, beside: bool) -> tuple[Question, ...]:
    return tuple(
        Question(f"{part}_{name}", name, is_health=True, beside=(f"start_{name}",) if beside else ())
        for name in ("work_ability", "functioning", "life_satisfaction")
    )


FORMS: dict[FormKind, tuple[Group, ...]] = {
    FormKind.START: (
        Group(
            _("Work and education at the start"),
            (
                Question("start_status", "status", is_needed=True),
                *_same("unemployed_months"),
                Question("registered_jobseeker", "registered_jobseeker", fact="registered_jobseeker"),
                Question("jobseeker_since", "jobseeker_since", fact="jobseeker_since"),
                *_same("in_education"),
                Question("isced", "isced", fact="isced"),
                Question("start_municipality", "municipality_id", fact="municipality"),
            ),
        ),
        Group(_("Household"), _same("household", "adults", "working_members", "dependent_children")),
        Group(
            _("The client may refuse to answer these"),
            _same(
                "foreign_background", "disability", "other_disadvantage", "housing_exclusion", "third_country",
                is_sensitive=True,
            ),
        ),
        Group(_("Filling in"), _same("informed_on", "notice_version", "filled_by")),
        Group(
            _("Co-ordination"),
            (
                Question("start_benefit", "benefit", fact="start_benefit"),
                Question("start_path", "path"),
                *_ratings("start", beside=False),
            ),
        ),
    ),
    FormKind.END: (
        Group(
            _("Ending"),
            (
                Question("ended_on", "ended_on", PARTICIPATION, beside=("started_on",), is_needed=True),
                Question("end_observed_on", "observed_on", is_needed=True),
                Question("end_reason", "end_reason", PARTICIPATION),
                Question("ended_as_planned", "ended_as_planned"),
                Question("end_path", "end_path", PARTICIPATION, beside=("start_path",)),
            ),
        ),
        Group(
            _("Work at the end"),
            (
                Question("end_status", "status", beside=("start_status",), is_needed=True),
                Question("end_job_search", "job_search", beside=("registered_jobseeker",)),
                Question("end_job_kind", "job_kind", fact="job_kind"),
                Question("industry", "industry", fact="industry"),
                Question("occupation", "occupation", fact="occupation"),
            ),
        ),
        Group(
            _("Education at the end"),
            (
                Question("end_in_education", "in_education", beside=("in_education",)),
                Question("end_education_kind", "education_kind"),
                Question("end_qualification", "qualification"),
                Question("qualification_name", "qualification_name"),
                Question("qualification_level", "qualification_level", beside=("isced",)),
                Question("qualified_on", "qualified_on"),
            ),
        ),
        Group(
            _("Co-ordination"),
            (
                Question("end_benefit", "benefit", beside=("start_benefit",), fact="end_benefit"),
                *_ratings("end", beside=True),
            ),
        ),
    ),
    FormKind.FOLLOW_UP: (
        Group(
            _("Follow-up"),
            (
                Question("followup_observed_on", "observed_on", beside=("end_observed_on",), is_needed=True),
                Question("followup_contact", "contact_result"),
            ),
        ),
        Group(
            _("Work at the follow-up"),
            (
                Question("followup_status", "status", beside=("end_status", "start_status"), is_needed=True),
                Question("followup_same_employer", "same_employer"),
                Question("followup_hours", "weekly_hours"),
                Question("followup_adjustments", "adjustments_in_use", is_health=True),
                Question("followup_improved", "improved"),
            ),
        ),
        Group(
            _("Support"),
            (
                Question("followup_support", "needs_support"),
                Question("followup_support_note", "support_note", is_health=True),
            ),
        ),
    ),
}  # fmt: skip
RECORD_OF = {FormKind.START: "start_form", FormKind.END: "end_form", FormKind.FOLLOW_UP: "follow_up_form"}
PLACES = {FormKind.START: "start", FormKind.END: "end", FormKind.FOLLOW_UP: "follow-up"}
"""How an address names the form."""
STATUS_OF = {FormKind.START: "start_status", FormKind.END: "end_status", FormKind.FOLLOW_UP: "followup_status"}


def questions_of(kind: FormKind) -> tuple[Question, ...]:
    """Every question of the form, in order."""
    return tuple(question for group in FORMS[kind] for question in group.questions)


HEALTH = frozenset(question.name for kind in FORMS for question in questions_of(kind) if question.is_health)
"""The answers that only those with the right to the client's health give and see."""
