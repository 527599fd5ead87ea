"""What a participation and its forms say now or said at a version, as one flat state by the names of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from accounts.models import User
from clients.enums.forms import FormKind
from clients.form_questions import HEALTH, PARTICIPATION, RECORD_OF, Question, questions_of
from clients.models import EndForm, FollowUpForm, Participation, StartForm
from clients.policies import may_see_health
from clients.selectors.contacts import withheld

MODELS: Mapping[FormKind, type[models.Model]] = {
    FormKind.START: StartForm,
    FormKind.END: EndForm,
    FormKind.FOLLOW_UP: FollowUpForm,
}
STAY = ("first_started_on", "started_on", "ended_on", "end_reason", "end_path", "end_missing_reason")
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """Which versions somebody had before their eyes: of the participation, and of the form if there was one."""

    participation: int
    form: int = 0
    form_id: UUID | None = None

    def __str__(self) -> str:
        return f"{self.participation}.{self.form}.{self.form_id.hex if self.form_id else ''}"

    @classmethod
    def read(cls, text: str) -> Seen | None:
        """What `str` wrote; None for anything else."""
        parts = text.split(".")
        try:
            participation, form, key = int(parts[0]), int(parts[1]), parts[2]
            return cls(participation, form, UUID(hex=key) if key else None)
        except (IndexError, ValueError):
            return None


def form_of(participation: Participation, kind: FormKind) -> Any:
    """The form of this kind, None when there is none."""
    return getattr(participation, RECORD_OF[kind], None)


def seen_now(participation: Participation, kind: FormKind) -> Seen:
    """The versions there are now."""
    form = form_of(participation, kind)
    if form is None:
        return Seen(participation.version)
    return Seen(participation.version, form.version, form.pk)


def is_same(kind: FormKind, one: Seen, other: Seen) -> bool:
    """Nothing that this form shows has changed from one to the other: only the end form shows the participation's."""
    if (one.form, one.form_id) != (other.form, other.form_id):
        return False
    return kind != FormKind.END or one.participation == other.participation


def answers_of(participation: Participation, kind: FormKind) -> State:
    """What the form says, by the names of its questions; of one that is not there what the participation says."""
    return {question.name: _answer(participation, kind, question) for question in questions_of(kind)}


def _answer(participation: Participation, kind: FormKind, question: Question) -> Any:
    record = participation if question.record == PARTICIPATION else form_of(participation, kind)
    return empty(kind, question) if record is None else getattr(record, question.field)


def empty(kind: FormKind, question: Question) -> Any:
    """What an answer that is not given is: an empty code or text, else None."""
    model = Participation if question.record == PARTICIPATION else MODELS[kind]
    field = model._meta.get_field(question.field.removesuffix("_id"))
    return "" if isinstance(field, models.CharField) else None


def state_of(participation: Participation) -> State:
    """Everything that rules look at: the stay, the client, the three forms."""
    state = {name: getattr(participation, name) for name in STAY}
    state |= {"birth_date": participation.client.birth_date, "gender": participation.client.gender}
    for kind in FormKind:
        state |= answers_of(participation, kind)
    return state


def answers_at(participation: Participation, kind: FormKind, seen: Seen) -> State:
    """What the form said at these versions, from the history."""
    form = _at(MODELS[kind], seen.form_id, seen.form)
    stay = _at(Participation, participation.pk, seen.participation)
    found = {}
    for question in questions_of(kind):
        record = stay if question.record == PARTICIPATION else form
        found[question.name] = empty(kind, question) if record is None else getattr(record, question.field)
    return found


def _at(model: Any, key: UUID | None, version: int) -> Any:
    if key is None:
        return None
    return model.pgh_event_model.objects.filter(pgh_obj_id=key, version=version).order_by("-pgh_id").first()


def hidden_from(user: User, participation: Participation) -> frozenset[str]:
    """The questions whose answers this reader neither sees nor gives: health, and contacts under non-disclosure."""
    health = frozenset() if may_see_health(user, participation.client) else HEALTH
    return health | withheld(user, participation.client)
