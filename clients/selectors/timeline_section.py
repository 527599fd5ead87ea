"""The timeline on the overview of a client's page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import may_see_health
from clients.selectors.client_sections import ClientSection
from clients.selectors.timeline import Wanted, timeline_of

GROUPS = (
    "notes", "appointments", "tasks", "case", "keywords", "work_ability", "question_path", "participation", "consent",
    "referral", "documents", "relations", "employment", "labour", "benefits", "meetings",
)  # fmt: skip


def timeline_section(user: User, client: Client, *, wanted: Wanted, form: object, query: str) -> ClientSection:
    """What happened with the client, as filtered, a page of it."""
    lines, has_more = timeline_of(user, client, wanted)
    return ClientSection(
        key="timeline",
        title=_("Timeline"),
        template="clients/_timeline.html",
        context={
            "lines": lines,
            "form": form,
            "client": client,
            "older": f"?{query}page={wanted.page + 1}#section-timeline" if has_more else "",
            "newer": f"?{query}page={wanted.page - 1}#section-timeline" if wanted.page > 1 else "",
        },
        field_groups=(*GROUPS, "health") if may_see_health(user, client) else GROUPS,
    )
