"""Keywords and statuses of clients, for pages that show several of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from clients.models import Keyword, WorkAbilityStatus


def keywords_of(client_ids: Iterable[UUID]) -> Mapping[UUID, list[Keyword]]:
    """Client → keywords not ended, the longest held first; one query. The caller knows the clients."""
    found: dict[UUID, list[Keyword]] = defaultdict(list)
    for keyword in Keyword.objects.open().filter(client_id__in=list(client_ids)).order_by("set_on", "kind", "pk"):
        found[keyword.client_id].append(keyword)
    return dict(found)


def ability_statuses_of(client_ids: Iterable[UUID]) -> Mapping[UUID, WorkAbilityStatus]:
    """Client → the present status of work ability; one query. The caller knows the clients."""
    found = WorkAbilityStatus.objects.current().filter(client_id__in=list(client_ids)).order_by("pk")
    return {status.client_id: status for status in found}
