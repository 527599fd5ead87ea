"""The law of disclosure as a table: to whom, on what ground, which items, and which of them need a consent.

D05–D09 of domain/07: 380/2023 sections 115, 116 and 118, 381/2023 section 15, 621/1999 section 28. A pair of recipient
and ground that is not in the table is no ground.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clients.enums import HEALTH_ITEMS, ConsentKind, DataItem, Ground, RecipientKind
from config.kernel.personal import Group

EVERYTHING = frozenset(DataItem)
# 380/2023 118 § 2 mom.; of health only what the work itself asks for (3 mom.).
FOR_EMPLOYERS = frozenset(
    {
        DataItem.NAME,
        DataItem.CONTACT,
        DataItem.LANGUAGES,
        DataItem.EDUCATION,
        DataItem.WORK_HISTORY,
        DataItem.SKILLS,
        DataItem.UNEMPLOYED_YEAR,
        DataItem.LIMITATIONS,
        DataItem.ACCOMMODATION,
        DataItem.WORK_ABILITY,
    }
)
# What asking somebody for data necessarily tells.
IN_A_REQUEST = frozenset({DataItem.NAME, DataItem.BIRTH_DATE, DataItem.NEED})
NOTHING: frozenset[DataItem] = frozenset()


@dataclass(frozen=True, kw_only=True)
class GroundRule:
    """Which items the ground allows, which of those need a consent that names them, and which that in writing."""

    allowed: frozenset[DataItem]
    by_consent: frozenset[DataItem] = NOTHING
    in_writing: frozenset[DataItem] = NOTHING
    needs_detail: bool = False  # which law, which permit, since when


_WITH_CONSENT = GroundRule(allowed=EVERYTHING, by_consent=EVERYTHING, in_writing=HEALTH_ITEMS)
_BY_LAW = GroundRule(allowed=EVERYTHING, needs_detail=True)
_REQUEST = GroundRule(allowed=IN_A_REQUEST)

GROUNDS: Mapping[tuple[RecipientKind, Ground], GroundRule] = {
    (RecipientKind.PROVIDER, Ground.SERVICE): GroundRule(
        allowed=EVERYTHING, by_consent=HEALTH_ITEMS, in_writing=HEALTH_ITEMS
    ),
    (RecipientKind.PROVIDER, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.PROVIDER, Ground.REQUEST): _REQUEST,
    (RecipientKind.EMPLOYER, Ground.EMPLOYER): GroundRule(
        allowed=FOR_EMPLOYERS, by_consent=FOR_EMPLOYERS, in_writing=FOR_EMPLOYERS
    ),
    (RecipientKind.COUNTY, Ground.JOINT): _BY_LAW,
    (RecipientKind.COUNTY, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.COUNTY, Ground.REQUEST): _REQUEST,
    (RecipientKind.COUNTY, Ground.OTHER_LAW): _BY_LAW,
    (RecipientKind.KELA, Ground.JOINT): _BY_LAW,
    (RecipientKind.KELA, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.KELA, Ground.REQUEST): _REQUEST,
    (RecipientKind.KELA, Ground.OTHER_LAW): _BY_LAW,
    (RecipientKind.AUTHORITY, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.AUTHORITY, Ground.REQUEST): _REQUEST,
    (RecipientKind.AUTHORITY, Ground.OTHER_LAW): _BY_LAW,
    (RecipientKind.PARTNER, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.INSPECTOR, Ground.SERVICE): GroundRule(allowed=EVERYTHING),
    (RecipientKind.INSPECTOR, Ground.OTHER_LAW): _BY_LAW,
    (RecipientKind.RESEARCH, Ground.PERMIT): GroundRule(
        allowed=EVERYTHING - {DataItem.NAME, DataItem.CONTACT}, needs_detail=True
    ),
    (RecipientKind.RESEARCH, Ground.CONSENT): _WITH_CONSENT,
    (RecipientKind.CLIENT, Ground.SELF): GroundRule(allowed=EVERYTHING),
}
# Under which text a consent for the recipient is given.
CONSENT_KINDS: Mapping[RecipientKind, ConsentKind] = {
    RecipientKind.PROVIDER: ConsentKind.PROVIDER,
    RecipientKind.EMPLOYER: ConsentKind.EMPLOYER,
    RecipientKind.COUNTY: ConsentKind.NETWORK,
    RecipientKind.KELA: ConsentKind.NETWORK,
    RecipientKind.AUTHORITY: ConsentKind.NETWORK,
    RecipientKind.PARTNER: ConsentKind.NETWORK,
    RecipientKind.RESEARCH: ConsentKind.RESEARCH,
}
# An oral consent is not enough for these items of a text.
ONLY_IN_WRITING: Mapping[ConsentKind, frozenset[DataItem]] = {
    ConsentKind.PROVIDER: HEALTH_ITEMS,
    ConsentKind.EMPLOYER: EVERYTHING,
    ConsentKind.NETWORK: HEALTH_ITEMS,
    ConsentKind.RESEARCH: HEALTH_ITEMS,
}
# Under which groups of the registry of personal data an item stands.
ITEM_GROUPS: Mapping[DataItem, Group] = {
    DataItem.NAME: Group.IDENTITY,
    DataItem.BIRTH_DATE: Group.IDENTITY,
    DataItem.CONTACT: Group.CONTACT,
    DataItem.LANGUAGES: Group.CUSTOMERSHIP,
    DataItem.EDUCATION: Group.EDUCATION_AND_WORK,
    DataItem.WORK_HISTORY: Group.EDUCATION_AND_WORK,
    DataItem.SKILLS: Group.EDUCATION_AND_WORK,
    DataItem.UNEMPLOYED_YEAR: Group.EDUCATION_AND_WORK,
    DataItem.NEED: Group.NEED_AND_PLAN,
    DataItem.SERVICES: Group.SERVICE,
    **dict.fromkeys(HEALTH_ITEMS, Group.HEALTH),
}
