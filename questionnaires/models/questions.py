"""Questions of a version, the rules for its outcome, and what became of the questions of the version before."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from questionnaires.enums import WITH_OPTIONS, MappingKind, Outcome, QuestionKind
from questionnaires.models.immutability import Part, PartQuerySet
from questionnaires.models.sets import QuestionSetVersion, language

REFUSED = "refused"  # the code by which conditions know an answer that was refused


@tracked()
class Question(Part, Identified, Versioned):
    """One question. `options` are a code and its words in three languages each.

    `show_if` is a list of conditions `{"question": key, "any_of": [codes]}` over earlier questions; all must hold.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    question_set_version = models.ForeignKey(
        QuestionSetVersion, models.CASCADE, related_name="questions", db_index=False
    )
    key = models.SlugField(max_length=40, db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind)
    text_fi = models.CharField(max_length=500)
    text_sv = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    help_fi = models.CharField(max_length=500, blank=True)
    help_sv = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list, blank=True)
    scale_min = models.SmallIntegerField(null=True, blank=True)
    scale_max = models.SmallIntegerField(null=True, blank=True)
    required = models.BooleanField(default=True)
    refusable = models.BooleanField(default=False)
    show_if = models.JSONField(default=list, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("question_set_version", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("question_set_version", "key"),
                name="question_key_once",
                violation_error_message=_("The version already has a question of this key."),
            ),
            models.UniqueConstraint(
                fields=("question_set_version", "position"),
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=("area", "id"), name="question_in_area"),
            models.CheckConstraint(
                condition=Q(kind="scale", scale_min__lt=F("scale_max"), scale_min__isnull=False)
                | (~Q(kind="scale") & Q(scale_min__isnull=True, scale_max__isnull=True)),
                name="question_scale",
                violation_error_message=_("A scale, and nothing else, has a least and a greatest number."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["single", "multi"]) & ~Q(options=[])
                | ~Q(kind__in=["single", "multi"]) & Q(options=[]),
                name="question_options",
                violation_error_message=_("A question with a choice, and no other, has options."),
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return str(getattr(self, f"text_{language()}"))

    @property
    def help(self) -> str:
        """What helps to answer, in the reader's language."""
        return str(getattr(self, f"help_{language()}"))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The codes an answer may have, with their words in the reader's language; none for texts and dates."""
        if self.kind in WITH_OPTIONS:
            return [(str(one["code"]), str(one[language()])) for one in self.options]
        if self.kind == QuestionKind.YES_NO:
            return [("yes", _now("Yes")), ("no", _now("No"))]
        if self.kind == QuestionKind.SCALE and self.scale_min is not None and self.scale_max is not None:
            return [(str(number), str(number)) for number in range(self.scale_min, self.scale_max + 1)]
        return []

    @property
    def codes(self) -> frozenset[str]:
        """What conditions may name: the codes of its answers, and that it was refused."""
        return frozenset(code for code, _words in self.choices) | ({REFUSED} if self.refusable else frozenset())


@tracked()
class OutcomeRule(Part, Identified, Versioned):
    """The first rule whose conditions all hold says outcome and next step; one without conditions always fits."""

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    question_set_version = models.ForeignKey(QuestionSetVersion, models.CASCADE, related_name="rules", db_index=False)
    position = models.PositiveSmallIntegerField()
    conditions = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    next_step_fi = models.CharField(max_length=500)
    next_step_sv = models.CharField(max_length=500)
    next_step_en = models.CharField(max_length=500)
    suggests_keyword = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("question_set_version", "position")
        indexes = (models.Index(fields=("area", "question_set_version"), name="outcome_rule_version"),)
        constraints = (
            models.UniqueConstraint(
                fields=("question_set_version", "position"),
                name="outcome_rule_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_rule_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.position}: {self.outcome}"

    @property
    def next_step(self) -> str:
        """The recommended next step in the reader's language."""
        return str(getattr(self, f"next_step_{language()}"))


@tracked()
class QuestionMapping(Part, Identified, Versioned):
    """How answers to a question of the version before count in this one.

    `codes` is the table of a recoding, from each former code to its code here.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    question_set_version = models.ForeignKey(
        QuestionSetVersion, models.CASCADE, related_name="mappings", db_index=False
    )
    before = models.ForeignKey(Question, models.PROTECT, related_name="+")
    after = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=MappingKind)
    codes: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("question_set_version", "before")
        indexes = (models.Index(fields=("area", "question_set_version"), name="question_mapping_version"),)
        constraints = (
            models.UniqueConstraint(fields=("question_set_version", "before"), name="question_mapping_once"),
            models.CheckConstraint(
                condition=Q(kind="broken", after__isnull=True) | Q(kind__in=["same", "recoded"], after__isnull=False),
                name="question_mapping_leads",
                violation_error_message=_("A question that still counts leads to one of this version."),
            ),
            models.CheckConstraint(
                condition=Q(kind="recoded") & ~Q(codes={}) | ~Q(kind="recoded") & Q(codes={}),
                name="question_mapping_codes",
                violation_error_message=_("A recoded question, and no other, has a table of codes."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.before_id} {self.kind}"
