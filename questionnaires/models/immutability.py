"""What is published stays: the model's part of the rule, beside the database's own triggers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import OutOfOrder
from questionnaires.enums import VersionStatus

RETIRING = frozenset({"status", "retired_at", "version"})


class PublishedStays(OutOfOrder):
    """A published version, its questions, rules and mappings never change; a new version follows."""

    code = "published_stays"
    sentence = _("A published version stays as it is. Make a new version.")


class PartQuerySet(models.QuerySet[Any]):
    """Questions, rules and mappings: bulk changes are refused as soon as one row is of a published version."""

    def _refuse_published(self) -> None:
        if self.exclude(question_set_version__status=VersionStatus.DRAFT).exists():
            raise PublishedStays

    def update(self, **values: Any) -> int:
        self._refuse_published()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        made = list(objs)
        if any(one.question_set_version.status != VersionStatus.DRAFT for one in made):
            raise PublishedStays
        return super().bulk_create(made, *args, **kwargs)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Part(models.Model):
    """A part of a version: it may be written only while the version is a draft."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete(*args, **kwargs)

    def _refuse_published(self) -> None:
        """Asks the database, as the version in memory may be old or another's."""
        owners = {self.question_set_version_id}  # type: ignore[attr-defined]
        rows: Any = type(self)._default_manager
        owners |= set(rows.filter(pk=self.pk).values_list("question_set_version_id", flat=True))
        versions = type(self).question_set_version.field.related_model._default_manager  # type: ignore[attr-defined]
        if versions.filter(pk__in=owners).exclude(status=VersionStatus.DRAFT).exists():
            raise PublishedStays
