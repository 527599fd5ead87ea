"""The page of client work: findings by period, from computed values; and one table of all of them for files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Area, User
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table
from reporting import policies
from reporting.enums import PeriodKind, WorkBreakdown
from reporting.indicators import WORK, Kind
from reporting.selectors import charts
from reporting.selectors.about import Facts, definition_of
from reporting.selectors.dashboard import Finding, read
from reporting.selectors.figures import Item, is_hidden, number_text, value_cell
from reporting.selectors.tables import missing_sentence, period_text
from reporting.selectors.values import Ask, Scope, scope_of_work

# What stands together on the page: the title says the unit; the values of the given kind are shown.
THEMES: tuple[tuple[str, Any, tuple[tuple[str, Any, tuple[str, ...], str], ...]], ...] = (
    (
        "people",
        gettext_lazy("Target group and identification"),
        (
            ("target", gettext_lazy("Target group by basis, clients"), ("W02",), "count"),
            ("members", gettext_lazy("Target group, clients"), ("W01",), "count"),
            ("keywords", gettext_lazy("Keywords set, keywords"), ("W03",), "count"),
            ("identification", gettext_lazy("Time to identification, days (median)"), ("W04",), "days"),
            ("within", gettext_lazy("Identified in time, %"), ("W05", "W06"), "percent"),
        ),
    ),
    (
        "cases",
        gettext_lazy("Cases, contacts and statements"),
        (
            ("portfolio", gettext_lazy("Cases open, opened and closed, cases"), ("W07", "W08", "W09"), "count"),
            ("turnover", gettext_lazy("Turnover of the portfolio, %"), ("W10",), "percent"),
            ("phases", gettext_lazy("Open cases by phase, cases"), ("W11",), "count"),
            ("phase-time", gettext_lazy("Time in a phase, days (median)"), ("W12",), "days"),
            ("remote", gettext_lazy("Remote contacts, % of contacts"), ("W13",), "percent"),
            (
                "employed",
                gettext_lazy("Employed, and maximum of sickness allowance, cases"),
                ("W14", "W15", "W16"),
                "count",
            ),
            ("directions", gettext_lazy("Open cases by direction, cases"), ("W17",), "count"),
            ("statements", gettext_lazy("Waiting time of statements, days (median)"), ("W18",), "days"),
        ),
    ),
    (
        "work",
        gettext_lazy("Work and labour-market status"),
        (
            ("unemployment", gettext_lazy("Ends of unemployment, ends"), ("W19", "W21"), "count"),
            ("reasons", gettext_lazy("Ends of unemployment by reason, ends"), ("W20",), "count"),
            ("labour", gettext_lazy("Open cases by labour-market status, clients"), ("W22",), "count"),
            ("no-status", gettext_lazy("No labour-market status on record, % of clients"), ("W23",), "percent"),
            ("moves", gettext_lazy("Moves into and out of employment, moves"), ("W24", "W25"), "count"),
            ("employments", gettext_lazy("Employments begun, employments"), ("W26", "W28"), "count"),
            ("funding", gettext_lazy("Employments begun by funding, employments"), ("W27",), "count"),
            ("kept", gettext_lazy("At work later, % of spells of work begun"), ("W50", "W51", "W52", "W53"), "percent"),
        ),
    ),
    (
        "services",
        gettext_lazy("Services"),
        (
            ("referrals", gettext_lazy("Referrals to services, referrals"), ("W29", "W31", "W30"), "count"),
            ("services", gettext_lazy("Services begun and gone through, services"), ("W32", "W33", "W34"), "count"),
            ("by-referral", gettext_lazy("Services by referral, services"), ("W33", "W35", "W36", "W37"), "count"),
            ("results", gettext_lazy("Results of services, referrals"), ("W38",), "count"),
        ),
    ),
    (
        "supports",
        gettext_lazy("Supports"),
        (
            ("decisions", gettext_lazy("Decisions on supports, decisions"), ("W39", "W40", "W41", "W42"), "count"),
            ("applicants", gettext_lazy("Employers that applied for support, employers"), ("W43",), "count"),
        ),
    ),
    (
        "jobs",
        gettext_lazy("Job referrals and placements"),
        (
            (
                "job-referrals",
                gettext_lazy("Job referrals and what came of them, job referrals"),
                ("W44", "W46", "W47"),
                "count",
            ),
            ("offers", gettext_lazy("Job referrals by kind, job referrals"), ("W45",), "count"),
            ("placements", gettext_lazy("Placements begun by rung, placements"), ("W49",), "count"),
        ),
    ),
    (
        "employers",
        gettext_lazy("Work with employers"),
        (
            ("employer-contacts", gettext_lazy("Contacts with employers, contacts"), ("W54", "W55", "W56"), "count"),
            ("interest", gettext_lazy("Contacts with employers by interest, contacts"), ("W57",), "count"),
            ("contacted", gettext_lazy("Employers contacted, employers"), ("W58", "W59"), "count"),
            ("willing", gettext_lazy("Employers willing to hire, employers"), ("W60", "W61"), "count"),
            ("vacancies", gettext_lazy("Vacancies opened and open, vacancies"), ("W62", "W63"), "count"),
            ("leads", gettext_lazy("Hidden jobs found, hidden jobs"), ("W64", "W65"), "count"),
        ),
    ),
)


@dataclass(frozen=True)
class WorkLinks:
    """Where the numbers of client work lead: to their rows."""

    area: int | None = None
    unit: UUID | None = None

    def as_of(self, indicator: str, day: date, service: str = "") -> str:
        """The address of the rows of the indicator that had begun by the day, of one service or of all."""
        by = {"by": WorkBreakdown.SERVICE.value, "category": service} if service else {}
        return self._address({"indicator": indicator, "until": day.isoformat(), **by})

    def rows(self, item: Item, part: str = "numerator") -> str:
        """The address of the rows behind one number of the item."""
        chosen = {
            "indicator": item["indicator"],
            "part": part,
            "period": item["period"],
            "by": item["by"],
            "category": item["category"],
            "class": item["class"],
        }
        return self._address(chosen)

    def _address(self, chosen: dict[str, Any]) -> str:
        chosen = {**chosen, "unit": self.unit, "area": self.area}
        query = urlencode({name: str(value) for name, value in chosen.items() if value})
        return f"{reverse('reporting:case_figure_rows')}?{query}"


def areas_to_choose(user: User) -> list[Area]:
    """Areas whose client work the person reads numbers of; refused to those who read none."""
    found = list(Area.objects.filter(pk__in=policies.areas_of_numbers(user)).order_by("pk"))
    if not found:
        raise NotFound
    return found


def scope_chosen(user: User, area: int | None) -> Scope:
    """One area of the person's, or all of them."""
    areas = [one.pk for one in areas_to_choose(user) if area in {None, one.pk}]
    if not areas:
        raise NotFound
    return scope_of_work(user, areas)


def themes_to_choose() -> list[tuple[str, Any]]:
    """What the page can be narrowed to."""
    return [(key, label) for key, label, _groups in THEMES]


def findings(ask: Ask, scope: Scope, links: WorkLinks, *, theme: str = "") -> list[Finding]:
    """Each group of numbers of the theme, or of all, as a chart with its table; one without values is left out."""
    items = read(ask, scope)
    made = []
    for name, title, codes, unit in (one for key, _label, groups in THEMES if theme in {"", key} for one in groups):
        own = [item for item in items if item["indicator"] in codes and item["value_unit"] == unit]
        if own:
            made.append(_finding(name, title, own, links))
    return made


def _finding(name: str, title: Any, items: list[Item], links: WorkLinks) -> Finding:
    unit = str(title).rpartition(", ")[2]
    classed = len({item["indicator"] for item in items}) == 1
    data = charts.classes_chart(items, unit=unit) if classed else charts.series_chart(items, unit=unit)
    return Finding(
        id=f"work-{name}",
        kind="series",
        title=title,
        sub=_words(items),
        data=data,
        table=work_table(items, caption=str(title), links=links),
        missing=_missing(items),
        folded=True,
    )


def _words(items: list[Item]) -> str:
    """What is counted, in words."""
    codes = dict.fromkeys(item["indicator"] for item in items)
    return "; ".join(f"{WORK[code].name}: {WORK[code].numerator_words}" for code in codes) + "."


