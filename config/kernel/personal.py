"""The registry of personal data: of every model and field what it is, how long it is kept, who gets a copy, how it is
merged and how reading and changing it is known afterwards.

Each app declares its own models in its `personal_data.py`; a model or field that nobody declared fails the build
(tests/house/test_personal_data.py), and docs/personal-data.md is written from here. Retention and merging run by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.utils.module_loading import autodiscover_modules


class Subject(StrEnum):
    """Whom the rows are about."""

    CLIENT = "client"
    STAFF = "staff"
    SENDER = "sender of feedback"
    PARTNER = "person at a partner or employer"
    NOBODY = "nobody"


class Group(StrEnum):
    """What kind of fact a field is. Of a client, `ITEMS` says which item of the law's closed list allows it."""

    IDENTITY = "identity"
    CONTACT = "contact"
    NON_DISCLOSURE = "non_disclosure"
    CUSTOMERSHIP = "customership"
    EDUCATION_AND_WORK = "education_and_work"
    NEED_AND_PLAN = "need_and_plan"
    OFFERS = "offers"
    SERVICE = "service"
    HEALTH = "health"
    STATEMENTS = "statements"
    BENEFITS = "benefits"
    SENSITIVE = "sensitive"
    CONSENT = "consent"
    REFERENCE = "reference"
    STAFF = "staff"
    SIGN_IN = "sign_in"
    LOG = "log"
    FEEDBACK = "feedback"
    TECHNICAL = "technical"


# 380/2023 114 § 1 mom., by item; the answers of funded programmes by their own act.
ITEMS: Mapping[Group, str] = {
    Group.IDENTITY: "380/2023 114 § 1 mom. 1–2 k",
    Group.CONTACT: "380/2023 114 § 1 mom. 2 k",
    Group.NON_DISCLOSURE: "380/2023 114 § 1 mom. 2 k; 621/1999 24 § 1 mom. 31 k",
    Group.CUSTOMERSHIP: "380/2023 114 § 1 mom. 3 k",
    Group.EDUCATION_AND_WORK: "380/2023 114 § 1 mom. 4 k",
    Group.NEED_AND_PLAN: "380/2023 114 § 1 mom. 5 k",
    Group.OFFERS: "380/2023 114 § 1 mom. 6 k",
    Group.SERVICE: "380/2023 114 § 1 mom. 7 k",
    Group.HEALTH: "380/2023 114 § 1 mom. 8 k",
    Group.STATEMENTS: "380/2023 114 § 1 mom. 9 k",
    Group.BENEFITS: "380/2023 114 § 1 mom. 10 k",
    Group.SENSITIVE: "757/2021 55 §",
    Group.CONSENT: "380/2023 116 § 4 mom. and 118 §",
    Group.REFERENCE: "380/2023 114 § 1 mom. 1–2 k",
}
# Values of these stand in no address, log line, mail, cache key or metric.
NEVER_IN_ADDRESSES_OR_LOGS = frozenset(
    {
        Group.IDENTITY,
        Group.CONTACT,
        Group.NON_DISCLOSURE,
        Group.EDUCATION_AND_WORK,
        Group.NEED_AND_PLAN,
        Group.OFFERS,
        Group.SERVICE,
        Group.HEALTH,
        Group.STATEMENTS,
        Group.BENEFITS,
        Group.SENSITIVE,
        Group.CONSENT,
        Group.SIGN_IN,
        Group.FEEDBACK,
    }
)
OF_CLIENTS = frozenset(ITEMS)


class Export(StrEnum):
    """Whether the field is in the copy that the person gets of the own data."""

    YES = "yes"
    NO = "no"
    WITHHELD = "withheld until decided"


class Merge(StrEnum):
    """What becomes of it when two records turn out to be of one person."""

    MOVE = "moves to the record that is kept"
    KEEP_BOTH = "both are kept"
    NEWEST = "the newest is kept"
    SUM = "added up"
    REFUSE = "refused while they differ; a person decides"
    DERIVED = "worked out anew"
    STAYS = "stays as it is: it says what was then"
    NOT_CLIENT = "not about a client"


