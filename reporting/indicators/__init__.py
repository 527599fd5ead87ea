"""The catalogues of programmes and of client work: declarations; services count them, selectors read them."""

import hashlib
from collections.abc import Mapping

from reporting.enums import WORK_BASES, Basis
from reporting.indicators import client_results, client_work, employer_work, outputs, placing, project, results
from reporting.indicators.definition import BASES, Base, Indicator, Kind, Measure, Unit

CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator for indicator in [*project.INDICATORS, *outputs.INDICATORS, *results.INDICATORS]
}
OF_WORK = (client_work, client_results, placing, employer_work)
WORK: dict[str, Indicator] = {indicator.code: indicator for family in OF_WORK for indicator in family.INDICATORS}
"""The numbers of client work and of work with employers, which belong to no programme."""
WORK_BASE_KEYS: dict[Basis, tuple[Base, ...]] = {
    basis: tuple(base for family in OF_WORK for base in family.BASE_KEYS.get(basis, ())) for basis in WORK_BASES
}
"""The bases of client work whose sizes are counted, by the date that makes the periods."""
INDICATORS = {**CATALOGUE, **WORK}
ORDER = {code: position for position, code in enumerate(INDICATORS)}


def definitions_hash(indicators: Mapping[str, Indicator] = CATALOGUE) -> str:
    """A fingerprint of every definition; values computed by other definitions say so."""
    digest = hashlib.sha256()
    for indicator in indicators.values():
        for measure in indicator.measures():
            digest.update(repr((indicator.code, indicator.version, measure.key, str(measure.condition))).encode())
    return digest.hexdigest()


__all__ = [
    "BASES",
    "CATALOGUE",
    "INDICATORS",
    "ORDER",
    "WORK",
    "WORK_BASE_KEYS",
    "Base",
    "Indicator",
    "Kind",
    "Measure",
    "Unit",
    "definitions_hash",
]
