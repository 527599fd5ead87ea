"""Invented employers of the demo with their establishments and vacancies."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Municipality, User
from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment, Demand
from clients.enums.employment import INDUSTRY_VERSION, OCCUPATION_VERSION
from desk.demo import programme as facts
from employers.enums.contacts import Interest, Topic
from employers.enums.jobs import Load, VacancyState
from employers.enums.register import EmployerClass, JobTrait, SizeClass
from employers.models import Employer, EmployerContact, Establishment, Vacancy
from network.models import Programme

SEED = 2604
COMPANIES = 245
"""Printed: companies that took part in S20784."""
FIRST_COMPANY = 1000  # of invented business ids
FIRST_VISIT, VISITS = date(2017, 2, 1), 850
# Name, kind, industry; each name says that it is invented.
KINDS: tuple[tuple[str, EmployerClass, str], ...] = (
    ("Esimerkki Oy", EmployerClass.COMPANY, "C"),
    ("Mallin leipomo Oy", EmployerClass.COMPANY, "C"),
    ("Keksilän kaupunki", EmployerClass.MUNICIPALITY, "O"),
    ("Näyteravintola Oy", EmployerClass.COMPANY, "I"),
    ("Sepite-yhdistys ry", EmployerClass.ASSOCIATION, "Q"),
    ("Mallikauppa Oy", EmployerClass.COMPANY, "G"),
    ("Esimerkkikiinteistöt Oy", EmployerClass.COMPANY, "L"),
    ("Keksityn hyvinvointialue", EmployerClass.COUNTY, "Q"),
    ("Näytepaja ry", EmployerClass.INTERMEDIATE, "N"),
    ("Mallihenkilöstö Oy", EmployerClass.STAFFING, "N"),
    ("Sepite-logistiikka Oy", EmployerClass.COMPANY, "H"),
    ("Esimerkkipuutarha Oy", EmployerClass.COMPANY, "A"),
)
TITLES: tuple[tuple[str, str, dict[Demand, float], tuple[JobTrait, ...]], ...] = (
    ("Keittiöapulainen", "9", {Demand.STANDING: 120, Demand.LIFTING: 10, Demand.NOISE: 75}, (JobTrait.DAY,)),
    (
        "Toimistoavustaja",
        "4",
        {Demand.SITTING: 120, Demand.CONCENTRATION: Load.MUCH, Demand.LEARNING: Load.SOME},
        (JobTrait.SEATED, JobTrait.PART_TIME, JobTrait.QUIET),
    ),
    (
        "Varastotyöntekijä",
        "8",
        {Demand.LIFTING: 20, Demand.WALKING: 240, Demand.SHIFTS: Load.MUCH},
        (JobTrait.NO_CUSTOMERS,),
    ),
    (
        "Kokoonpanija",
        "8",
        {Demand.SITTING: 180, Demand.FINE_MOTOR: Load.MUCH, Demand.NOISE: 80},
        (JobTrait.SEATED, JobTrait.LIGHT, JobTrait.GUIDED),
    ),
    ("Myyjä", "5", {Demand.STANDING: 180, Demand.SOCIAL: Load.MUCH}, (JobTrait.PART_TIME, JobTrait.FLEXIBLE)),
    (
        "Kiinteistönhoitajan apulainen",
        "9",
        {Demand.WALKING: 180, Demand.LIFTING: 15},
        (JobTrait.GUIDED, JobTrait.DAY, JobTrait.NO_CUSTOMERS),
    ),
)


def give_employers() -> None:
    """Each invented employer has one or two establishments and up to two vacancies; nothing where there are any."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or Employer.objects.exists():
        return
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented employers, not secrets
    near = list(Municipality.objects.filter(area_id=facts.HOME_AREA, successor=None).order_by("code"))
    for number in range(4 * len(KINDS)):
        name, kind, industry = KINDS[number % len(KINDS)]
        round_of = number // len(KINDS)
        employer = Employer.objects.create(
            business_id=business_id(number),
            name=name if not round_of else f"{name} {round_of + 1}",
            kind=kind,
            size=dice.choice(SizeClass.values),
            industry=industry,
            industry_version=INDUSTRY_VERSION,
            created_by=recorder,
        )
        places = [
            Establishment.objects.create(employer=employer, name=f"{where.name_fi}, {name}", municipality=where)
            for where in dice.sample(near, 1 + number % 2)
        ]
        for turn in range(number % 3):
            title, occupation, demands, traits = TITLES[(number + turn) % len(TITLES)]
            hours = 18 if JobTrait.PART_TIME in traits else 37.5
            Vacancy.objects.create(
                area_id=facts.HOME_AREA,
                employer=employer,
                establishment=places[0],
                title=title,
                occupation=occupation,
                occupation_version=OCCUPATION_VERSION,
                hours_from=hours,
                hours_to=hours,
                municipality=places[0].municipality,
                traits=list(traits),
                accommodations=dice.sample(Adjustment.values, 2),
                demands={demand.value: float(much) for demand, much in demands.items()},
                subsidy_possible=number % 2 == 0,
                state=VacancyState.OPEN,
                opened_on=today - timedelta(days=dice.randrange(40)),
                closes_on=today + timedelta(days=20 + dice.randrange(60)),
                created_by=recorder,
            )


def give_companies(programme: Programme) -> None:
    """As many invented companies as the programme printed took part in it, each by one visit; nothing where any did."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or EmployerContact.objects.filter(programme=programme).exists():
        return
    dice = Random(SEED + 1)  # noqa: S311 - invented employers, not secrets
    near = list(Municipality.objects.filter(area_id=facts.HOME_AREA, successor=None).order_by("code"))
    companies = Employer.objects.bulk_create(
        [
            Employer(
                business_id=business_id(FIRST_COMPANY + number),
                name=f"Keksitty yritys {number + 1} Oy",
                kind=EmployerClass.COMPANY,
                size=dice.choice(SizeClass.values),
                industry=dice.choice("CFGHIN"),
                industry_version=INDUSTRY_VERSION,
                created_by=recorder,
            )
            for number in range(COMPANIES)
        ]
    )
    Establishment.objects.bulk_create(
        [Establishment(employer=one, name=one.name, municipality=dice.choice(near)) for one in companies]
    )
    EmployerContact.objects.bulk_create(
        [
            EmployerContact(
                area_id=facts.HOME_AREA,
                employer=one,
                programme=programme,
                held_on=FIRST_VISIT + timedelta(days=dice.randrange(VISITS)),
                channel=ContactChannel.VISIT,
                topics=[Topic.PARTIAL],
                topic_raised=True,
                interest=dice.choice([Interest.NONE, Interest.MAYBE]),
                author=recorder,
            )
            for one in companies
        ]
    )


def business_id(number: int) -> str:
    """A well-formed business id that no real employer is likely to have: they begin with 99."""
    seven = 9900000 + 2 * number
    while (remainder := _weighed(seven)) == 1:
        seven += 1
    return f"{seven}-{0 if remainder == 0 else 11 - remainder}"


def _weighed(seven: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(str(seven), (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
