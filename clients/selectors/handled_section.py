"""The section of a client's page that leads to who has handled the data."""

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.handled import count_handled, decision_of


@registered(order=70, tab="access")
def handled_section(user: User, client: Client) -> ClientSection:
    """How often the data were handled, and the way to the report for the client."""
    return ClientSection(
        key="handled",
        title=_("Who has handled the data"),
        template="clients/_handled_section.html",
        context={"client": client, "count": count_handled(client), "decision": decision_of(client)},
        field_groups=("log",),
    )
