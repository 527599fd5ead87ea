"""What the client's page says of question paths."""

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import may_see_health
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.question_path import paths_of, paths_table

SHOWN = 10


@registered(order=15, tab="work_ability")
def question_path_section(user: User, client: Client) -> ClientSection:
    """The newest paths with what they led to, and the way to a new one for those who may see health details."""
    return ClientSection(
        key="question_paths",
        title=_("Question path"),
        template="clients/_question_path_section.html",
        context={
            "client": client,
            "table": paths_table(paths_of(client)[:SHOWN], user=user),
            "may_walk": may_see_health(user, client),
        },
        field_groups=("question_path",),
    )
