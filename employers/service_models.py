"""The models by which employers are served: versions of each with their stages, from `data/service_models.json`.

A stage is changed by adding a version: services that began before keep the stages of the one they began by.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from employers.enums.serving import ServiceKind

DATA = Path(__file__).resolve().parent / "data" / "service_models.json"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage by its code, with its name in each language."""

    code: str
    names: dict[str, str]

    @property
    def name(self) -> str:
        """In the reader's language; Finnish where there is no other."""
        return self.names.get((get_language() or "fi")[:2], self.names["fi"])


@dataclass(frozen=True, kw_only=True)
class ServiceModel:
    """A version of the model of one kind of service, in force from a day."""

    kind: ServiceKind
    version: int
    since: date
    stages: tuple[Stage, ...]

    def stage(self, code: str) -> Stage | None:
        """The stage of this code, if the version has it."""
        return next((one for one in self.stages if one.code == code), None)


@cache
def models() -> tuple[ServiceModel, ...]:
    """Every version there is."""
    told = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(
        ServiceModel(
            kind=ServiceKind(one["kind"]),
            version=one["version"],
            since=date.fromisoformat(one["from"]),
            stages=tuple(
                Stage(code=stage["code"], names={code: stage[code] for code in ("fi", "sv", "en")})
                for stage in one["stages"]
            ),
        )
        for one in told
    )


def model_on(kind: ServiceKind, day: date) -> ServiceModel:
    """The version of the kind in force on the day; before the first of them the first."""
    versions = sorted((one for one in models() if one.kind == kind), key=lambda one: one.since)
    return next((one for one in reversed(versions) if one.since <= day), versions[0])


def model_of(kind: ServiceKind, version: int) -> ServiceModel:
    """The version of the kind by its number."""
    return next(one for one in models() if (one.kind, one.version) == (kind, version))
