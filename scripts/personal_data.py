"""Writes docs/personal-data.md from the registry of personal data. `--check` says whether the file is up to date."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "personal-data.md"

HEAD = """# Personal data: the record of processing

Written by `scripts/personal_data.py` from the registry (`config/kernel/personal.py` and each app's
`personal_data.py`); do not edit by hand. A model or field that is not in the registry fails the build
(`tests/house/test_personal_data.py`).

## Who, why, on what ground

Each employment area is a controller of its own (380/2023 section 120 a; 906/2019 section 5); whoever runs the
installation for it is a processor and needs an agreement (GDPR article 28). Clients' data is processed for the
statutory tasks of employment services only: the service itself, its supervision, development, follow-up and
statistics (380/2023 section 112). The closed list of what may be kept of a client is section 114; the column *item*
names the item that allows the field. Health data is kept only if it affects employment and is necessary (item 8),
shown by a right of its own, and disclosed only on the grounds of `clients/disclosure_grounds.py`. No decision with
legal effect is made by machine (GDPR article 22).

Safeguards for special categories (1050/2018 section 6): change history by trigger, a sealed read log, need to know
per client, rights named in memberships that end by themselves, encryption of identity codes, second factors and
uploads, row-level security by area, backups that are restored as a drill. docs/security.md says how each is shown.

## How long

| Class | Kept | Counted from | Ground |
| --- | --- | --- | --- |
"""
GROUPS_HEAD = """
Nothing is deleted by these classes yet: the registry says what is due, the deletion itself comes with retention and
merging.

## Groups of fields

A field of a group marked *never* stands in no address, log line, mail, cache key or metric.

| Group | Item of the law | Addresses and logs |
| --- | --- | --- |
"""
DPIA = """
## Notes for the impact assessment (GDPR article 35)

An assessment is needed before use: health data, people in a weak position, large scale. What the product gives to it:

1. **Description of the processing**: the tables above, and docs/security.md for who may see what. Data flow: browser,
   file or API to services, to PostgreSQL (rows of one area each), to derived facts and numbers; out by page, file,
   API and PDF, each logged before it leaves. Nothing goes to services of others except mails of a sentence and a link.
2. **Necessity and proportion**: the item of the law per field; free text only where no code says enough, with the
   guidance "only what is necessary" beside it.
3. **Risks to the persons**: a colleague who looks without need (need to know, break-glass with review, read log,
   anomalies, the client's own report); a wrong area (row-level security); a stolen session (second factor, clocks,
   step-up); a share without ground (refused in the service); a re-identified number (suppression); loss (backup and
   restore drill); an administrator of the machine (docs/security.md says what that person can and cannot do).
4. **What remains for the controller to decide**: the legal text of the notices and consents, who holds which right,
   retention of logs, the processor's agreement, and the opinion of the data-protection officer.
"""


def models() -> Iterator[str]:
    from config.kernel.personal import registry, without_personal_data

    yield "\n## What is kept\n"
    for label, rule in sorted(registry().items()):
        yield f"\n### {label}\n"
        yield f"\n{rule.purpose[0].upper()}{rule.purpose[1:]}.\n"
        yield (
            f"\nAbout: {rule.about}. Kept: {rule.retention.code}. History: {rule.history}. When two clients are"
            f" merged: {rule.merge}.\n\n"
        )
        yield from fields(rule.fields.values())
    yield "\n## Without personal data\n\n| Model | Why |\n| --- | --- |\n"
    for label, why in sorted(without_personal_data().items()):
        yield f"| {label} | {why} |\n"


def fields(rules: Iterable) -> Iterator[str]:
    yield "| Group | Fields | Own copy | Merge | Reading logged as |\n| --- | --- | --- | --- | --- |\n"
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in rules:
        alike.setdefault((one.group, one.export, one.merge, one.read_as or "–"), []).append(one.name)
    for (group, export, merge, read_as), names in sorted(alike.items()):
        yield f"| {group} | {', '.join(sorted(names))} | {export} | {merge} | {read_as} |\n"


def page() -> str:
    """The whole file."""
    from config.kernel.personal import ITEMS, NEVER_IN_ADDRESSES_OR_LOGS, Group, registry

    classes = sorted({rule.retention for rule in registry().values()}, key=lambda one: one.code)
    lines = [HEAD]
    for one in classes:
        years = f"{one.years} years" if one.years else "see *counted from*"
        lines.append(f"| {one.code} | {years} | {one.counted_from} | {one.ground} |\n")
    lines.append(GROUPS_HEAD)
    for group in Group:
        never = "never" if group in NEVER_IN_ADDRESSES_OR_LOGS else "–"
        lines.append(f"| {group} | {ITEMS.get(group, '–')} | {never} |\n")
    return "".join([*lines, *models(), DPIA])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing; fail when the file is not up to date")
    given = options.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    made = page()
    if given.check:
        return 0 if PAGE.read_text(encoding="utf-8") == made else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
