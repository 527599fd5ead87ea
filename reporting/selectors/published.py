"""Figures printed in public documents beside what the engine counts, and in words why they differ where they must."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.tables import Cell, Column, Row, Table
from network.models import Programme
from reporting.enums import Breakdown
from reporting.indicators import CATALOGUE
from reporting.models import PublishedFigure
from reporting.models.targets import Comparable
from reporting.selectors.about import TO_COME
from reporting.selectors.dashboard import read
from reporting.selectors.figures import Item, is_hidden, number_text
from reporting.selectors.values import Ask, Scope

TARGETS = frozenset(
    {
        "participants_target_report",
        "participants_target_application",
        "companies_target_report",
        "companies_target_application",
    }
)

NAMES = {
    "participants_target_report": gettext_lazy("Target in the final report"),
    "participants_target_application": gettext_lazy("Target in the application"),
    "companies_target_report": gettext_lazy("Companies: target in the final report"),
    "companies_target_application": gettext_lazy("Companies: target in the application"),
    "target_exceeded_percent": gettext_lazy("Over the target, %"),
    "men_percent": gettext_lazy("Men, %"),
    "women_percent": gettext_lazy("Women, %"),
    "secondary_education": gettext_lazy("Upper secondary education (ISCED 3–4)"),
    "research_degree": gettext_lazy("Research degree (ISCED 8)"),
    "employed_difference": gettext_lazy("Change in employed people"),
    "employed_ratio": gettext_lazy("Ratio of employed people"),
}

WORDS: dict[str, Any] = {
    "participants_target_report": gettext_lazy("A target, not a result. The application says 740."),
    "participants_target_application": gettext_lazy("A target, not a result. The final report says 700."),
    "target_exceeded_percent": gettext_lazy(
        "774 of 700 is 10.57 % over the target, printed without its decimals. Of the other target, 740, it is 4.6 %"
        " over."
    ),
    "start_forms": gettext_lazy("53 participants have no complete start form; they count only as participants."),
    "end_form_rate_percent": gettext_lazy(
        "The text says “of clients”, but 56 % is of the 721 start forms. Of the 774 participants it would be 52.2 %."
    ),
    "women_percent": gettext_lazy("The base is uncertain, 774 or 721; here it is everybody whose gender is given."),
    "men_percent": gettext_lazy("The base is uncertain, 774 or 721; here it is everybody whose gender is given."),
    "secondary_education": gettext_lazy(
        "The same number as the end forms: a coincidence or a copying error in the document. The base printed is 774;"
        " here it is the 721 start forms."
    ),
    "living_alone": gettext_lazy("344 + 377 = 721: the base is the start forms."),
    "household_two_or_more": gettext_lazy("344 + 377 = 721: the base is the start forms."),
    "dependent_children_percent": gettext_lazy("The document prints no base; here it is the start forms."),
    "foreign_background_percent": gettext_lazy("Of those who answered; the document does not tell how many refused."),
    "homeless_percent": gettext_lazy("Of those who answered; the document does not tell how many refused."),
    "employed_at_start": gettext_lazy("Of 721 start forms."),
    "employed_at_end": gettext_lazy("Of 404 end forms: not the same people as the 721 of the start."),
    "employed_difference": gettext_lazy(
        "86 − 27 = 59 subtracts two different groups of people. The computed figure follows the same people; whatever"
        " the missing end forms would have told, it lies between +59 and +86."
    ),
    "employed_ratio": gettext_lazy(
        "86 ÷ 27 = 3.185 is a ratio of levels of two different groups, and “318 % larger” would be +218.5 %. The"
        " computed figure is the ratio among the same people."
    ),
}


@dataclass(frozen=True)
class Verdict:
    """How a printed figure stands to the computed one."""

    label: Any
    tone: str


MATCHES = Verdict(gettext_lazy("Matches"), "good")
NEARLY = Verdict(gettext_lazy("Matches as printed"), "good")
DIFFERS = Verdict(gettext_lazy("Differs"), "bad")
CANNOT = Verdict(gettext_lazy("Must differ"), "warn")
TARGET = Verdict(gettext_lazy("Target"), "plain")
LATER = Verdict(gettext_lazy("To come"), "plain")
UNKNOWN = Verdict(gettext_lazy("Not computed"), "plain")


def verdict(*, comparable: str, printed: float, computed: float | None) -> Verdict:
    """Whether the computed figure, put as the document puts it, is the printed one."""
    if computed is None:
        return UNKNOWN
    if comparable in {Comparable.NONE, Comparable.CONTRADICTORY}:
        return CANNOT
    as_printed: dict[str, Callable[[float], bool]] = {
        Comparable.EXACT: lambda value: value == printed,
        Comparable.ROUNDED: lambda value: floor(value + 0.5) == printed,
        Comparable.TRUNCATED: lambda value: floor(value) == printed,
        Comparable.APPROXIMATE: lambda value: abs(value - printed) < 0.5,
    }
    if not as_printed[comparable](computed):
        return DIFFERS
    return MATCHES if comparable == Comparable.EXACT else NEARLY


class Computed:
    """The values of a programme under the names of printed figures."""

    def __init__(self, programme: Programme, scope: Scope) -> None:
        self.items = read(Ask(programme=programme), scope)
        self.genders = read(Ask(programme=programme, indicators=("A01",), by=Breakdown.GENDER), scope)

    def figure(self, key: str, indicator: str) -> float | None:
        """The computed counterpart of a printed figure; nothing when it is hidden or not computed."""
        by_key: dict[str, Callable[[], float | None]] = {
            "target_exceeded_percent": lambda: less_hundred(self._value("A05", "percent", denominator=700)),
            "men_percent": self._men,
            "secondary_education": lambda: self._value("A08", "count", by="education", category="3-4"),
            "research_degree": lambda: self._value("A08", "count", by="isced", category="8"),
            "employed_difference": lambda: self._paired("net"),
            "employed_ratio": self._ratio,
        }
        if key in by_key:
            return by_key[key]()
        return self._value(indicator, "percent" if key.endswith("percent") else "count")

    def _value(self, indicator: str, unit: str, **wanted: Any) -> float | None:
        chosen = {"by": None, **wanted}
        for item in self.items:
            if item["indicator"] != indicator or item["value_unit"] != unit:
                continue
            if all(item[name] == value for name, value in chosen.items()):
                return None if is_hidden(item, "value") else item["value"]
        return None

    def _item(self, indicator: str) -> Item | None:
        return next((item for item in self.items if item["indicator"] == indicator and not item["class"]), None)

    def _paired(self, name: str) -> float | None:
        item = self._item("A17")
        return None if item is None or is_hidden(item, "value") else item[name]

    def _ratio(self) -> float | None:
        return self._paired("level_ratio")

    def _men(self) -> float | None:
        women = self._item("A06")
        men = next((item for item in self.genders if item["category"] == "2"), None)
        if women is None or men is None or is_hidden(men, "value") or is_hidden(women, "denominator"):
            return None
        return 100 * men["value"] / women["denominator"] if women["denominator"] else None


def less_hundred(value: float | None) -> float | None:
    return None if value is None else value - 100


def published_table(*, programme: Programme, scope: Scope) -> Table:
    """Every figure printed of the programme, with its computed counterpart and the verdict, by document."""
    figures = PublishedFigure.objects.filter(programme_code=programme.code)
    rows = rows_by_document(figures, Computed(programme, scope))
    return Table(caption=caption_of(programme), columns=COLUMNS, rows=rows, empty=_("No public figures are known."))


def published_file(*, programme: Programme, scope: Scope) -> Table:
    """The same with the document in a column of its own, for files."""
    computed = Computed(programme, scope)
    rows = tuple(
        Row(cells=(*figure_cells(figure, computed), Cell(text=figure.document)))
        for figure in PublishedFigure.objects.filter(programme_code=programme.code)
    )
    return Table(caption=caption_of(programme), columns=(*COLUMNS, Column(label=_("Document"))), rows=rows)


def other_table() -> Table:
    """Figures of public documents whose programmes are not here: what is to come."""
    figures = PublishedFigure.objects.exclude(programme_code__in=Programme.objects.values("code"))
    return Table(caption=_("Figures of other public documents"), columns=COLUMNS, rows=rows_by_document(figures, None))


def caption_of(programme: Programme) -> str:
    return _("Published figures of %(code)s against computed ones") % {"code": programme.code}


COLUMNS = (
    Column(label=gettext_lazy("Figure")),
    Column(label=gettext_lazy("Printed"), numeric=True),
    Column(label=gettext_lazy("As printed")),
    Column(label=gettext_lazy("Base as printed")),
    Column(label=gettext_lazy("Computed"), numeric=True),
    Column(label=gettext_lazy("Verdict")),
    Column(label=gettext_lazy("In words")),
)


def rows_by_document(figures: Iterable[PublishedFigure], computed: Computed | None) -> tuple[Row, ...]:
    """Lines of the figures under a heading per document."""
    rows: list[Row] = []
    document = ""
    for figure in figures:
        if figure.document != document:
            document = figure.document
            rows.append(Row(cells=(Cell(text=document, lang="fi"),), group=True))
        rows.append(Row(cells=figure_cells(figure, computed)))
    return tuple(rows)


def figure_cells(figure: PublishedFigure, computed: Computed | None) -> tuple[Cell, ...]:
    """One printed figure as a line of the table."""
    printed = float(figure.printed)
    known = computed is not None and figure.indicator in CATALOGUE
    compared = computed if known and figure.key not in TARGETS else None
    value = None if compared is None else compared.figure(figure.key, figure.indicator)
    found = _found(figure, printed, value, known=known)
    return (
        Cell(text=name_of(figure), header=True),
        Cell(text=printed_text(printed), value=printed, numeric=True),
        Cell(text=figure.as_printed, lang="fi"),
        Cell(text=figure.base_as_printed),
        Cell(text="–", numeric=True, kind="absent") if value is None else _number(value),
        Cell(text=found.label, tone=found.tone),
        Cell(text=in_words(figure.key, found)),
    )


def _found(figure: PublishedFigure, printed: float, value: float | None, *, known: bool) -> Verdict:
    if figure.key in TARGETS:
        return TARGET
    return verdict(comparable=figure.comparable, printed=printed, computed=value) if known else LATER


def name_of(figure: PublishedFigure) -> str:
    """Code of the indicator and what the figure says."""
    known = CATALOGUE[figure.indicator].name if figure.indicator in CATALOGUE else TO_COME.get(figure.indicator, "")
    return f"{figure.indicator} {NAMES.get(figure.key, known)}".strip()


def in_words(key: str, found: Verdict) -> str:
    """Why the two differ, or on what they rest."""
    if found is LATER:
        return _("The indicator is to come; nothing is computed yet.")
    return str(WORDS.get(key, ""))


def printed_text(value: float) -> str:
    return number_text(int(value)) if value == int(value) else number_text(value, places=2).rstrip("0")


def _number(value: float) -> Cell:
    shown = number_text(int(value)) if value == int(value) else number_text(value, places=2)
    return Cell(text=shown, value=value, numeric=True)
