"""The target group: the union of keywords and diagnoses at any date, against plain Python."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from accounts.enums import Right, Role
from clients.enums.keywords import KeywordKind
from clients.selectors.keywords import ability_statuses_of, keywords_of
from clients.selectors.target_group import target_group_on, target_group_seen_by
from tests.factories.accounts import MembershipFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory, WorkAbilityStatusFactory

FIRST = date(2026, 1, 1)
NUMBERS = st.integers(0, 40)
SPANS = st.tuples(st.integers(0, 3), NUMBERS, st.none() | NUMBERS, st.booleans())


def holds(span, day) -> bool:
    """Plain: from the first day, to before the last."""
    _client, begin, length, mistaken = span
    return not mistaken and begin <= day and (length is None or day < begin + length)


def days_of(span) -> dict:
    _client, begin, length, _mistaken = span
    start = FIRST + timedelta(days=begin)
    return {"start": start, "end": None if length is None else start + timedelta(days=length)}


@pytest.mark.django_db
@pytest.mark.capability("CL-02")
@pytest.mark.capability("CL-04")
@pytest.mark.capability("CL-05")
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(
    keywords=st.lists(st.tuples(SPANS, st.sampled_from(KeywordKind.values)), max_size=8),
    diagnoses=st.lists(SPANS, max_size=6),
    kinds=st.sets(st.sampled_from(KeywordKind.values), min_size=1),
)
def test_the_union_at_any_day_equals_plain_python(keywords, diagnoses, kinds):
    clients = [ClientFactory() for _ in range(4)]
    setter = UserFactory()
    keywords = [(span, kind) for span, kind in keywords if _keyword(clients[span[0]], span, kind, setter)]
    for span in diagnoses:
        days = days_of(span)
        DiagnosisMarkFactory(
            client=clients[span[0]], stated_on=days["start"], ended_on=days["end"], is_mistaken=span[3]
        )

    for day in (0, 7, 20, 39, 81):
        expected = {}
        for place, client in enumerate(clients):
            word = any(span[0] == place and kind in kinds and holds(span, day) for span, kind in keywords)
            diagnosis = any(span[0] == place and holds(span, day) for span in diagnoses)
            if word or diagnosis:
                expected[client.pk] = {(True, True): "both", (True, False): "keyword"}.get(
                    (word, diagnosis), "diagnosis"
                )
        found = target_group_on(FIRST + timedelta(days=day), kinds=kinds).filter(pk__in=[one.pk for one in clients])
        assert dict(found.values_list("pk", "basis")) == expected
        assert found.count() == len(expected)


def _keyword(client, span, kind, setter) -> bool:
    """Whether it could be made: a second open one of a kind cannot."""
    days = days_of(span)
    if days["end"] is None and not span[3] and client.keywords.open().filter(kind=kind).exists():
        return False
    ended = {} if days["end"] is None else {"ended_by": setter, "end_reason": "Over"}
    KeywordFactory(
        client=client,
        kind=kind,
        set_on=days["start"],
        ended_on=days["end"],
        is_mistaken=span[3],
        set_by=setter,
        **ended,
    )
    return True


@pytest.fixture
def three(db) -> dict:
    """One with a keyword, one with a diagnosis, one with both."""
    made = {name: ClientFactory() for name in ("keyword", "diagnosis", "both")}
    for name in ("keyword", "both"):
        KeywordFactory(client=made[name])
    for name in ("diagnosis", "both"):
        DiagnosisMarkFactory(client=made[name])
    return made


@pytest.mark.capability("CL-02")
def test_the_basis_is_told_only_by_the_right_to_health_data(three):
    plain, trusted = member(role=Role.COORDINATOR), UserFactory()
    MembershipFactory(user=trusted, role=Role.COORDINATOR, rights=[Right.HEALTH])
    day = date(2026, 5, 31)

    seen = [dict(target_group_seen_by(user, day).values_list("pk", "basis")) for user in (plain, trusted)]

    assert seen == [
        {three["keyword"].pk: "", three["both"].pk: ""},
        {three["keyword"].pk: "keyword", three["diagnosis"].pk: "diagnosis", three["both"].pk: "both"},
    ]


def test_nobody_without_clients_sees_the_target_group(three):
    day = date(2026, 5, 31)

    seen = [target_group_seen_by(member(role=role), day).count() for role in (Role.ANALYST, Role.DATA_PROTECTION)]

    assert seen == [0, 0]


def test_keywords_and_statuses_of_many_take_one_query_each(three, django_assert_num_queries):
    status = WorkAbilityStatusFactory(client=three["both"])
    keys = [client.pk for client in three.values()]

    with django_assert_num_queries(2):
        words, statuses = keywords_of(keys), ability_statuses_of(keys)

    assert {key: [one.kind for one in found] for key, found in words.items()} == {
        three["keyword"].pk: ["tasmatyo"],
        three["both"].pk: ["tasmatyo"],
    }
    assert statuses == {three["both"].pk: status}
