import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.services.participating.merging import merge_answers

pytestmark = pytest.mark.capability("CA-23")
NAMES = ("one", "two", "three", "four")
STATES = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b"]) for name in NAMES})


def test_each_side_keeps_what_only_it_changed_and_both_are_asked_of_the_rest():
    base = {"same": "0", "mine": "0", "theirs": "0", "agreed": "0", "both": "0"}

    merged = merge_answers(
        base=base,
        mine=base | {"mine": "1", "agreed": "5", "both": "1"},
        theirs=base | {"theirs": "2", "agreed": "5", "both": "2"},
    )

    assert merged.values == {"same": "0", "mine": "1", "theirs": "2", "agreed": "5", "both": "1"}
    assert (merged.taken, merged.contested) == (("theirs",), ("both",))


@given(base=STATES, mine=STATES, theirs=STATES)
def test_no_change_of_either_is_lost(base, mine, theirs):
    merged = merge_answers(base=base, mine=mine, theirs=theirs)

    for name in NAMES:
        changed_by_me, changed_by_them = mine[name] != base[name], theirs[name] != base[name]
        if changed_by_me and changed_by_them and mine[name] != theirs[name]:
            assert name in merged.contested
        elif changed_by_them:
            assert merged.values[name] == theirs[name]
        else:
            assert merged.values[name] == mine[name]
