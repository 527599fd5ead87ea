"""What stands on the page of a form beside its questions: earlier answers, facts known already, what is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.history import moment_text
from clients.enums.forms import FormKind, PastGround
from clients.form_questions import PLACES, questions_of
from clients.models import Participation, PastForm
from clients.participation_rules import follow_up_due, is_answered, last_observation, required_answers
from clients.policies import can_work_on
from clients.selectors.contacts import withheld_words
from clients.selectors.participation_states import (
    MODELS,
    State,
    answers_of,
    form_of,
    hidden_from,
    state_of,
)
from clients.selectors.wording import Wording, day_text, label

NOTHING = (None, "")


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier answer: its words, from which form and of which day, and the value itself to compare with."""

    words: str
    source: str
    value: Any


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that is filled in beforehand, and where it is from."""

    value: Any
    source: str


def earlier_answers(
    participation: Participation, kind: FormKind, wording: Wording, *, hidden: Collection[str]
) -> dict[str, Beside]:
    """What stands beside the questions: the same participation's earlier answers, of a start those of another one."""
    if kind == FormKind.START:
        return _of_other_starts(participation, wording, hidden)
    state = state_of(participation)
    found = {}
    for question in questions_of(kind):
        name = next((one for one in question.beside if state.get(one) not in NOTHING and one not in hidden), "")
        if name and question.name not in hidden:
            found[question.name] = Beside(wording.value(name, state[name]), _source(participation, name), state[name])
    return found


def _source(participation: Participation, name: str) -> str:
    if name in {question.name for question in questions_of(FormKind.END)}:
        end = form_of(participation, FormKind.END)
        day = end.observed_on if end else participation.ended_on
        return _("end form, %(day)s") % {"day": day_text(day)}
    if name == "started_on":
        return _("start of the participation")
    return _("start form, %(day)s") % {"day": day_text(participation.first_started_on)}


def _other_start(participation: Participation) -> Participation | None:
    """The client's latest other participation that has a start form, which the reader of this one may see as well."""
    return (
        Participation.objects.filter(client_id=participation.client_id, start_form__isnull=False)
        .exclude(pk=participation.pk)
        .select_related("start_form", "programme")
        .order_by("-first_started_on", "pk")
        .first()
    )


def _of_other_starts(participation: Participation, wording: Wording, hidden: Collection[str]) -> dict[str, Beside]:
    other = _other_start(participation)
    if other is None:
        return {}
    source = _("start form of %(programme)s, %(day)s") % {
        "programme": other.programme.code,
        "day": day_text(other.first_started_on),
    }
    return {
        name: Beside(wording.value(name, value), source, value)
        for name, value in answers_of(other, FormKind.START).items()
        if value not in NOTHING and name not in hidden
    }


def known_facts(participation: Participation, kind: FormKind, *, hidden: Collection[str]) -> dict[str, Known]:
    """Facts to fill in beforehand in a form that is not there yet; judgements and the client's own words never."""
    if form_of(participation, kind) is not None:
        return {}
    facts = {FormKind.START: _facts_of_start, FormKind.END: _facts_of_end, FormKind.FOLLOW_UP: _no_facts}[kind](
        participation
    )
    return {
        question.name: facts[question.fact]
        for question in questions_of(kind)
        if question.fact in facts and question.name not in hidden
    }


def _no_facts(_participation: Participation) -> dict[str, Known]:
    return {}


def _facts_of_end(participation: Participation) -> dict[str, Known]:
    """What is on record of the day of ending: the benefit, and the work if there is one only."""
    ended = participation.ended_on
    if ended is None:
        return {}
    found = _benefit_on(participation, ended, "end_benefit")
    works = list(participation.client.employment_spells.on(ended)[:2])
    if len(works) == 1:
        source = _("the employment on record")
        for name in ("job_kind", "industry", "occupation"):
            if getattr(works[0], name):
                found[name] = Known(getattr(works[0], name), source)
    return found


def _benefit_on(participation: Participation, day: date, name: str) -> dict[str, Known]:
    """The benefit on record of the day, if there is one only."""
    had = list(participation.client.benefit_spells.on(day)[:2])
    return {name: Known(had[0].benefit, _("the benefits on record"))} if len(had) == 1 else {}


def _facts_of_start(participation: Participation) -> dict[str, Known]:
    client = participation.client
    found = _benefit_on(participation, participation.first_started_on, "start_benefit")
    if client.municipality_id:
        found["municipality"] = Known(client.municipality_id, _("the client’s record"))
    case = client.cases.not_closed().first()
    if case is not None:
        found["registered_jobseeker"] = Known(case.is_jobseeker, _("the case"))
        if case.is_jobseeker and case.jobseeking_started_on:
            found["jobseeker_since"] = Known(case.jobseeking_started_on, _("the case"))
    other = _other_start(participation)
    if other is not None and other.start_form.isced not in ("", "9"):
        source = _("start form of %(programme)s, %(day)s") % {
            "programme": other.programme.code,
            "day": day_text(other.first_started_on),
        }
        found["isced"] = Known(other.start_form.isced, source)
    return found


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the needed answers are given, and which are not, in words."""

    given: int
    needed: int
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return self.given == self.needed


def needed_answers(kind: FormKind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What a complete form of this kind has answered; of a start form also what the client's record says."""
    if kind == FormKind.START:
        return required_answers(values)
    return tuple(question.name for question in questions_of(kind) if question.is_needed)


