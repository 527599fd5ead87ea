"""The ten pilot sites: TE offices of 2013-2024, when each began, how many people it took in, where they lived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Site:
    """A pilot site; `unit` is the unit that holds its records, `homes` municipalities with their weights."""

    unit: str
    name_fi: str
    name_sv: str
    agency: str
    opened: date
    people: int
    homes: dict[str, int]


SITES = (
    Site(
        "Etelä-Pohjanmaa",
        "Etelä-Pohjanmaan TE-toimisto",
        "Södra Österbottens arbets- och näringsbyrå",
        "11",
        date(2016, 8, 15),
        62,
        {"743": 50, "232": 14, "408": 14, "301": 12, "010": 10},
    ),
    Site(
        "Etelä-Savo",
        "Etelä-Savon TE-toimisto",
        "Södra Savolax arbets- och näringsbyrå",
        "7",
        date(2016, 10, 3),
        50,
        {"491": 52, "740": 26, "593": 18, "588": 4},
    ),
    Site(
        "Kainuu",
        "Kainuun TE-toimisto",
        "Kajanalands arbets- och näringsbyrå",
        "14",
        date(2016, 11, 1),
        46,
        {"205": 64, "765": 16, "290": 12, "777": 8},
    ),
    Site(
        "Keski-Suomi",
        "Keski-Suomen TE-toimisto",
        "Mellersta Finlands arbets- och näringsbyrå",
        "10",
        date(2016, 5, 2),
        78,
        {"179": 66, "182": 12, "992": 12, "410": 6, "729": 4},
    ),
    Site(
        "Pirkanmaa",
        "Pirkanmaan TE-toimisto",
        "Birkalands arbets- och näringsbyrå",
        "5",
        date(2016, 6, 1),
        96,
        {"837": 62, "536": 12, "211": 8, "908": 8, "980": 6, "508": 4},
    ),
    Site(
        "Pohjanmaa",
        "Pohjanmaan TE-toimisto",
        "Österbottens arbets- och näringsbyrå",
        "12",
        date(2016, 9, 1),
        56,
        {"905": 48, "272": 28, "598": 12, "499": 8, "545": 4},
    ),
    Site(
        "Pohjois-Pohjanmaa",
        "Pohjois-Pohjanmaan TE-toimisto",
        "Norra Österbottens arbets- och näringsbyrå",
        "13",
        date(2016, 9, 15),
        92,
        {"564": 70, "678": 10, "977": 8, "244": 6, "305": 6},
    ),
    Site(
        "Satakunta",
        "Satakunnan TE-toimisto",
        "Satakunta arbets- och näringsbyrå",
        "3",
        date(2016, 8, 1),
        70,
        {"609": 56, "684": 24, "886": 8, "214": 6, "271": 4, "099": 2},
    ),
    Site(
        "Uusimaa",
        "Uudenmaan TE-toimisto",
        "Nylands arbets- och näringsbyrå",
        "1",
        date(2016, 4, 1),
        120,
        {"091": 52, "049": 16, "092": 16, "106": 6, "638": 4, "444": 3, "186": 3},
    ),
    Site(
        "Varsinais-Suomi",
        "Varsinais-Suomen TE-toimisto",
        "Egentliga Finlands arbets- och näringsbyrå",
        "2",
        date(2016, 3, 1),
        104,
        {"853": 58, "680": 10, "202": 10, "734": 12, "423": 4, "895": 3, "430": 3},
    ),
)
