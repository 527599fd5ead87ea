"""The fact tables that are counted: where each stands, by which dates, and by what its counts are divided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from reporting.enums import (
    CLIENT_BASES,
    EMPLOYER_BASES,
    OF_EMPLOYERS,
    OF_EMPLOYERS_ALONE,
    PARTICIPATION_BASES,
    Basis,
    Breakdown,
    WorkBreakdown,
)
from reporting.indicators import BASES, CATALOGUE, WORK, WORK_BASE_KEYS, Base, Indicator
from reporting.models import EmployerFact, ParticipationFact, WorkFact


@dataclass(frozen=True, kw_only=True)
class FactTable:
    """`months` is the column that puts a row into a month, by basis; `floors` the rows that have one.

    `stock` is the basis by which a row stands in every month from its first to its last; its number of a longer period
    is that of the period's last month, while those of the other bases are added up.
    """

    model: type[models.Model]
    indicators: Mapping[str, Indicator]
    bases: Sequence[Basis]
    dimensions: Sequence[str]
    months: Mapping[Basis, str]
    floors: Mapping[Basis, str]
    base_keys: Mapping[Basis, Sequence[Base]]
    stock: Basis | None = None

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)


PARTICIPATIONS = FactTable(
    model=ParticipationFact,
    indicators=CATALOGUE,
    bases=PARTICIPATION_BASES,
    dimensions=[by.value for by in Breakdown if by not in {Breakdown.NONE, Breakdown.UNIT}],
    months={Basis.START: "start_month", Basis.END: "end_month", Basis.FOLLOW_UP: "followup_month"},
    floors={Basis.START: "TRUE", Basis.END: "paired", Basis.FOLLOW_UP: "followed"},
    base_keys={
        Basis.START: (BASES["P"], BASES["S"]),
        Basis.END: (BASES["E"],),
        Basis.FOLLOW_UP: (BASES["F"],),
    },
)
CLIENT_WORK = FactTable(
    model=WorkFact,
    indicators=WORK,
    bases=CLIENT_BASES,
    dimensions=[
        by.value
        for by in WorkBreakdown
        if by not in {WorkBreakdown.NONE, WorkBreakdown.UNIT} and by not in OF_EMPLOYERS_ALONE
    ],
    months={Basis.STOCK: "begun_month", Basis.BEGUN: "begun_month", Basis.OVER: "over_month"},
    floors={Basis.STOCK: "TRUE", Basis.BEGUN: "TRUE", Basis.OVER: "over_month IS NOT NULL"},
    base_keys=WORK_BASE_KEYS,
    stock=Basis.STOCK,
)

EMPLOYER_WORK = FactTable(
    model=EmployerFact,
    indicators=WORK,
    bases=EMPLOYER_BASES,
    dimensions=[by.value for by in OF_EMPLOYERS],
    months={Basis.EMPLOYER_STOCK: "begun_month", Basis.EMPLOYER_BEGUN: "begun_month"},
    floors={Basis.EMPLOYER_STOCK: "programme_id IS NULL", Basis.EMPLOYER_BEGUN: "programme_id IS NULL"},
    base_keys=WORK_BASE_KEYS,
    stock=Basis.EMPLOYER_STOCK,
)
COMPANIES = FactTable(
    model=EmployerFact,
    indicators=CATALOGUE,
    bases=(Basis.COMPANY,),
    dimensions=[WorkBreakdown.INDUSTRY.value, WorkBreakdown.SIZE.value],
    months={Basis.COMPANY: "begun_month"},
    floors={Basis.COMPANY: "TRUE"},
    base_keys={Basis.COMPANY: (BASES["B"],)},
)
TABLES = (PARTICIPATIONS, COMPANIES, CLIENT_WORK, EMPLOYER_WORK)


def table_of(basis: Basis) -> FactTable:
    """The fact table that a basis belongs to."""
    return next(table for table in TABLES if basis in table.bases)


def tables_for(programme_id: int | None) -> tuple[FactTable, ...]:
    """The fact tables of a programme, or of client work and work with employers where there is none."""
    return (CLIENT_WORK, EMPLOYER_WORK) if programme_id is None else (PARTICIPATIONS, COMPANIES)