def _missing(items: list[Item]) -> str:
    """How many are missing in the latest period; hidden values are told apart."""
    latest = items[-1]
    words = _("Missing: hidden (small number).") if is_hidden(latest, "base") else missing_sentence(latest)
    if any(is_hidden(item, "value") for item in items):
        words = f"{words} {_('Some values are hidden: they are small numbers.')}"
    return _("%(period)s: %(missing)s") % {"period": period_text(latest["period"]), "missing": words}


def work_table(items: Sequence[Item], *, caption: str, links: WorkLinks) -> Table:
    """Periods in rows; a column for each indicator and class; every number opens to its rows."""
    names = list(dict.fromkeys(column_text(item) for item in items))
    found = {(item["period"], column_text(item)): item for item in items}
    rows = []
    for period in sorted({item["period"] for item in items}, reverse=True):
        cells = [Cell(text=period_text(period), value=period, header=True, tight=True)]
        cells += [_cell(found.get((period, name)), links) for name in names]
        rows.append(Row(cells=tuple(cells)))
    columns = (Column(label=_("Period")), *(Column(label=name, numeric=True) for name in names))
    return Table(caption=caption, columns=columns, rows=tuple(rows), empty=_("Nothing was counted yet."))


def _cell(item: Item | None, links: WorkLinks) -> Cell:
    if item is None:
        return Cell(text="–", numeric=True, kind="absent")
    return value_cell(item, url=links.rows(item) if item["numerator"] else "")


def column_text(item: Item) -> str:
    """What tells the item from the others of its period."""
    name = f"{item['indicator']} {WORK[item['indicator']].name}"
    parts = [charts.line_text(item)] if item["by"] or item["class"] else []
    return ", ".join([name, *parts])


def definitions_of_work(*, theme: str = "") -> list[tuple[str, Facts]]:
    """Every number of the theme, or of all, in words."""
    groups = [group for key, _label, groups in THEMES if theme in {"", key} for group in groups]
    shown = {code for _name, _title, codes, _unit in groups for code in codes}
    return [(f"{code} {one.name}", definition_of(one)) for code, one in WORK.items() if not theme or code in shown]


def breakdowns_to_choose() -> list[tuple[str, Any]]:
    """By what the page divides; days are only what medians are made of."""
    return [(one.value, one.label) for one in WorkBreakdown if one is not WorkBreakdown.WAITED]


def caption_of(ask: Ask, area: Area | None) -> str:
    """The choice in words."""
    words: list[Any] = [_("Numbers of client work"), PeriodKind(ask.period).label]
    words += [WorkBreakdown(ask.by).label] if ask.by else []
    words += [area.name] if area else []
    return ", ".join(str(word) for word in words)


def opens(item: Item) -> bool:
    """Whether the number has rows to open."""
    return WORK[item["indicator"]].kind is not Kind.RATIO and bool(item["numerator"])


def shown_of(number: int | None, visible: int) -> str:
    """How many rows the number is of, and how many of them the reader sees."""
    if number is None:
        return _("The number is hidden from you as a small one; you see %(visible)s of its rows.") % {
            "visible": number_text(visible)
        }
    return _("The number is %(number)s; you see %(visible)s of its rows.") % {
        "number": number_text(number),
        "visible": number_text(visible),
    }
