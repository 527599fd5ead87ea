"""A file under way breaks off when the reader's rights end: it never looks whole."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.context import acting
from accounts.models import Membership, User
from accounts.services.standing import RightsEnded
from clients.models import CaseRelation
from clients.views import clients as pages
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import ClientFactory


@pytest.mark.parametrize("change", ["membership", "rights", "person", "relation", "nothing"])
def test_stream_breaks_off_when_rights_change(signed_in, people, client_of_north, monkeypatch, change):
    monkeypatch.setattr(pages, "CHUNK", 1)
    person = people["responsible"]
    membership = person.memberships_today()[0]
    ClientFactory(unit_id=membership.unit_id, last_name="Aardvark")
    response = signed_in("responsible").get("/clients.csv?whose=all")
    lines = iter(response.streaming_content)
    received = [next(lines), next(lines)]

    with acting(areas=[HOME_AREA]):
        if change == "membership":
            Membership.objects.filter(pk=membership.pk).update(valid_to=date(2026, 1, 1))
        elif change == "rights":
            Membership.objects.filter(pk=membership.pk).update(rights=["turva"])
        elif change == "relation":
            CaseRelation.objects.filter(user=person).update(ended_at=timezone.now())
    if change == "person":
        User.objects.filter(pk=person.pk).update(is_active=False)

    if change == "nothing":
        assert b"Keksitty" in b"".join(lines)
    else:
        with pytest.raises(RightsEnded):
            next(lines)
    response.close()
    assert b"Aardvark" in received[1]
    assert b"Keksitty" not in b"".join(received)
