"""Answers counted over versions: which count as they are, which by a table of codes, which no longer compare.

Pure: what is counted and by what mappings is given. `steps` lead from a version to the one that grew from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from questionnaires.enums import MappingKind
from questionnaires.models import QuestionMapping, QuestionSetVersion
from questionnaires.selectors.branching import codes_of

Version = Hashable


@dataclass(frozen=True, kw_only=True)
class Link:
    """How a question of an earlier version counts in a later one."""

    key: str  # of the question in the earlier version
    kind: MappingKind
    codes: Mapping[str, str] = field(default_factory=dict)

    def count(self, answer: Any) -> frozenset[str]:
        """The codes by which the answer counts; a code that its table does not name counts for nothing."""
        found = codes_of(answer)
        if self.kind == MappingKind.SAME:
            return found
        return frozenset(self.codes[code] for code in found if code in self.codes)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What became of one question between a version and the next."""

    before: str
    after: str | None
    kind: MappingKind
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Counted:
    """Answers over versions: the codes, how many answers are from each version, how many were recoded, who is left out.

    `broken` names the versions whose question no longer compares; their answers are in `left_out` and nowhere else.
    """

    codes: Counter[str] = field(default_factory=Counter)
    from_version: Counter[Version] = field(default_factory=Counter)
    recoded: int = 0
    broken: list[Version] = field(default_factory=list)
    left_out: int = 0


def links_to(
    key: str, *, version: Version, lineage: Mapping[Version, tuple[Version, Iterable[Step]] | None]
) -> dict[Version, Link]:
    """By version how its question counts as the one of this key in `version`; a version without one is not there.

    `lineage` says of each version from which it grew and by what steps. A question that broke is linked as broken in
    the version where it still was, and nothing before counts.
    """
    links: dict[Version, Link] = {version: Link(key=key, kind=MappingKind.SAME)}
    here = version
    while (origin := lineage.get(here)) is not None:
        before, steps = origin
        found = next((one for one in steps if one.after == links[here].key), None)
        if found is None:
            return links | _broken(key, before, steps)
        links[before] = _joined(found, links[here])
        here = before
    return links


def _broken(key: str, before: Version, steps: Iterable[Step]) -> dict[Version, Link]:
    gone = any(one.before == key and one.kind == MappingKind.BROKEN for one in steps)
    return {before: Link(key=key, kind=MappingKind.BROKEN)} if gone else {}


def _joined(step: Step, later: Link) -> Link:
    """From the earlier version's codes over this step to the codes of the version that is counted."""
    if step.kind == MappingKind.SAME and later.kind == MappingKind.SAME:
        return Link(key=step.before, kind=MappingKind.SAME)
    if step.kind == MappingKind.SAME:
        return Link(key=step.before, kind=MappingKind.RECODED, codes=later.codes)
    if later.kind == MappingKind.SAME:
        return Link(key=step.before, kind=MappingKind.RECODED, codes=step.codes)
    codes = {code: later.codes[mid] for code, mid in step.codes.items() if mid in later.codes}
    return Link(key=step.before, kind=MappingKind.RECODED, codes=codes)


def counted(links: Mapping[Version, Link], answered: Iterable[tuple[Version, Mapping[str, Any]]]) -> Counted:
    """The answers of people, each with the version it was given in, counted as `links` say."""
    result = Counted(broken=[version for version, link in links.items() if link.kind == MappingKind.BROKEN])
    for version, answers in answered:
        link = links.get(version)
        if link is None or link.key not in answers:
            continue
        if link.kind == MappingKind.BROKEN:
            result.left_out += 1
            continue
        codes = link.count(answers[link.key])
        if not codes:
            result.left_out += 1
            continue
        result.codes.update(codes)
        result.from_version[version] += 1
        result.recoded += link.kind == MappingKind.RECODED
    return result


def lineage_of(version: QuestionSetVersion) -> dict[Version, tuple[Version, list[Step]] | None]:
    """The versions this one grew from, newest first, with what became of their questions; one query a version."""
    found: dict[Version, tuple[Version, list[Step]] | None] = {}
    here: QuestionSetVersion | None = version
    while here is not None:
        origin = here.based_on
        found[here.pk] = (origin.pk, steps_of(here)) if origin else None
        here = origin
    return found


def steps_of(version: QuestionSetVersion) -> list[Step]:
    """The mappings of a version as steps."""
    mappings: Iterable[QuestionMapping] = version.mappings.select_related("before", "after").order_by(
        "before__position"
    )
    return [
        Step(
            before=one.before.key,
            after=one.after.key if one.after else None,
            kind=MappingKind(one.kind),
            codes=one.codes,
        )
        for one in mappings
    ]
