from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Right
from clients.enums import (
    HEALTH_ITEMS,
    ConsentKind,
    ConsentManner,
    ConsentState,
    DataItem,
    Ground,
    RecipientKind,
)
from clients.models import Client, Consent, ConsentText, Disclosure
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, NotDisclosed, disclose
from config.kernel.errors import NotFound, Refusal
from tests.clients.consents.conftest import EMPLOYER, PROVIDER
from tests.factories.accounts import MembershipFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.consents import ConsentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 10:00+02:00", tick=False):
        yield


def told(actor, client, **changes):
    asked = {
        "actor": actor,
        "client_id": client.pk,
        "recipient": PROVIDER,
        "items": [DataItem.WORK_HISTORY],
        "ground": Basis(code=Ground.SERVICE),
        "purpose": "Planning the service",
        "request_id": "a-request",
    }
    return disclose(**asked | changes)


def refused(actor, client, **changes) -> str:
    with pytest.raises(NotDisclosed) as refusal:
        told(actor, client, **changes)
    assert Disclosure.objects.count() == 0
    return refusal.value.why


def test_what_a_service_needs_is_told_to_its_provider_without_consent(supervisor, client_of_area):
    permitted = told(supervisor, client_of_area)

    kept = Disclosure.objects.get()
    assert permitted.items == (DataItem.WORK_HISTORY,)
    assert (kept.discloser, kept.recipient_name, kept.ground, kept.consent) == (
        supervisor,
        "Kuntoutus Oy",
        Ground.SERVICE,
        None,
    )
    assert (kept.purpose, kept.request_id, kept.area_id) == ("Planning the service", "a-request", 41)


def test_health_is_told_to_a_provider_only_by_a_written_consent_that_names_it(supervisor, client_of_area):
    health = {"items": [DataItem.WORK_HISTORY, DataItem.LIMITATIONS]}
    assert refused(supervisor, client_of_area, **health) == "no_consent"
    oral = ConsentFactory(client=client_of_area, manner=ConsentManner.ORAL)
    assert refused(supervisor, client_of_area, **health) == "not_written"
    Consent.objects.filter(pk=oral.pk).update(manner=ConsentManner.PAPER, items_given=[DataItem.WORK_HISTORY])
    assert refused(supervisor, client_of_area, **health) == "not_covered"
    Consent.objects.filter(pk=oral.pk).update(items_given=[DataItem.LIMITATIONS])

    permitted = told(supervisor, client_of_area, **health)

    assert permitted.disclosure.consent_id == oral.pk
    assert set(permitted.items) == {DataItem.WORK_HISTORY, DataItem.LIMITATIONS}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": ConsentState.REFUSED, "items_given": []}, "refused"),
        ({"state": ConsentState.WITHDRAWN, "withdrawn_on": date(2026, 3, 1)}, "withdrawn"),
        ({"valid_to": date(2026, 3, 1)}, "expired"),
        ({"recipient_name": "Toinen Oy"}, "no_consent"),
        ({"recipient_kind": RecipientKind.PARTNER}, "no_consent"),
    ],
)
def test_a_consent_that_is_none_permits_nothing(supervisor, client_of_area, changes, why):
    ConsentFactory(client=client_of_area, **changes)

    assert refused(supervisor, client_of_area, items=[DataItem.LIMITATIONS]) == why


def test_a_consent_holds_on_its_last_day(supervisor, client_of_area):
    ConsentFactory(client=client_of_area, valid_to=TODAY)

    assert told(supervisor, client_of_area, items=[DataItem.LIMITATIONS]).items == (DataItem.LIMITATIONS,)


def test_the_newest_decision_counts(supervisor, client_of_area):
    ConsentFactory(client=client_of_area)
    ConsentFactory(
        client=client_of_area, state=ConsentState.REFUSED, items_given=[], decided_on=date(2026, 2, 1),
        recipient_name="KUNTOUTUS OY",
    )  # fmt: skip

    assert refused(supervisor, client_of_area, items=[DataItem.LIMITATIONS]) == "refused"


def test_a_consent_of_another_client_permits_nothing(supervisor, client_of_area):
    ConsentFactory()

    assert refused(supervisor, client_of_area, items=[DataItem.LIMITATIONS]) == "no_consent"


