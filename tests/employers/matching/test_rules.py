"""The rule of matching: each finding with its verdict, the weights as data, and what has no way into it."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from clients.enums.demands import DEMAND_UNITS, Ability, Adjustment, Demand
from employers.enums.matching import HARD_STOPS, NOT_KNOWN, REASONS_AGAINST, Verdict, Why
from employers.matching_rules import (
    Job,
    Matcher,
    Met,
    Person,
    Terms,
    Wish,
    all_weights,
    amounts_of,
    read_weights,
    weights_of,
    weights_on,
)
from employers.selectors.match_words import NAMES, SENTENCES, explained, reason_words
from employers.selectors.weights import weights_in_words

ROOT = Path(__file__).resolve().parents[3]
PLACES = {"091": (24.94, 60.17), "853": (22.27, 60.45), "092": (25.04, 60.29)}
# By hand: what the person is, what the job has and offers, the finding, the verdict.
CASES = [
    ({}, {}, (), "no_demands", "fits"),
    ({}, {"lifting": 10}, (), "unknown", "fits"),
    ({"lifting": Met("unknown")}, {"lifting": 90}, (), "unknown", "fits"),
    ({"lifting": Met("full")}, {"lifting": 90}, (), "can", "fits"),
    ({"lifting": Met("full", is_strength=True)}, {"lifting": 90}, (), "strength", "fits"),
    ({"lifting": Met("impossible")}, {"lifting": 1}, ("help",), "impossible", "stop"),
    ({"lifting": Met("impossible")}, {"lifting": 0}, (), "no_demands", "fits"),
    ({"lifting": Met("limited", 10)}, {"lifting": 10}, (), "within", "fits"),
    ({"lifting": Met("limited", 10)}, {"lifting": 20}, (), "help_asked", "ask"),
    ({"lifting": Met("limited", 10)}, {"lifting": 20}, ("commuting",), "help_asked", "ask"),
    ({"lifting": Met("limited", 10)}, {"lifting": 25}, ("technology",), "helped", "adjusted"),
    ({"lifting": Met("limited", 10)}, {"lifting": 26}, ("technology",), "beyond_help", "stop"),
    ({"lifting": Met("limited")}, {"lifting": 90}, (), "limit_not_told", "fits"),
    ({"shifts": Met("limited")}, {"shifts": 1}, (), "little", "fits"),
    ({"shifts": Met("limited")}, {"shifts": 3}, (), "help_asked", "ask"),
    ({"shifts": Met("limited")}, {"shifts": 2}, ("working_time",), "helped", "adjusted"),
    ({"noise": Met("adjusted", None, ("technology",))}, {"noise": 80}, ("technology",),
     "adjustment_offered", "adjusted"),
    ({"noise": Met("adjusted", None, ("environment", "technology"))}, {"noise": 80}, ("technology",),
     "adjustment_asked", "ask"),
]  # fmt: skip


ANY = Wish()


def judged(abilities, demands, offered=(), *, wish=ANY, home="", place="853", remote=False, hours=(None, None)):
    terms = Terms(frozenset(offered), *hours, remote)
    job = Job("1", amounts_of(demands, hours[0]), terms, "5", place)
    return Matcher(Person(abilities, wish, home), all_weights()[0], PLACES).judge(job)


@pytest.mark.parametrize(("abilities", "demands", "offered", "why", "verdict"), CASES)
def test_a_demand(abilities, demands, offered, why, verdict):
    found = judged(abilities, demands, offered)

    assert (found.findings[0].why, found.verdict, len(found.findings)) == (Why(why), Verdict(verdict), 2)


def test_hours_of_the_job_are_a_demand_and_the_worst_verdict_holds():
    can = {"hours_week": Met("limited", 20), "noise": Met("full")}

    part, long, far = (judged(can, {"noise": 60}, hours=(hours, None)) for hours in (20, 30, 40))

    assert [one.verdict for one in (part, long, far)] == [Verdict.FITS, Verdict.ASK, Verdict.STOP]
    assert part.score > long.score


@pytest.mark.parametrize(
    ("met", "home", "offered", "remote", "why", "verdict"),
    [
        (Met("limited", 30), "853", (), False, "near", "fits"),
        (Met("limited", 30), "091", (), False, "far", "ask"),
        (Met("limited", 30), "091", ("commuting",), False, "far", "adjusted"),
        (Met("limited", 30), "091", (), True, "remote", "fits"),
        (Met("limited", 30), "", (), False, "place_unknown", "fits"),
        (Met("full"), "091", (), False, "near", "fits"),
        (Met("unknown"), "091", (), False, "long_way", "fits"),
        (Met("impossible"), "853", (), False, "impossible", "stop"),
        (Met("impossible"), "853", (), True, "remote", "fits"),
        (Met("adjusted", None, ("commuting",)), "853", (), False, "adjustment_asked", "ask"),
        (Met("adjusted", None, ("commuting",)), "853", ("commuting",), False, "adjustment_offered", "adjusted"),
    ],
)
def test_the_way_to_work(met, home, offered, remote, why, verdict):
    found = judged({"travel": met}, {}, offered, home=home, remote=remote)

    assert (found.findings[1].why, found.verdict) == (Why(why), Verdict(verdict))


def test_minutes_are_an_estimate_by_municipality():
    matcher = Matcher(Person({}, municipality="091"), all_weights()[0], PLACES)

    # Helsinki to Vantaa: 14.4 km as the crow flies, 18.8 km of road, 22 minutes and 10 more.
    assert [matcher.minutes_to(code) for code in ("091", "092", "853", "")] == [15, 32, 244, None]


@pytest.mark.parametrize(
    ("wish", "hours", "remote", "codes"),
    [
        (Wish(), (20, 30), False, []),
        (Wish(occupations=frozenset("59")), (None, None), False, ["occupation"]),
        (Wish(occupations=frozenset("4")), (None, None), False, ["other_occupation"]),
        (Wish(hours_from=25), (20, 30), False, ["hours"]),
        (Wish(hours_to=19), (20, 30), False, ["other_hours"]),
        (Wish(hours_from=31), (20, None), False, ["other_hours"]),
        (Wish(hours_to=19), (None, None), False, []),
        (Wish(municipalities=frozenset({"853"})), (None, None), False, ["place"]),
        (Wish(municipalities=frozenset({"091"})), (None, None), False, ["other_place"]),
        (Wish(municipalities=frozenset({"091"}), is_remote_wished=True), (None, None), True, ["place"]),
    ],
)
def test_wishes(wish, hours, remote, codes):
    found = judged({}, {}, wish=wish, hours=hours, remote=remote)

    kinds = {"occupation", "other_occupation", "hours", "other_hours", "place", "other_place"}
    assert [one.why.value for one in found.findings if one.why.value in kinds] == codes


def test_every_result_has_its_reasons_in_three_languages_and_its_record_holds_codes_alone():
    assert set(SENTENCES) == set(NAMES) == set(Why)
    assert HARD_STOPS <= REASONS_AGAINST
    assert not NOT_KNOWN & REASONS_AGAINST
    for abilities, demands, offered, _why, _verdict in CASES:
        found = judged(abilities, demands, offered)
        keys = [one.key for one in found.findings]
        assert keys
        assert not any(sign.isdigit() for key in keys for sign in key)
        for language in ("fi", "sv", "en"):
            with translation.override(language):
                told = explained(found)
                sentences = [*told.reasons_for, *told.reasons_against, *told.not_known]
                assert len(sentences) == len(found.findings)
                assert all(reason_words(key) for key in keys)


def test_arrangement_support_is_named_where_it_pays():
    asked = explained(judged({"lifting": Met("limited", 10)}, {"lifting": 20}))
    hours = explained(judged({"hours_day": Met("limited", 4)}, {"hours_day": 5}))

    assert asked.reasons_against[0] == (
        "Lifting and carrying: the job has 20 kg, more than the client can as such; would need one of these, ask the "
        "employer: technology and aids, help at work, reorganising the work. Support for arrangements at work "
        "(380/2023, section 98) may be applied for: technology and aids, help at work."
    )
    assert "98" not in hours.reasons_against[0]


def test_weights_are_whole_and_follow_each_other():
    for one in all_weights():
        assert set(one.texts) == {"fi", "sv", "en"}
        assert set(one.values) | set(one.points) == {why.value for why in Why}
        assert set(one.helps) == set(Demand.values)
        assert {kind for kinds in one.helps.values() for kind in kinds} <= set(Adjustment.values)
        assert set(one.reach) <= {demand.value for demand in DEMAND_UNITS}
    first = all_weights()[0]
    assert (weights_on(date(2000, 1, 1)), weights_of(1), weights_of(0)) == (first, first, None)
    raw = {**first.__dict__, "effective_from": "2027-01-01"}
    later = read_weights([{**raw, "effective_from": "2026-01-01"}, {**raw, "version": 2}])
    assert [(one.version, one.effective_from.year) for one in later] == [(1, 2026), (2, 2027)]
    with pytest.raises(ValueError, match="follow each other"):
        read_weights([raw, raw])
    assert [(one.number, one.is_in_force, len(one.tables)) for one in weights_in_words()] == [(1, True, 3)]


def test_nothing_of_health_has_a_way_in():
    """Modules of matching import neither diagnoses, statements, keywords nor measurements, and name none."""
    mine = [
        *ROOT.glob("employers/match*.py"),
        *ROOT.glob("employers/**/match*.py"),
        *(ROOT / f"employers/{name}.py" for name in ("selectors/weights", "selectors/precision", "models/wishes")),
    ]
    banned = ("diagnos", "statement", "keyword", "measurement", "work_ability", "gender", "birth", "language_of")
    named = [
        f"{path.name}: {name}"
        for path in mine
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _names(node)
        if any(word in name.lower() for word in banned)
    ]
    data = (ROOT / "employers/data/match_weights.json").read_text().lower()

    assert len(mine) > 8
    assert named == []
    assert [word for word in (*banned, "icd", "f32") if word in data] == []
    assert {one.value for one in Ability} == {"full", "adjusted", "limited", "impossible", "unknown"}


def _names(node):
    if isinstance(node, ast.ImportFrom | ast.Import):
        return [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    return [node.id] if isinstance(node, ast.Name) else []
