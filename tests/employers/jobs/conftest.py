"""A client of one unit with its people, an employer, a specialist who knows no client, and browsers."""

from tests.employers.placing.conftest import clock, employer, known, people, signed_in, specialist, vacancy

__all__ = ["clock", "employer", "known", "people", "signed_in", "specialist", "vacancy"]