@pytest.mark.parametrize(
    ("ground", "items", "why"),
    [
        (Ground.SERVICE, [DataItem.NAME], "no_ground"),
        (Ground.CONSENT, [DataItem.NAME], "no_ground"),
        (Ground.JOINT, [DataItem.NAME], "no_ground"),
        (Ground.EMPLOYER, [DataItem.DIAGNOSIS], "not_in_ground"),
        (Ground.EMPLOYER, [DataItem.NEED], "not_in_ground"),
        (Ground.EMPLOYER, [DataItem.NAME], "no_consent"),
    ],
)
def test_an_employer_gets_only_the_list_of_the_law_and_only_by_consent(supervisor, client_of_area, ground, items, why):
    assert refused(supervisor, client_of_area, recipient=EMPLOYER, ground=Basis(code=ground), items=items) == why


def test_joint_customership_needs_no_consent_but_its_day(supervisor, client_of_area):
    kela = {"recipient": Recipient(kind=RecipientKind.KELA, name="Kela"), "items": [DataItem.LIMITATIONS]}
    assert refused(supervisor, client_of_area, **kela, ground=Basis(code=Ground.JOINT)) == "no_detail"

    permitted = told(supervisor, client_of_area, **kela, ground=Basis(code=Ground.JOINT, detail="since 1.2.2026"))

    assert permitted.disclosure.ground_detail == "since 1.2.2026"


def test_nobody_discloses_what_they_may_not_see(client_of_area):
    ConsentFactory(client=client_of_area)
    without_health = member()
    protected = ClientFactory(non_disclosure=True)

    assert refused(without_health, client_of_area, items=[DataItem.LIMITATIONS]) == "own_right"
    assert refused(without_health, protected, items=[DataItem.CONTACT]) == "own_right"

    named = MembershipFactory(rights=[Right.NON_DISCLOSURE]).user
    assert told(named, protected, items=[DataItem.CONTACT]).items == (DataItem.CONTACT,)


def test_a_client_out_of_sight_is_not_found(outsider, client_of_area):
    with pytest.raises(NotFound):
        told(outsider, client_of_area)

    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize(
    "missing", [{"items": []}, {"purpose": " "}, {"recipient": Recipient(kind="provider", name="")}]
)
def test_a_disclosure_says_what_to_whom_and_what_for(supervisor, client_of_area, missing):
    with pytest.raises(Refusal):
        told(supervisor, client_of_area, **missing)

    assert Disclosure.objects.count() == 0


# --- any decisions, any question: the same answer as a plain reading of the law ---------------------------------------


@dataclass(frozen=True)
class Decision:
    """What a client once said, in plain words."""

    recipient: RecipientKind
    name: str
    items: frozenset[DataItem]
    written: bool
    day: int
    ends: int | None
    withdrawn: bool


HEALTH = {"limitations", "accommodation", "work_ability", "statements", "diagnosis"}
TO_EMPLOYER = {
    "name", "contact", "languages", "education", "work_history", "skills", "unemployed_year", "limitations",
    "accommodation", "work_ability",
}  # fmt: skip
LAWS = {
    ("provider", "116"), ("provider", "suostumus"), ("provider", "115"), ("employer", "118"), ("county", "15"),
    ("county", "suostumus"), ("county", "115"), ("county", "muu"), ("kela", "15"), ("kela", "suostumus"),
    ("kela", "115"), ("kela", "muu"), ("authority", "suostumus"), ("authority", "115"), ("authority", "muu"),
    ("partner", "suostumus"), ("inspector", "116"), ("inspector", "muu"), ("research", "28"),
    ("research", "suostumus"), ("client", "itse"),
}  # fmt: skip


