"""Question sets shipped for the whole country, brought into the database with the other reference data."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.services.reference import Loaded
from questionnaires.enums import VersionStatus
from questionnaires.models import QuestionSet, QuestionSetVersion
from questionnaires.selectors.checks import problems_of
from questionnaires.services.interchange import inspected, write_draft

SHIPPED = Path(__file__).resolve().parent.parent / "data"


class BadShipment(ValueError):
    """A file of the product itself has a fault; the tests see to it that there is none."""


def load_question_sets(database: str, *, folder: Path = SHIPPED) -> list[Loaded]:
    """Every shipped version is there, published; one that is there already stays as it is, whatever the file says."""
    created = unchanged = 0
    with transaction.atomic(using=database):
        for path in sorted(folder.glob("*.json")):
            if _load(path, database=database):
                created += 1
            else:
                unchanged += 1
    return [Loaded("questionsetversion", created, 0, unchanged)]


def _load(path: Path, *, database: str) -> bool:
    data = json.loads(path.read_text(encoding="utf-8"))
    found = inspected(data)
    if found.faults:
        raise BadShipment(f"{path.name}: {found.faults[0].place}: {found.faults[0].sentence}")
    question_set = QuestionSet.objects.using(database).filter(area=None, code=data["code"]).first()
    versions = QuestionSetVersion.objects.using(database)
    if question_set and versions.filter(question_set=question_set, number=data["number"]).exists():
        return False
    draft = write_draft(data, area_id=None, question_set=question_set, database=database)
    if problems := problems_of(draft):
        raise BadShipment(f"{path.name}: {problems[0]}")
    now = timezone.now()
    former = versions.filter(question_set_id=draft.question_set_id, status=VersionStatus.PUBLISHED)
    former.update(status=VersionStatus.RETIRED, retired_at=now)
    versions.filter(pk=draft.pk).update(status=VersionStatus.PUBLISHED, published_at=now)
    return True
