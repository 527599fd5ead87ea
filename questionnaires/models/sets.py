"""Question sets and their versions."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from questionnaires.enums import SetKind, VersionStatus
from questionnaires.models.immutability import RETIRING, PublishedStays


def language() -> str:
    """The reader's language, as texts are kept."""
    code = (get_language() or "fi")[:2]
    return code if code in {"fi", "sv", "en"} else "fi"


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    def of_area(self, area_id: int) -> Self:
        """The area's own sets and those shipped for all."""
        return self.filter(Q(area__isnull=True) | Q(area_id=area_id))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class QuestionSet(Identified, Versioned):
    """A set of questions by its code; shipped for the whole country (no area) or an area's own.

    An area's own set of the same code goes before the shipped one.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    code = models.SlugField(max_length=40, db_index=False)
    kind = models.CharField(max_length=16, choices=SetKind)
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ("code", "area")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "code"),
                name="question_set_once",
                nulls_distinct=False,
                violation_error_message=_("There is already a question set of this code."),
            ),
            models.UniqueConstraint(fields=("area", "id"), name="question_set_in_area"),
            models.CheckConstraint(
                condition=Q(kind__in=SetKind.values),
                name="question_set_kind",
                violation_error_message=_("The kind must be a listed one."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return str(getattr(self, f"name_{language()}"))


class QuestionSetVersionQuerySet(models.QuerySet["QuestionSetVersion"]):
    def published(self) -> Self:
        """Versions by which people may be asked now."""
        return self.filter(status=VersionStatus.PUBLISHED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))

    def update(self, **values: Any) -> int:
        """Refused for what is published, except retiring it."""
        settled = self.exclude(status=VersionStatus.DRAFT)
        retires = set(values) <= RETIRING and values.get("status") == VersionStatus.RETIRED
        refused = settled.exclude(status=VersionStatus.PUBLISHED) if retires else settled
        if refused.exists():
            raise PublishedStays
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused for what is published or retired."""
        if self.exclude(status=VersionStatus.DRAFT).exists():
            raise PublishedStays
        return super().delete()


@tracked()
class QuestionSetVersion(Identified, Versioned):
    """One version of a set: draft, then published, then retired. Published, it never changes (triggers see to it).

    `based_on` is the version it grew from; the mappings say how that one's answers count here.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="versions")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT)
    intro_fi = models.TextField(blank=True)
    intro_sv = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionSetVersionQuerySet.as_manager()

    class Meta:
        ordering = ("question_set", "-number")
        constraints = (
            models.UniqueConstraint(fields=("question_set", "number"), name="question_set_version_once"),
            models.UniqueConstraint(fields=("area", "id"), name="question_set_version_in_area"),
            models.UniqueConstraint(
                fields=("question_set",),
                condition=Q(status="draft"),
                name="question_set_one_draft",
                violation_error_message=_("The set already has a draft."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True, retired_at__isnull=True)
                | Q(status="published", published_at__isnull=False, retired_at__isnull=True)
                | Q(status="retired", published_at__isnull=False, retired_at__isnull=False),
                name="question_set_version_moments",
                violation_error_message=_("A published version has the moment of publishing, a retired one its end."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_set_id} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused for what is published, except the step that retires it."""
        stored = QuestionSetVersion.objects.filter(pk=self.pk).values_list("status", flat=True).first()
        names = set(kwargs.get("update_fields") or {"everything"})
        retires = stored == VersionStatus.PUBLISHED and self.status == VersionStatus.RETIRED and names <= RETIRING
        if stored not in {None, VersionStatus.DRAFT} and not retires:
            raise PublishedStays
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused for what is published or retired."""
        if QuestionSetVersion.objects.filter(pk=self.pk).exclude(status=VersionStatus.DRAFT).exists():
            raise PublishedStays
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.status == VersionStatus.DRAFT

    @property
    def intro(self) -> str:
        """What is said before the first question, in the reader's language."""
        return str(getattr(self, f"intro_{language()}"))