def plainly_permitted(decisions: list[Decision], recipient, name: str, ground, items, detail: str) -> bool:  # noqa: PLR0911 - read aloud
    """The law of domain/07 D05–D09 read aloud, without the product's table."""
    if (recipient, ground) not in LAWS:
        return False
    if ground in {"15", "28", "muu"} and not detail:
        return False
    if ground == "115" and not items <= {"name", "birth_date", "need"}:
        return False
    if ground == "28" and items & {"name", "contact"}:
        return False
    if recipient == "employer" and not items <= TO_EMPLOYER:
        return False
    if ground in {"suostumus", "118"}:
        needing = items
    else:
        needing = items & HEALTH if (recipient, ground) == ("provider", "116") else set()
    if not needing:
        return True
    mine = [one for one in decisions if one.recipient == recipient and one.name.lower() == name.lower()]
    if not mine:
        return False
    last = mine[max(range(len(mine)), key=lambda place: (mine[place].day, place))]
    if not last.items or last.withdrawn or (last.ends is not None and last.ends < 0) or not needing <= last.items:
        return False
    return last.written or (recipient != "employer" and not needing & HEALTH)


NAMES = st.sampled_from(["Alfa Oy", "ALFA OY", "Beta ry"])
SOME_ITEMS = st.frozensets(st.sampled_from(list(DataItem)), max_size=5)
DECISIONS = st.lists(
    st.builds(
        Decision,
        recipient=st.sampled_from([RecipientKind.PROVIDER, RecipientKind.EMPLOYER, RecipientKind.PARTNER]),
        name=NAMES,
        items=st.frozensets(st.sampled_from(list(DataItem)), max_size=15),
        written=st.sampled_from([True, True, False]),
        day=st.integers(-30, -5),
        ends=st.none() | st.integers(-4, 4),
        withdrawn=st.sampled_from([False, False, False, True]),
    ),
    max_size=4,
)


def keep(decision: Decision, client: Client, recorder, order: int) -> None:
    given = sorted(decision.items)
    withdrawn = decision.withdrawn and bool(given)
    Consent.objects.create(
        area_id=client.area_id,
        client=client,
        text=ConsentText.objects.get(
            kind={"provider": ConsentKind.PROVIDER, "employer": ConsentKind.EMPLOYER}.get(
                decision.recipient, ConsentKind.NETWORK
            )
        ),
        recipient_kind=decision.recipient,
        recipient_name=decision.name,
        items_given=given,
        state="refused" if not given else "withdrawn" if withdrawn else "given",
        withdrawn_on=TODAY if withdrawn else None,
        manner=ConsentManner.PAPER if decision.written else ConsentManner.ORAL,
        decided_on=TODAY + timedelta(days=decision.day),
        valid_to=None if decision.ends is None else TODAY + timedelta(days=decision.ends),
        recorded_by=recorder,
        recorded_at=f"2026-03-01T10:00:0{order}+00:00",
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    decisions=DECISIONS,
    recipient=st.sampled_from(list(RecipientKind)),
    likely=st.sampled_from([True, True, False]),
    name=NAMES,
    ground=st.sampled_from(list(Ground)),
    items=SOME_ITEMS.filter(bool),
    detail=st.sampled_from(["", "since May"]),
)
def test_disclosing_is_the_law(supervisor, decisions, recipient, likely, name, ground, items, detail):
    if likely and decisions:  # else most questions would be about somebody nobody was asked about
        recipient, name = decisions[-1].recipient, decisions[-1].name
        ground = {"provider": Ground.SERVICE, "employer": Ground.EMPLOYER}.get(recipient, Ground.CONSENT)
        items = frozenset(sorted(decisions[-1].items)[:2]) or items
    client = ClientFactory()
    for order, decision in enumerate(decisions):
        keep(decision, client, supervisor, order)
    expected = plainly_permitted(decisions, recipient, name, ground, set(items), detail)

    try:
        permitted = told(
            supervisor,
            client,
            recipient=Recipient(kind=recipient, name=name),
            items=items,
            ground=Basis(code=ground, detail=detail),
        )
    except NotDisclosed:
        permitted = None

    listed = Disclosure.objects.filter(client=client).count()
    assert (permitted is not None, listed) == (expected, int(expected))
    if permitted is not None:
        assert set(permitted.items) == items
        assert (
            not set(permitted.items) & HEALTH_ITEMS
            or permitted.disclosure.consent
            or ground != Ground.SERVICE
            or (recipient == RecipientKind.INSPECTOR)
        )
