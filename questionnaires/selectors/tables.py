"""Question sets, versions, questions, rules and mappings as tables of the editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.tables import Cell, Column, Row, Table, sortable
from questionnaires.enums import MappingKind, Outcome, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionSet, QuestionSetVersion
from questionnaires.policies import can_edit
from questionnaires.selectors.answering import condition_words
from questionnaires.selectors.sets import questions_of

TONES = {VersionStatus.DRAFT: "info", VersionStatus.PUBLISHED: "good", VersionStatus.RETIRED: "plain"}
SORTS = ("code", "kind")


def sets_table(sets: Iterable[QuestionSet], *, sort: str = "code", address: str = "?") -> Table:
    """Question sets: whose, of what kind, and where their versions stand."""
    columns = (
        Column(label=_("Name")),
        sortable(_("Code"), "code", sort=sort, address=address),
        sortable(_("Kind"), "kind", sort=sort, address=address),
        Column(label=_("Whose")),
        Column(label=_("Versions"), numeric=True),
        Column(label=_("State")),
    )
    return Table(
        caption=_("Question sets"),
        columns=columns,
        rows=tuple(Row(cells=_set_cells(one)) for one in sets),
        empty=_("No question set fits."),
    )


def _set_cells(one: Any) -> tuple[Cell, ...]:
    states = [
        str(label)
        for count, label in (
            (one.published, VersionStatus.PUBLISHED.label),
            (one.drafts, VersionStatus.DRAFT.label),
        )
        if count
    ]
    return (
        Cell(text=one.name, url=reverse("questionnaires:question_set", args=[one.pk]), header=True),
        Cell(text=one.code),
        Cell(text=one.get_kind_display()),
        Cell(text=one.area.name if one.area else _("Shipped for all")),
        Cell(text=str(one.all_versions), value=one.all_versions, numeric=True),
        Cell(text=", ".join(states) or "–"),
    )


def versions_table(versions: Iterable[Any]) -> Table:
    """The versions of a set, the newest first."""
    columns = (
        Column(label=_("Version")),
        Column(label=_("State")),
        Column(label=_("Questions"), numeric=True),
        Column(label=_("Published")),
        Column(label=_("By")),
        Column(label=_("Retired")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(one.number), url=reverse("questionnaires:question_version", args=[one.pk]), header=True),
                Cell(text=one.get_status_display(), tone=TONES[VersionStatus(one.status)]),
                Cell(text=str(one.count), value=one.count, numeric=True),
                _moment(one.published_at),
                Cell(text=one.published_by.name if one.published_by else "–"),
                _moment(one.retired_at),
            )
        )
        for one in versions
    )
    return Table(caption=_("Versions"), columns=columns, rows=rows, empty=_("None yet."))


def _moment(moment: Any) -> Cell:
    return Cell(
        text=date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "–", value=moment, tight=True
    )


def questions_table(questions: list[Question], *, editable: bool) -> Table:
    """The questions in their order; each leads to its form while the version is a draft."""
    columns = (
        Column(label=_("Question")),
        Column(label=_("Key")),
        Column(label=_("Kind")),
        Column(label=_("Answers")),
        Column(label=_("Asked when")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=f"{place}. {one.text}",
                    url=reverse("questionnaires:question", args=[one.pk]) if editable else "",
                    header=True,
                ),
                Cell(text=one.key),
                Cell(text=one.get_kind_display()),
                Cell(text=_answers(one)),
                Cell(text="; ".join(condition_words(one.show_if, questions)) or _("Always")),
            )
        )
        for place, one in enumerate(questions, start=1)
    )
    return Table(caption=_("Questions"), columns=columns, rows=rows, empty=_("None yet."))


def _answers(one: Question) -> str:
    if one.scale_min is not None:
        return f"{one.scale_min}–{one.scale_max}"
    return ", ".join(words for _code, words in one.choices) or "–"


def rules_table(rules: list[OutcomeRule], questions: list[Question], *, editable: bool) -> Table:
    """The rules in the order they are tried."""
    columns = (
        Column(label=_("Outcome")),
        Column(label=_("When all of these hold")),
        Column(label=_("Next step")),
        Column(label=_("Suggests the keyword")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=f"{place}. {Outcome(one.outcome).label}",
                    url=reverse("questionnaires:outcome_rule", args=[one.pk]) if editable else "",
                    header=True,
                ),
                Cell(text="; ".join(condition_words(one.conditions, questions)) or _("Always")),
                Cell(text=one.next_step),
                Cell(text=_("Yes") if one.suggests_keyword else _("No")),
            )
        )
        for place, one in enumerate(rules, start=1)
    )
    return Table(caption=_("Rules for the outcome"), columns=columns, rows=rows, empty=_("None yet."))


def mappings_table(version: QuestionSetVersion) -> Table:
    """What became of each question of the version before, its words then and now beside each other."""
    columns = (
        Column(label=_("Question before")),
        Column(label=_("Became")),
        Column(label=_("Question now")),
        Column(label=_("Recoding")),
    )
    mapped = {one.before_id: one for one in version.mappings.select_related("after")}
    rows = []
    for former in questions_of(version.based_on) if version.based_on else []:
        one = mapped.get(former.pk)
        after = one.after.text if one and one.after else "–"
        codes = ", ".join(f"{old} → {new}" for old, new in one.codes.items()) if one else ""
        kind = MappingKind(one.kind).label if one else _("Not said yet")
        cells = (
            Cell(text=f"{former.text} ({former.key})", header=True),
            Cell(text=kind, tone="plain" if one else "warn"),
            Cell(text=after),
            Cell(text=codes or "–"),
        )
        rows.append(Row(cells=cells))
    return Table(caption=_("Compared with the version before"), columns=columns, rows=tuple(rows), empty=_("None."))


def sentences_table(caption: str, sentences: Iterable[str]) -> Table:
    """Sentences, one a row."""
    rows = tuple(Row(cells=(Cell(text=one, header=True),)) for one in sentences)
    return Table(caption=caption, columns=(Column(label=caption),), rows=rows, empty=_("Nothing."))


def faults_table(faults: Iterable[Any]) -> Table:
    """What is wrong with a file, by place."""
    rows = tuple(Row(cells=(Cell(text=one.place, header=True), Cell(text=one.sentence))) for one in faults)
    columns = (Column(label=_("Place in the file")), Column(label=_("What is wrong")))
    return Table(caption=_("What is wrong with the file"), columns=columns, rows=rows, empty=_("Nothing."))


def version_facts(version: QuestionSetVersion) -> list[tuple[Any, Any]]:
    """What stands under the heading of a version."""
    facts: list[tuple[Any, Any]] = [(_("State"), version.get_status_display())]
    if version.published_at:
        facts.append((_("Published"), date_format(localtime(version.published_at), "SHORT_DATETIME_FORMAT")))
    if version.based_on:
        origin = version.based_on
        facts.append((_("Grew from"), f"{origin.question_set.name} {origin.number}"))
    return facts


def is_editable(user: User, version: QuestionSetVersion) -> bool:
    """Whether the person may change the version now."""
    return version.is_draft and can_edit(user, version)
