"""Public facts of the programme S20784 and the demo's staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.enums import Right, Role

CODE = "S20784"
HOME_AREA = 41
OTHER_AREA = 39
OTHER_UNIT = "Tampere"
FILE_NAME = "S20784-demo.csv"

PROGRAMME = {
    "name_fi": "Työkykykoordinaattorit TE-toimistoissa (TKK-pilotit)",
    "name_sv": "Arbetsförmågekoordinatorer vid arbets- och näringsbyråerna (TKK-piloterna)",
    "name_en": "Work-ability coordinators in employment offices (TKK pilots)",
    "starts_on": date(2016, 1, 1),
    "ends_on": date(2019, 12, 31),
    "funder": "Keski-Suomen ELY-keskus (Euroopan sosiaalirahasto)",
    "beneficiary": "KEHA-keskus",
    "coordinator": "Varsinais-Suomen ELY-keskus",
    "funding_granted": Decimal(1_727_188),
    "funding_actual": Decimal(1_299_627),
}
"""The documents tell years only; funder, beneficiary and co-ordinator are three roles."""

REPORT = "Loppuraportin tiivistelmä (S20784)"
APPLICATION = "Hankehakemus (S20784)"


@dataclass(frozen=True)
class PlannedValue:
    """A target as a document states it."""

    indicator: str
    value: int
    source: str


TARGETS = (
    PlannedValue("A01", 740, APPLICATION),
    PlannedValue("A01", 700, REPORT),
    PlannedValue("A18", 574, APPLICATION),
    PlannedValue("A18", 650, REPORT),
    PlannedValue("A19", 800, REPORT),
)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to try the product as; no real person."""

    email: str
    name: str
    role: Role
    area: int
    unit: str = ""
    rights: tuple[Right, ...] = ()


STAFF = (
    DemoPerson("coordinator@demo.invalid", "Demo Koordinaattori", Role.COORDINATOR, HOME_AREA, "Varsinais-Suomi"),
    DemoPerson("colleague@demo.invalid", "Demo Kollega", Role.COORDINATOR, HOME_AREA, "Satakunta"),
    DemoPerson(
        "supervisor@demo.invalid",
        "Demo Esihenkilö",
        Role.SUPERVISOR,
        HOME_AREA,
        rights=(Right.NON_DISCLOSURE, Right.HEALTH),
    ),
    DemoPerson("specialist@demo.invalid", "Demo Yritysasiantuntija", Role.EMPLOYER_SPECIALIST, HOME_AREA),
    DemoPerson("administrator@demo.invalid", "Demo Pääkäyttäjä", Role.ADMINISTRATOR, HOME_AREA),
    DemoPerson("analyst@demo.invalid", "Demo Tilastoasiantuntija", Role.ANALYST, HOME_AREA),
    DemoPerson("officer@demo.invalid", "Demo Tietosuojavastaava", Role.DATA_PROTECTION, HOME_AREA),
    DemoPerson("outsider@demo.invalid", "Demo Ulkopuolinen", Role.COORDINATOR, OTHER_AREA, OTHER_UNIT),
)