class History(StrEnum):
    """How a change is known afterwards."""

    TRIGGER = "by trigger"
    INSERT_ONLY = "rows are only added"
    ITSELF = "is itself a before and after"
    DERIVED = "derived from records with history"
    SHORT_LIVED = "none: it lives shortly"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long rows are kept, counted from what, and on what ground; `years` is empty where no number says it."""

    code: str
    years: int | None
    counted_from: str
    ground: str


CLIENT_DATA = Retention(code="client", years=4, counted_from="the end of the customership", ground="380/2023 122 §")
ESF_DATA = Retention(
    code="esf", years=5, counted_from="the closing of the programme, at most", ground="757/2021 46 § and 55–58 §"
)
LOG_DATA = Retention(code="log", years=5, counted_from="the event", ground="906/2019 17 § and 21 §")
STAFF_DATA = Retention(
    code="staff", years=5, counted_from="the end of the last membership", ground="906/2019 17 § and 21 §"
)
EMPLOYER_DATA = Retention(
    code="employer",
    years=5,
    counted_from="the last contact with the employer, or the day on which the person left it",
    ground="906/2019 21 §; (EU) 2016/679 art. 5(1)(e)",
)
SIGN_IN_DATA = Retention(
    code="sign-in", years=None, counted_from="until it expires or the person removes it", ground="906/2019 13 §"
)
UPLOADS = Retention(
    code="upload", years=None, counted_from="until the run has ended, 2 days at most", ground="906/2019 21 §"
)
DRAFTS = Retention(
    code="draft",
    years=None,
    counted_from="until the form is saved or the session ends, 24 hours at most",
    ground="906/2019 21 §",
)
WORK = Retention(code="work", years=None, counted_from="30 days from the end of the work", ground="906/2019 21 §")
FEEDBACK = Retention(
    code="feedback", years=2, counted_from="the answer (an address: 30 days)", ground="306/2019 10 §; 906/2019 21 §"
)

EXPORTED = OF_CLIENTS | {Group.STAFF, Group.FEEDBACK}


@dataclass(frozen=True, kw_only=True)
class FieldRule:
    """One field: its group, and what happens to it."""

    name: str
    group: Group
    export: Export
    merge: Merge
    read_as: str  # the field group that the read log names; empty where reading is not logged

    @property
    def is_kept_out_of_addresses_and_logs(self) -> bool:
        return self.group in NEVER_IN_ADDRESSES_OR_LOGS


@dataclass(frozen=True, kw_only=True)
class ModelRule:
    """One model: whose data, what for, how long, and its fields. `table_of` names the history table's own fields."""

    model: str
    about: Subject
    purpose: str
    retention: Retention
    merge: Merge
    history: History
    fields: Mapping[str, FieldRule] = field(default_factory=dict)


_registered: dict[str, ModelRule] = {}
_not_personal: dict[str, str] = {}


def register(  # noqa: PLR0913 - a declaration says each rule by its name
    model: str,
    *,
    about: Subject,
    purpose: str,
    retention: Retention,
    merge: Merge,
    history: History,
    fields: Mapping[Group, str],
    read_as: Mapping[Group, str] | str = "",
    export: Mapping[str, Export] | None = None,
) -> None:
    """The model is in the registry: `fields` names its fields by group, separated by blanks.

    A field is exported when its group is of persons, unless `export` says otherwise of it; a client's record is
    logged when read as `read_as`, which may differ by group.
    """
    if model in _registered or model in _not_personal:
        raise ValueError(f"{model} is in the registry of personal data twice.")
    rules: dict[str, FieldRule] = {}
    for group, names in fields.items():
        for name in names.split():
            if name in rules:
                raise ValueError(f"{model}.{name} is in the registry of personal data twice.")
            rules[name] = FieldRule(
                name=name,
                group=group,
                export=(export or {}).get(name, Export.YES if group in EXPORTED else Export.NO),
                merge=_merge_of(group, merge),
                read_as=_read_name(read_as, group) if about == Subject.CLIENT else "",
            )
    if unknown := set(export or {}) - rules.keys():
        raise ValueError(f"{model} has export rules for fields it does not name: {', '.join(sorted(unknown))}.")
    _registered[model] = ModelRule(
        model=model,
        about=about,
        purpose=purpose,
        retention=retention,
        merge=merge,
        history=history,
        fields=rules,
    )


def _merge_of(group: Group, merge: Merge) -> Merge:
    """A client's own record asks a person where identities differ; technical fields are the kept record's own."""
    if merge == Merge.NEWEST and group in {Group.IDENTITY, Group.NON_DISCLOSURE}:
        return Merge.REFUSE
    if merge in {Merge.NEWEST, Merge.REFUSE} and group == Group.TECHNICAL:
        return Merge.STAYS
    return merge


def _read_name(read_as: Mapping[Group, str] | str, group: Group) -> str:
    if group == Group.TECHNICAL:
        return ""
    return read_as if isinstance(read_as, str) else read_as.get(group, read_as.get(Group.TECHNICAL, ""))


def not_personal(*models: str, because: str) -> None:
    """The models hold nothing about a person, and why."""
    for model in models:
        if model in _registered or model in _not_personal:
            raise ValueError(f"{model} is in the registry of personal data twice.")
        _not_personal[model] = because


@cache
def _discover() -> None:
    autodiscover_modules("personal_data")


def registry() -> Mapping[str, ModelRule]:
    """Every registered model by its label, from every installed app."""
    _discover()
    return _registered


def without_personal_data() -> Mapping[str, str]:
    """The models that hold nothing about a person, by label, and why."""
    _discover()
    return _not_personal
