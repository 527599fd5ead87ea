"""What employers say of the service: recorded, seen to by somebody by a day, and closed with what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from employers.models import Employer, EmployerFeedback
from employers.policies import areas_of_employers
from employers.services.footing import employer_area
from employers.services.people import colleague

SAID = ("given_on", "heard", "met", "helped", "text", "is_critical", "due_on")


@transaction.atomic
def record_feedback(
    *, actor: User, employer: Employer, owner_id: UUID, values: Mapping[str, Any], area_id: int | None = None
) -> EmployerFeedback:
    """The employer said this, and the owner sees to it by the day."""
    area = employer_area(actor, area_id)
    if values["given_on"] > timezone.localdate():
        raise Refusal(_("The day is not in the future."), field="given_on")
    if values["due_on"] < values["given_on"]:
        raise Refusal(_("The day is not before the feedback."), field="due_on")
    made = EmployerFeedback(
        area_id=area,
        employer=employer,
        owner=colleague(area, owner_id),
        recorded_by=actor,
        **{name: values[name] for name in SAID},
    )
    add_record(made)
    return made


@transaction.atomic
def route_feedback(*, actor: User, feedback_id: UUID, version: int, owner_id: UUID, due_on: date) -> EmployerFeedback:
    """Somebody else sees to it, or by another day."""
    feedback = _waiting(actor, feedback_id)
    values = {"owner": colleague(feedback.area_id, owner_id), "due_on": due_on}
    change_record(feedback, version=version, values=values)
    return feedback


@transaction.atomic
def close_feedback(*, actor: User, feedback_id: UUID, version: int, closed_on: date, done: str) -> EmployerFeedback:
    """The feedback is seen to, and what was done is said."""
    feedback = _waiting(actor, feedback_id)
    if not done.strip():
        raise Refusal(_("What is closed says what was done."), field="done")
    if not feedback.given_on <= closed_on <= timezone.localdate():
        raise Refusal(_("The day is from that of the feedback to today."), field="closed_on")
    change_record(feedback, version=version, values={"closed_on": closed_on, "done": done.strip()})
    return feedback


def _waiting(actor: User, feedback_id: UUID) -> EmployerFeedback:
    found = EmployerFeedback.objects.filter(area_id__in=areas_of_employers(actor), pk=feedback_id)
    feedback = found.locked().first()
    if feedback is None:
        raise NotFound
    if feedback.closed_on is not None:
        raise OutOfOrder(_("This feedback is closed already."))
    return feedback
