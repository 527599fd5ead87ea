"""What the client's page says of consents and disclosures."""

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import ConsentState
from clients.models import Client
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.consents import consents_of, consents_table

SHOWN = 5


@registered(order=60, tab="access")
def consents_section(user: User, client: Client) -> ClientSection:
    """The newest decisions, how many are in force, and the way to all of them and to the disclosures."""
    today = timezone.localdate()
    in_force = Q(state=ConsentState.GIVEN) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    counts = client.consents.order_by().aggregate(decisions=Count("pk"), given=Count("pk", filter=in_force))
    told = client.disclosures.order_by().aggregate(count=Count("pk"), latest=Max("at"))
    return ClientSection(
        key="consents",
        title=_("Consents and disclosures"),
        template="clients/_consents_section.html",
        context={
            "client": client,
            "counts": counts,
            "told": told,
            "table": consents_table(consents_of(client)[:SHOWN]),
        },
        field_groups=("consent",),
    )
