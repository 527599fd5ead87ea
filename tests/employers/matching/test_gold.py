"""Fifty people and fifty jobs labelled by a rule written apart from the one under test, and what must not matter.

The labels are worked out here from the law of the domain in plain steps: the tables below are typed by hand and are
read neither from the weights nor from the rule of matching.
"""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from clients.enums.demands import Ability, Adjustment, Demand
from employers.enums.matching import Verdict
from employers.matching_rules import Job, Matcher, Met, Person, Terms, Wish, all_weights, amounts_of

# How far over a limit help reaches, and what helps, by hand.
REACH = {"hours_day": 2, "hours_week": 15, "lifting": 15, "standing": 120, "sitting": 120, "walking": 120, "noise": 15}
SORTS = ("shifts", "fine_motor", "light", "social", "concentration", "learning", "instruction")
HIGHEST = {"hours_day": 10, "lifting": 50, "standing": 480, "sitting": 480, "walking": 480, "noise": 100}
WEIGHTS = all_weights()[0]
PLACES = {"091": (24.94, 60.17), "853": (22.27, 60.45), "564": (25.47, 65.01), "092": (25.04, 60.29)}
DEMANDS = (*HIGHEST, *SORTS)


def people_and_jobs():
    dice = Random(1918)
    people = []
    for _number in range(50):
        abilities = {}
        for demand in dice.sample(DEMANDS, 8):
            ability = dice.choice(Ability.values)
            limit = dice.randrange(HIGHEST[demand]) if demand in HIGHEST and ability == "limited" else None
            kinds = tuple(kind for kind in Adjustment.values if dice.random() < 0.4) if ability == "adjusted" else ()
            abilities[demand] = Met(ability, limit, kinds or (("help",) if ability == "adjusted" else ()))
        people.append(Person(abilities, Wish(frozenset(dice.sample("123456789", 2))), dice.choice(list(PLACES))))
    jobs = []
    for number in range(50):
        demands = {
            demand: float(dice.randrange(1, HIGHEST[demand])) if demand in HIGHEST else float(dice.choice((1, 2, 3)))
            for demand in dice.sample(DEMANDS, 5)
        }
        terms = Terms(frozenset(dice.sample(Adjustment.values, dice.randrange(4))), 20.0, 30.0, dice.random() < 0.1)
        amounts = amounts_of(demands, None)
        jobs.append(Job(f"{number:02}", amounts, terms, dice.choice("123456789"), dice.choice(list(PLACES))))
    return people, jobs


def is_stopped(person, job):
    """The label: something of the work is not possible, or is so far over the limit that nothing reaches it."""
    for demand, amount in job.amounts:
        met = person.abilities.get(demand)
        if met is None:
            continue
        if met.ability == "impossible":
            return True
        if met.ability == "limited" and met.limit is not None and amount - met.limit > REACH[demand]:
            return True
    return False


def test_hard_stops_are_exactly_those_of_the_gold_set():
    people, jobs = people_and_jobs()
    labelled = {(n, job.key) for n, person in enumerate(people) for job in jobs if is_stopped(person, job)}

    found = set()
    for number, person in enumerate(people):
        matcher = Matcher(person, WEIGHTS, PLACES)
        ranked = matcher.rank(jobs)
        assert len(ranked.fitting) + len(ranked.stopped) == 50
        found |= {(number, key) for _score, key, _level in ranked.stopped}
        for job in jobs:
            one = matcher.judge(job)
            assert one.findings
            assert (one.verdict == Verdict.STOP) == ((number, job.key) in found)

    assert found == labelled
    assert 500 < len(labelled) < 2000


def test_the_score_is_that_of_the_reasons_told():
    people, jobs = people_and_jobs()

    for person in people:
        matcher = Matcher(person, WEIGHTS, PLACES)
        for job in jobs:
            judged = matcher.judge(job)
            told = [one for one in judged.findings if one.why in WEIGHTS.values and one.demand != "travel"]
            weights = [WEIGHTS.weight_of(one.demand) for one in told]
            values = sum(w * WEIGHTS.values[one.why] for w, one in zip(weights, told, strict=True))
            points = sum(WEIGHTS.points.get(one.why, 0) for one in judged.findings)
            assert judged.score == values // sum(weights) + points


def test_one_rule_judges_both_ways():
    people, jobs = people_and_jobs()

    for person in people[:10]:
        matcher = Matcher(person, WEIGHTS, PLACES)
        ranked = matcher.rank(jobs)
        order = [(-Matcher(person, WEIGHTS, PLACES).judge(job).score, job.key) for job in jobs]
        assert sorted(one[:2] for one in (*ranked.fitting, *ranked.stopped)) == sorted(order)


AMOUNTS = some.dictionaries(some.sampled_from(SORTS), some.sampled_from((1.0, 2.0, 3.0)), max_size=4)
SEVERAL = some.lists(AMOUNTS, min_size=2, max_size=8)
ABILITIES = some.dictionaries(
    some.sampled_from(SORTS), some.sampled_from([Met(one, None, ("help",)) for one in Ability.values]), max_size=7
)


@given(
    demands=some.lists(AMOUNTS, min_size=2, max_size=8), abilities=ABILITIES, other=some.sampled_from(Ability.values)
)
@settings(max_examples=120, deadline=None)
def test_an_ability_that_no_job_demands_alters_nothing(demands, abilities, other):
    jobs = [Job(n, amounts_of(one, None), Terms(), "5", "853") for n, one in enumerate(demands)]
    plain = Matcher(Person(abilities, municipality="853"), WEIGHTS, PLACES)
    more = Matcher(Person({**abilities, "lifting": Met(other, None, ("help",))}, municipality="853"), WEIGHTS, PLACES)

    assert more.rank(jobs) == plain.rank(jobs)


@given(demands=SEVERAL, abilities=ABILITIES, seed=some.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_jobs_come_alters_nothing(demands, abilities, seed):
    jobs = [Job(n, amounts_of(one, None), Terms(), "5", "853") for n, one in enumerate(demands)]
    mixed = Random(seed).sample(jobs, len(jobs))

    assert Matcher(Person(abilities), WEIGHTS, PLACES).rank(mixed) == Matcher(Person(abilities), WEIGHTS, PLACES).rank(
        jobs
    )


def test_every_demand_has_a_place_in_the_gold_set_or_says_why_not():
    apart = {"travel", "remote", "hours_week"}  # judged by place and hours, in test_rules

    assert set(DEMANDS) | apart == set(Demand.values)
