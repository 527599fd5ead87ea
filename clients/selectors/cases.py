"""A client's cases in words, and what is needed to take a client in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Municipality, Unit, User
from clients.enums.cases import CASE_STEPS, Adjustment, CaseStatus, ServiceLanguage
from clients.models import Case, Client
from clients.models.need_to_know import reach_of
from clients.selectors.client_list import units_to_choose
from clients.selectors.colleagues import colleagues, to_choose
from config.kernel.kept import SOME_CLIENT, KeptQuery, kept
from config.kernel.tables import Cell, Column, Row, Table

ABSENT = "–"


def current_case(client: Client) -> Case | None:
    """The case that is not closed, else the one that ended last, else none."""
    case: Case | None = next(iter(_kept_case().asked({SOME_CLIENT: client.pk})), None)
    if case is not None:
        case.client = client
    return case


@kept
def _kept_case() -> KeptQuery:
    latest = F("closed_on").desc(nulls_first=True), "-opened_on", "pk"
    return KeptQuery(Case.objects.filter(client_id=SOME_CLIENT).order_by(*latest)[:1])


def case_facts(case: Case) -> list[tuple[str, str]]:
    """The case in words, for its page and the client's overview."""
    facts = [
        (_("Status"), str(case.get_status_display())),
        (_("Kind of the case"), str(case.get_kind_display())),
        (_("How the client came"), str(case.get_origin_display())),
        (_("Opened on"), _day(case.opened_on)),
        (_("Phase"), _since(case.get_phase_display(), case.phase_since)),
        (_("Direction"), _since(case.get_direction_display(), case.direction_on)),
        (_("Waiting for"), _since(case.get_waiting_for_display(), case.waiting_since)),
        (_("Joint point"), _since(case.get_joint_point_display(), case.joint_point_since)),
        (_("Jobseeker"), _since(_("Yes") if case.is_jobseeker else _("No"), case.jobseeking_started_on)),
        (_("Employment relationship"), _("Yes") if case.is_employed else _("No")),
        (_("Maximum of sickness allowance reached on"), _day(case.sickness_maximum_on)),
    ]
    if case.is_closed:
        facts[1:1] = [
            (_("Last day"), _day(case.closed_on)),
            (_("Reason of ending"), str(case.get_ending_reason_display())),
        ]
    return facts


def need_facts(client: Client) -> list[tuple[str, str]]:
    """What dealing with the client needs, in words."""
    languages, words = dict(ServiceLanguage.choices), dict(Adjustment.choices)
    interpreter = client.get_interpreter_language_display() or _("Yes") if client.needs_interpreter else _("No")
    needed = [str(words.get(code, code)) for code in client.adjustments]
    return [
        (_("Language of service"), str(languages.get(client.service_language, client.service_language)) or ABSENT),
        (_("Interpreter"), str(interpreter)),
        (_("Needed adjustments"), "; ".join(needed) or ABSENT),
        (_("More on the adjustments"), client.adjustments_note or ABSENT),
    ]


def cases_table(client: Client) -> Table:
    """Every case of the client, the newest first."""
    labels = (_("Opened on"), _("Last day"), _("Kind of the case"), _("Status"), _("Direction"), _("Reason of ending"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=_day(one.opened_on), value=one.opened_on, header=True, tight=True),
                Cell(text=_day(one.closed_on), tight=True),
                Cell(text=one.get_kind_display()),
                Cell(text=one.get_status_display()),
                Cell(text=one.get_direction_display() or ABSENT),
                Cell(text=one.get_ending_reason_display() or ABSENT),
            )
        )
        for one in client.cases.order_by("-opened_on", "pk")
    )
    return Table(caption=_("Cases"), columns=tuple(Column(label=text) for text in labels), rows=rows)


def steps_of(case: Case) -> set[str]:
    """The steps that can be taken from where the case stands."""
    return {step.value for step in CASE_STEPS[CaseStatus(case.status)]}


def intake_units(user: User) -> list[Unit]:
    """Units of today into which the user may take clients."""
    return list(units_to_choose(user) & Unit.objects.valid_on(timezone.localdate()))


def may_take_in(user: User) -> bool:
    """Whether there may be any such unit; asks nothing of the database beyond the memberships."""
    reach = reach_of(user)
    return bool(reach.areas or any(reach.units.values()))


def people_to_choose(units: list[Unit]) -> list[tuple[str, str]]:
    """To whom a client of one of these units may be given."""
    areas = dict.fromkeys(unit.area_id for unit in units)
    return [choice for area in areas for choice in to_choose(colleagues(area), area_id=area)]


def municipalities_to_choose() -> list[tuple[str, str]]:
    """Municipalities of today by name."""
    found: QuerySet[Municipality] = Municipality.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate())
    )
    return sorted(((one.code, one.name) for one in found), key=lambda pair: pair[1])


def differences_table(triples: Sequence[tuple[Any, Any, Any]]) -> Table:
    """What was wanted beside what the record says since somebody else changed it."""
    columns = (Column(label=_("Field")), Column(label=_("What you wanted")), Column(label=_("What it says now")))
    rows = tuple(
        Row(cells=(Cell(text=name, header=True), Cell(text=wanted), Cell(text=now))) for name, wanted, now in triples
    )
    return Table(caption=_("Both versions"), columns=columns, rows=rows)


def _since(text: Any, day: date | None) -> str:
    if not text:
        return ABSENT
    return _("%(what)s (since %(day)s)") % {"what": text, "day": _day(day)} if day else str(text)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ABSENT
