"""The demo brought into an empty installation, in steps of which each is whole and may be run again."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import reporting
from accounts.context import acting
from accounts.enums import UnitKind
from accounts.models import Agency, Membership, Unit, User
from clients.models import Participation
from clients.services.importing.operator import Order, import_as_operator
from desk.demo import programme as facts
from desk.demo.cases import give_cases
from desk.demo.contacts import give_contacts
from desk.demo.employer_contacts import give_employer_contacts
from desk.demo.employer_work import give_employer_work
from desk.demo.employers import give_companies, give_employers
from desk.demo.employment import give_employment
from desk.demo.feedback import give_feedback, give_task_set
from desk.demo.handovers import give_handovers
from desk.demo.keywords import give_keywords
from desk.demo.lists import give_filters
from desk.demo.merging import give_merging
from desk.demo.people import demo_file
from desk.demo.persons import give_persons
from desk.demo.placing import give_placing
from desk.demo.plans import give_plans
from desk.demo.question_path import give_question_paths
from desk.demo.service_referrals import give_service_referrals
from desk.demo.sites import SITES
from desk.demo.work_ability import give_work_ability
from ledger.models import Job
from network.models import PilotSite, Programme, ProgrammeArea
from reporting.models import Computation, PublishedFigure, Target
from reporting.services.client_work import request_client_work
from reporting.services.computing import KIND, request_computation

PUBLISHED = Path(reporting.__file__).resolve().parent / "data" / "published_figures.csv"
AREAS = (facts.HOME_AREA, facts.OTHER_AREA)


@dataclass(frozen=True)
class LoadedDemo:
    """What the installation holds of the demo, and what this run did."""

    participations: int
    imported: int
    computation_requested: bool


def load_demo() -> LoadedDemo:
    """Programme, staff, printed figures and 774 participations are there, and a computation is under way or done.

    What somebody has since changed stays: a row that exists is left alone, and the file is imported only while the
    programme has no participation. After a kill at any point the next run does what is left.
    """
    with acting(areas=AREAS):
        programme = _programme()
        _staff()
    _printed(programme)
    with acting(areas=AREAS, programmes=(programme.pk,)):
        imported = _people(programme)
        give_persons(programme)
        give_cases(programme)
        give_contacts()
        give_work_ability()
        give_plans()
        give_keywords()
        give_question_paths()
        give_employment()
        give_employers()
        give_employer_contacts()
        give_companies(programme)
        give_service_referrals()
        give_placing()
        give_feedback()
        give_task_set()
        give_employer_work()
        give_handovers()
        give_merging()  # last: a second record that has records of its own may stand in the way of merging
        give_filters()
        requested = _computation(programme)
        _client_work()
        people = Participation.objects.filter(programme=programme).count()
    return LoadedDemo(people, imported, requested)


def _programme() -> Programme:
    programme, _ = Programme.objects.get_or_create(code=facts.CODE, defaults=facts.PROGRAMME)
    ProgrammeArea.objects.get_or_create(programme=programme, area_id=facts.HOME_AREA)
    agencies = {agency.code: agency for agency in Agency.objects.filter(kind="ely")}
    for site in SITES:
        unit, _ = Unit.objects.get_or_create(
            area_id=facts.HOME_AREA, name=site.unit, defaults={"kind": UnitKind.OFFICE}
        )
        PilotSite.objects.get_or_create(
            programme=programme,
            name_fi=site.name_fi,
            defaults={"name_sv": site.name_sv, "agency": agencies[site.agency], "unit": unit},
        )
    return programme


def _staff() -> None:
    Unit.objects.get_or_create(area_id=facts.OTHER_AREA, name=facts.OTHER_UNIT, defaults={"kind": UnitKind.OFFICE})
    for person in facts.STAFF:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            user = User.objects.create_user(person.email, name=person.name)
            unit = Unit.objects.get(area_id=person.area, name=person.unit) if person.unit else None
            Membership.objects.create(
                user=user, area_id=person.area, unit=unit, role=person.role, rights=list(person.rights)
            )


def _printed(programme: Programme) -> None:
    """Targets and printed figures are as shipped; only the owner's login may write them."""
    Target.objects.using("owner").bulk_create(
        [
            Target(programme_id=programme.pk, indicator=one.indicator, value=Decimal(one.value), source=one.source)
            for one in facts.TARGETS
        ],
        ignore_conflicts=True,
    )
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        figures = [_figure(row, position) for position, row in enumerate(csv.DictReader(lines), start=1)]
    kept = {"id", "programme_code", "key"}
    PublishedFigure.objects.using("owner").bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=("programme_code", "key"),
        update_fields=[field.name for field in PublishedFigure._meta.concrete_fields if field.name not in kept],
    )


def _figure(row: dict[str, str], position: int) -> PublishedFigure:
    return PublishedFigure(
        document=row["document"],
        programme_code=row["programme"],
        key=row["key"],
        indicator=row["indicator"],
        printed=Decimal(row["printed"]),
        as_printed=row["as_printed"],
        base_as_printed=row["base_as_printed"],
        as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
        comparable=row["comparable"],
        note=row["note"],
        position=position,
    )


def _people(programme: Programme) -> int:
    """The demo's file has gone through the import, as a stranger's would; how many rows it created."""
    if Participation.objects.filter(programme=programme).exists():
        return 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / facts.FILE_NAME
        path.write_bytes(demo_file())
        outcome = import_as_operator(path=path, order=Order(programme=programme.code, area=str(facts.HOME_AREA)))
    return outcome.changes.created


def _client_work() -> None:
    """The numbers of client work are computed once here; from then on changes bring it about."""
    if not Computation.objects.filter(programme=None, area_id=facts.HOME_AREA).exists():
        request_client_work(actor=None, areas=[facts.HOME_AREA])


def _computation(programme: Programme) -> bool:
    computed = Computation.objects.filter(programme=programme, area_id=facts.HOME_AREA).exists()
    under_way = Job.objects.unfinished().filter(area_id=facts.HOME_AREA, kind=KIND, params__programme=programme.pk)
    if computed or under_way.exists():
        return False
    request_computation(actor=None, programme=programme, areas=[facts.HOME_AREA])
    return True
