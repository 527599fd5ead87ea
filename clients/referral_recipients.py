"""As what kind of recipient the law sees the partner of a service, and on which grounds data may go there.

A procured service is given for the authority: its giver is a service provider (380/2023 116 §). Kela and the wellbeing
services county have the joint customership (381/2023 15 §). Everybody else gets data by consent.
"""

from collections.abc import Mapping

from clients.disclosure_grounds import GROUNDS
from clients.enums import Ground, RecipientKind
from network.enums import PartnerType
from network.models import Service

AUTHORITIES: Mapping[str, RecipientKind] = {
    PartnerType.KELA: RecipientKind.KELA,
    PartnerType.COUNTY: RecipientKind.COUNTY,
    PartnerType.MUNICIPALITY: RecipientKind.AUTHORITY,
    PartnerType.JOINT: RecipientKind.AUTHORITY,
    PartnerType.STATE: RecipientKind.AUTHORITY,
    PartnerType.GUIDANCE: RecipientKind.AUTHORITY,
    PartnerType.INSTITUTE: RecipientKind.AUTHORITY,
}
# A referral is no request for data and goes to no inspector or researcher.
OF_REFERRALS = (Ground.SERVICE, Ground.JOINT, Ground.CONSENT)


def recipient_kind_of(service: Service) -> RecipientKind:
    """What kind of recipient gives the service."""
    fixed = AUTHORITIES.get(service.organisation.kind)
    if fixed is not None:
        return fixed
    return RecipientKind.PROVIDER if service.is_procured else RecipientKind.PARTNER


def usual_ground(kind: RecipientKind, *, is_joint: bool) -> Ground:
    """The ground nobody needs to choose: section 116 for a provider, joint customership where said, else consent."""
    offered = grounds_for(kind)
    if Ground.SERVICE in offered:
        return Ground.SERVICE
    return Ground.JOINT if is_joint and Ground.JOINT in offered else Ground.CONSENT


def grounds_for(kind: RecipientKind) -> list[Ground]:
    """The grounds on which a referral may go to this kind of recipient, the usual one first."""
    return [ground for ground in OF_REFERRALS if (kind, ground) in GROUNDS]
