"""The ledger of the OWASP ASVS (docs/asvs5.csv) as a table of counts per chapter, for docs/security.md.

Run without words it prints the table; with `--write` it puts it between the marks of the page.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "docs" / "asvs5.csv"
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- ledger: begin -->", "<!-- ledger: end -->"
KINDS = ("test", "document", "setting", "not met")
LEVELS = ("L1", "L2", "L3")


def rows() -> list[dict[str, str]]:
    """The requirements in their order."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table() -> str:
    """A line per chapter and one for all: how many apply, what shows them, and how many of each level are not met."""
    counted: dict[str, Counter[str]] = {}
    for row in rows():
        chapter = f"{row['req'].partition('.')[0]} {row['chapter']}"
        for name in (chapter, "all"):
            counted.setdefault(name, Counter()).update(_words(row))
    total = counted.pop("all")
    heads = ("chapter", "all", "not applicable", *KINDS[:3], *(f"not met {level}" for level in LEVELS))
    lines = [heads, ("---",) * len(heads)]
    lines += [(name, *_cells(counts)) for name, counts in counted.items()]
    lines.append(("**all**", *_cells(total)))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _words(row: dict[str, str]) -> list[str]:
    if row["applicable"] == "no":
        return ["all", "not applicable"]
    return ["all", f"not met {row['level']}" if row["kind"] == "not met" else row["kind"]]


def _cells(counts: Counter[str]) -> list[str]:
    wanted = ("all", "not applicable", *KINDS[:3], *(f"not met {level}" for level in LEVELS))
    return [str(counts[word]) for word in wanted]


def page_with_table(page: str) -> str:
    """The page with the table of today between its marks."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> int:
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
