"""The page of one form as its template is given it: questions, what stands beside them, what was merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.forms import FormKind
from clients.form_questions import FORMS
from clients.forms.participating import AnswersForm, as_typed
from clients.models import Participation
from clients.participation_rules import UNEMPLOYED
from clients.selectors.form_pages import (
    Beside,
    Change,
    Completeness,
    Known,
    completeness,
    earlier_answers,
    known_facts,
    needed_answers,
)
from clients.selectors.participation_states import answers_of, hidden_from, seen_now, state_of
from clients.selectors.wording import Wording
from clients.services.participating.drafts import Kept

CHOICE, MINE, THEIRS = "choice_", "mine_", "theirs_"
# Beside these nothing is compared by its value: their earlier counterpart is another kind of thing.
NOT_COMPARED = frozenset({"ended_on", "end_observed_on", "followup_observed_on", "qualification_level"})


@dataclass(frozen=True)
class Shown:
    """One question on the page."""

    field: BoundField
    beside: Beside | None = None
    compared_with: str = ""
    is_changed: bool = False
    known_from: str = ""
    needed: str = ""
    described_by: str = ""


@dataclass(frozen=True)
class Contested:
    """An answer that both changed: a person chooses one."""

    change: Change
    mine: str
    theirs: str
    chosen: str = ""
    is_missing: bool = False


@dataclass
class AnswersPage:
    """Everything the page of the form shows."""

    participation: Participation
    kind: FormKind
    form: AnswersForm
    hidden: frozenset[str]
    wording: Wording
    beside: dict[str, Beside]
    facts: dict[str, Known]
    draft: Kept | None = None
    taken: list[Change] = field(default_factory=list)
    contested: list[Contested] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list[Shown]]]:
        """The questions under their headings; those that are contested stand above, as a choice."""
        asked = {question.name for question in self.form.asked} - {one.change.name for one in self.contested}
        named = (
            (group.title, [one.name for one in group.questions if one.name in asked]) for group in FORMS[self.kind]
        )
        return [(str(title), [self._shown(name) for name in names]) for title, names in named if names]

    def _shown(self, name: str) -> Shown:
        bound = self.form[name]
        beside = self.beside.get(name)
        compared = as_typed(beside.value) if beside and name not in NOT_COMPARED else ""
        value = as_typed(bound.value())
        ids = [f"{bound.auto_id}_earlier"] if beside else []
        if name in self.facts and not self.form.is_bound:
            ids.append(f"{bound.auto_id}_known")
        ids += [f"{bound.auto_id}_helptext"] if bound.help_text else []
        ids += [f"{bound.auto_id}_error"] if bound.errors else []
        if ids and not bound.field.widget.use_fieldset:
            bound.field.widget.attrs["aria-describedby"] = " ".join(ids)
        return Shown(
            field=bound,
            beside=beside,
            compared_with=compared,
            is_changed=bool(compared and value and value != compared),
            known_from=self.facts[name].source if name in self.facts and not self.form.is_bound else "",
            needed=self._needed(name),
            described_by=" ".join(ids),
        )

    def _needed(self, name: str) -> str:
        """How the script knows that the answer counts: always, or as long as the client is unemployed."""
        if name == "unemployed_months":
            return "start_status:" + ",".join(sorted(UNEMPLOYED))
        values = dict.fromkeys(self.form.fields)
        return "always" if name in needed_answers(self.kind, values) else ""

    @property
    def completeness(self) -> Completeness:
        """Of what stands in the fields now."""
        return completeness(self.kind, self.values)

    @property
    def values(self) -> dict[str, Any]:
        """The stored state with what stands in the fields over it, as far as it is understood."""
        found = state_of(self.participation)
        for question in self.form.asked:
            bound = self.form[question.name]
            try:
                found[question.name] = bound.field.clean(bound.value())
            except ValidationError:
                found[question.name] = None
        return found


def new_page(
    user: User,
    participation: Participation,
    kind: FormKind,
    *,
    typed: Mapping[str, Any] | None = None,
    draft: Kept | None = None,
) -> AnswersPage:
    """The page of the form as it is stored, with facts filled in beforehand; or as it was sent, or kept as a draft."""
    wording = Wording(areas=[participation.area_id])
    hidden = hidden_from(user, participation)
    facts = {} if draft else known_facts(participation, kind, hidden=hidden)
    initial = {name: as_typed(value) for name, value in answers_of(participation, kind).items()}
    initial |= {name: as_typed(one.value) for name, one in facts.items()}
    initial["version"] = str(seen_now(participation, kind))
    if draft:
        initial |= {name: values[-1] for name, values in draft.typed.items() if values}
    return AnswersPage(
        participation=participation,
        kind=kind,
        form=AnswersForm(typed, kind=kind, wording=wording, hidden=hidden, initial=initial),
        hidden=hidden,
        wording=wording,
        beside=earlier_answers(participation, kind, wording, hidden=hidden),
        facts=facts,
        draft=draft,
    )


def typed_again(kept: Kept) -> QueryDict:
    """A draft as the form it was typed into would be sent."""
    data = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        data.setlist(name, values)
    return data


def chosen(data: QueryDict) -> tuple[QueryDict, list[str]]:
    """What was sent with every choice between two answers made; and the names of those that nobody made."""
    made, open_still = data.copy(), []
    for name in data.getlist("contested"):
        choice = data.get(f"{CHOICE}{name}", "")
        if choice not in ("mine", "theirs"):
            open_still.append(name)
        made[name] = data.get(f"{THEIRS if choice == 'theirs' else MINE}{name}", "")
    return made, open_still


def contested_again(page: AnswersPage, data: QueryDict, open_still: list[str]) -> list[Contested]:
    """The choices as they were sent, those not made marked."""
    found = []
    for name in data.getlist("contested"):
        if name not in page.form.fields:
            continue
        mine, theirs = data.get(f"{MINE}{name}", ""), data.get(f"{THEIRS}{name}", "")
        change = Change(
            name=name,
            label=str(page.form.fields[name].label),
            mine=_word(page, name, mine),
            theirs=_word(page, name, theirs),
            was="",
        )
        found.append(Contested(change, mine, theirs, data.get(f"{CHOICE}{name}", ""), name in open_still))
    return found


def _word(page: AnswersPage, name: str, text: str) -> str:
    bound = page.form.fields[name]
    try:
        return page.wording.value(name, bound.clean(text))
    except ValidationError:
        return text


def missing_sentence(found: Completeness) -> str:
    """What is missing, in words."""
    if found.is_complete:
        return _("Nothing needed is missing.")
    return _("Missing: %(names)s.") % {"names": ", ".join(found.missing)}
