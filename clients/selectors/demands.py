"""A client's ability against the demands of work, as pages show it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.demands import DEMAND_UNITS, Ability, Adjustment, Demand, DemandSource
from clients.models import Client, DemandAssessment, DemandProfile
from clients.selectors.cells import day_cell, listed, text_cell
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

GROUPS = {
    Ability.FULL: gettext_lazy("Can as such"),
    Ability.ADJUSTED: gettext_lazy("Can with an adjustment"),
    Ability.LIMITED: gettext_lazy("Can within a limit"),
    Ability.IMPOSSIBLE: gettext_lazy("Not possible"),
}
PLACES = {demand.value: place for place, demand in enumerate(Demand)}


def profiles_of(client: Client) -> QuerySet[DemandProfile]:
    """The client's profiles, the one that holds now first."""
    return client.demand_profiles.newest_first()


def current_profile(client: Client) -> DemandProfile | None:
    """The profile that holds now, with its demands at hand."""
    return profiles_of(client).prefetch_related("demands").first()


def profile_for(client: Client, *, profile_id: UUID) -> DemandProfile:
    """One profile of the client; that of another client is not found."""
    found = profiles_of(client).prefetch_related("demands").filter(pk=profile_id).first()
    if found is None:
        raise NotFound
    return found


def profile_table(profile: DemandProfile) -> Table:
    """The demands under what the client can: as such, with an adjustment, within a limit, not at all."""
    demands = sorted(profile.demands.all(), key=lambda one: PLACES[one.demand])
    rows: list[Row] = []
    for ability, words in GROUPS.items():
        held = [one for one in demands if one.ability == ability]
        if held:
            rows += [Row(cells=(Cell(text=words),), group=True), *(_row(one) for one in held)]
    labels = (_("Demand of work"), _("How"), _("Source"), _("Note"))
    return Table(
        caption=_("Ability by the demands of work"),
        columns=tuple(Column(label=label) for label in labels),
        rows=tuple(rows),
        empty=_("Nothing is known yet."),
    )


def _row(one: DemandAssessment) -> Row:
    return Row(
        cells=(
            Cell(text=Demand(one.demand).label, header=True, note=_("A strength") if one.is_strength else ""),
            text_cell(how(one)),
            Cell(text=DemandSource(one.source).label),
            text_cell(one.note),
        )
    )


def how(one: DemandAssessment) -> str:
    """The limit with its unit, and the adjustments."""
    limit = ""
    if one.limit is not None:
        number = number_format(one.limit, decimal_pos=0 if one.limit == int(one.limit) else 1)
        words = {"number": number, "unit": DEMAND_UNITS[Demand(one.demand)].label}
        limit = _("at most %(number)s %(unit)s") % words
    return "; ".join(part for part in (limit, listed(Adjustment, one.adjustments)) if part)


def not_known(profile: DemandProfile) -> str:
    """The demands of which nothing is known, in a line."""
    known = {one.demand for one in profile.demands.all() if one.ability != Ability.UNKNOWN}
    return ", ".join(str(demand.label) for demand in Demand if demand.value not in known)


def strengths(profile: DemandProfile) -> str:
    """The demands that are strengths of the client, in a line."""
    return listed(Demand, (one.demand for one in profile.demands.all() if one.is_strength))


def recorder_of(profile: DemandProfile) -> str:
    """Who recorded it, as far as the reader may know the person."""
    return names_of([profile.recorded_by_id]).get(profile.recorded_by_id, NOT_KNOWN)


def profiles_table(client: Client, profiles: Iterable[DemandProfile]) -> Table:
    """The profiles, each leading to its page."""
    shown = list(profiles)
    names = names_of(one.recorded_by_id for one in shown)
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=day_cell(one.assessed_on).text,
                    value=one.assessed_on,
                    url=reverse("clients:demand_profile", args=[client.pk, one.pk]),
                    header=True,
                    tight=True,
                ),
                Cell(text=names.get(one.recorded_by_id, NOT_KNOWN)),
                text_cell(one.summary),
            )
        )
        for one in shown
    )
    labels = (_("Holds from"), _("Recorded by"), _("Summary"))
    return Table(
        caption=_("Profiles of work ability"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )
