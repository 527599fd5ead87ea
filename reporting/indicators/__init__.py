"""The catalogue of indicators: declarations only; reporting.services counts them, reporting.selectors reads them."""

import hashlib

from reporting.indicators import outputs, project, results
from reporting.indicators.definition import BASES, Base, Indicator, Kind, Measure, Unit

CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator for indicator in [*project.INDICATORS, *outputs.INDICATORS, *results.INDICATORS]
}
ORDER = {code: position for position, code in enumerate(CATALOGUE)}


def definitions_hash() -> str:
    """A fingerprint of every definition; values computed by other definitions say so."""
    digest = hashlib.sha256()
    for indicator in CATALOGUE.values():
        for measure in indicator.measures():
            digest.update(repr((indicator.code, indicator.version, measure.key, str(measure.condition))).encode())
    return digest.hexdigest()


__all__ = ["BASES", "CATALOGUE", "ORDER", "Base", "Indicator", "Kind", "Measure", "Unit", "definitions_hash"]
