from itertools import product

import pytest

from clients.services.participating.merging import merge_answers

pytestmark = pytest.mark.capability("CA-23")
VALUES = ("", "a", "b")


def test_each_side_keeps_what_only_it_changed_and_both_are_asked_of_the_rest():
    base = {"same": "0", "mine": "0", "theirs": "0", "agreed": "0", "both": "0"}

    merged = merge_answers(
        base=base,
        mine=base | {"mine": "1", "agreed": "5", "both": "1"},
        theirs=base | {"theirs": "2", "agreed": "5", "both": "2"},
    )

    assert merged.values == {"same": "0", "mine": "1", "theirs": "2", "agreed": "5", "both": "1"}
    assert (merged.taken, merged.contested) == (("theirs",), ("both",))


@pytest.mark.parametrize(("base", "mine", "theirs"), list(product(VALUES, repeat=3)))
def test_no_change_of_either_is_lost(base, mine, theirs):
    merged = merge_answers(base={"one": base}, mine={"one": mine}, theirs={"one": theirs})

    if mine not in (base, theirs) and theirs != base:
        assert merged.contested == ("one",)
    elif theirs != base:
        assert merged.values["one"] == theirs
    else:
        assert merged.values["one"] == mine