def completeness(kind: FormKind, values: Mapping[str, Any]) -> Completeness:
    """How complete the form would be with these values (S26)."""
    needed = needed_answers(kind, values)
    missing = tuple(label(name) for name in needed if not is_answered(name, values.get(name)))
    return Completeness(len(needed) - len(missing), len(needed), missing)


@dataclass(frozen=True, slots=True)
class FormState:
    """A form as the participation's page lists it: what is open to the reader, and what is due."""

    place: str
    title: str
    note: str
    steps: tuple[tuple[str, str], ...]
    completeness: Completeness | None


def form_states(participation: Participation, *, user: User) -> dict[str, FormState]:
    """Each form with the steps that are open to this reader: filling in, correcting, withdrawing, saying why not."""
    works = can_work_on(user, participation.client)
    state = state_of(participation)
    return {kind.value: _form_state(participation, kind, state, works=works) for kind in FormKind}


def _form_state(participation: Participation, kind: FormKind, state: State, *, works: bool) -> FormState:
    form = form_of(participation, kind)
    steps: list[tuple[str, str]] = []
    if works and form is not None:
        steps = [("form", _("Correct the form")), ("withdraw", _("Withdraw the form"))]
    elif works and _may_begin(participation, kind):
        steps = [("form", _("Fill in the form"))]
        if kind != FormKind.START and participation.ended_on:
            steps.append(("missing", _("Say why it is missing")))
    return FormState(
        place=PLACES[kind],
        title=str(kind.label),
        note=_note(participation, kind, state),
        steps=tuple(steps),
        completeness=completeness(kind, state) if form is not None and kind == FormKind.START else None,
    )


def _may_begin(participation: Participation, kind: FormKind) -> bool:
    before = {FormKind.END: FormKind.START, FormKind.FOLLOW_UP: FormKind.END}.get(kind)
    return before is None or form_of(participation, before) is not None or kind == FormKind.END


def _note(participation: Participation, kind: FormKind, state: State) -> str:
    ended = participation.ended_on
    if ended is None or form_of(participation, kind) is not None:
        return ""
    if kind == FormKind.END:
        return _("The situation is to be observed by %(day)s.") % {"day": day_text(last_observation(ended))}
    if kind == FormKind.FOLLOW_UP:
        return _("Due on %(day)s.") % {"day": day_text(follow_up_due(ended))}
    return ""


@dataclass(frozen=True, slots=True)
class PastShown:
    """A form that counts no more, as it is read."""

    title: str
    ground: str
    reason: str
    by: str
    at: str
    facts: list[tuple[str, str]]


def past_forms(participation: Participation, wording: Wording, *, user: User) -> list[PastShown]:
    """The forms that were withdrawn or replaced, with who did it and why; the newest first."""
    hidden = hidden_from(user, participation)
    found = PastForm.objects.filter(participation=participation).select_related("removed_by")
    return [
        PastShown(
            title=str(FormKind(one.kind).label),
            ground=str(PastGround(one.ground).label),
            reason=one.reason,
            by=one.removed_by.name,
            at=moment_text(one.removed_at),
            facts=_past_facts(one, wording, hidden),
        )
        for one in found
    ]


def _past_facts(kept: PastForm, wording: Wording, hidden: Collection[str]) -> list[tuple[str, str]]:
    return [
        (label(name), withheld_words() if name in hidden else wording.value(name, value))
        for name, value in kept.answers.items()
        if value not in NOTHING
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that somebody else changed meanwhile: from what to what."""

    name: str
    label: str
    mine: str
    theirs: str
    was: str


def changes_in_words(
    names: Iterable[str], *, base: State, mine: State, theirs: State, wording: Wording
) -> list[Change]:
    """The named answers of both sides in words."""
    return [
        Change(
            name=name,
            label=label(name),
            mine=wording.value(name, mine[name]),
            theirs=wording.value(name, theirs[name]),
            was=wording.value(name, base[name]),
        )
        for name in names
    ]


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changed the form last, and when."""

    name: str
    at: str


def last_editor(participation: Participation, kind: FormKind) -> Editor | None:
    """Who made the form what it is now; None when nobody but the operator did."""
    form = form_of(participation, kind)
    events = [] if form is None else list(_events(MODELS[kind], form.pk))
    if kind == FormKind.END:
        events += list(_events(Participation, participation.pk))
    if not events:
        return None
    latest = max(events, key=lambda event: (event.pgh_created_at, event.pgh_id))
    key = str((latest.pgh_context or {}).get("user") or "")
    person = User.objects.filter(pk=key).only("name").first() if len(key) == 36 else None
    return Editor(person.name if person else _("the operator"), moment_text(latest.pgh_created_at))


def _events(model: Any, key: Any) -> Any:
    return model.pgh_event_model.objects.filter(pgh_obj_id=key).order_by("-pgh_id")[:1]
