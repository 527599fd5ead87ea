"""What the client says of the own ability in numbers: the Abilitator's summary scores and a short self-rating."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.work_ability import AbilitatorLanguage, AbilitatorMode, Occasion
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

ABILITATOR_SCORES = ("work_ability", "functioning", "inclusion", "mind", "everyday", "skills", "body")
SELF_RATINGS = ("work_ability", "life_satisfaction", "wellbeing")


def _listed(names: tuple[str, ...], name: str) -> models.CheckConstraint:
    in_range = [Q(**{f"{one}__isnull": True}) | Q(**{f"{one}__range": (0, 10)}) for one in names]
    return models.CheckConstraint(
        condition=Q(*in_range),
        name=name,
        violation_error_message=_("A score is from 0 to 10."),
    )


def _at_least_one(names: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=reduce(or_, (Q(**{f"{one}__isnull": False}) for one in names)),
        name=name,
        violation_error_message=_("Give at least one score."),
    )


def _score() -> models.DecimalField:
    return models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)


def _whole_score() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(null=True, blank=True)


@tracked()
class AbilitatorRecord(Identified, Versioned):
    """One measurement by the Abilitator (*Kykyviisari*): scores only, never its items, which are its owner's."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="abilitator_records", db_index=False)
    measured_on = models.DateField()
    occasion = models.CharField(max_length=6, choices=Occasion)
    mode = models.CharField(max_length=9, choices=AbilitatorMode)
    language = models.CharField(max_length=7, choices=AbilitatorLanguage)
    work_ability = _whole_score()
    functioning = _whole_score()
    inclusion = _score()
    mind = _score()
    everyday = _score()
    skills = _score()
    body = _score()
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-measured_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-measured_on"), name="abilitator_client"),)
        constraints = (
            _listed(ABILITATOR_SCORES, "abilitator_scores"),
            _at_least_one(ABILITATOR_SCORES, "abilitator_has_score"),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class SelfRating(Identified, Versioned):
    """The client's own numbers from 0 to 10, asked at the start and at the end of the service."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="self_ratings", db_index=False)
    rated_on = models.DateField()
    occasion = models.CharField(max_length=6, choices=Occasion)
    work_ability = _whole_score()
    life_satisfaction = _whole_score()
    wellbeing = _whole_score()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-rated_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-rated_on"), name="self_rating_client"),)
        constraints = (
            _listed(SELF_RATINGS, "self_rating_scores"),
            _at_least_one(SELF_RATINGS, "self_rating_has_score"),
        )

    def __str__(self) -> str:
        return str(self.pk)
