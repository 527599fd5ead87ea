"""Searching: who may, what is found and recorded, what became of it, precision; what must not matter does not."""

from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from clients.enums import Gender
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.matching import Decider, MatchRefusal, MatchState
from employers.models import JobWish, MatchRecord, MatchSearch
from employers.selectors.match_pages import latest_search
from employers.selectors.matching import JobReader, Wanted, job_of, open_vacancies, person_of
from employers.selectors.precision import precision_of
from employers.services.matching import decide_match, find_candidates, find_jobs, show_more
from employers.services.vacancy_sweeping import sweep_vacancies
from employers.services.wishes import record_wish
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.employers import VacancyFactory
from tests.factories.jobs import MatchRecordFactory, profiled

pytestmark = pytest.mark.django_db
ALL = Wanted()
CAN = {"lifting": 10.0, "shifts": "impossible", "noise": "full", "travel": "full", "hours_week": "full"}


@pytest.fixture
def client(known):
    return profiled(known, **CAN)


@pytest.fixture
def jobs():
    """What fits, what fits with an accommodation, what needs one, and two hard stops."""
    return {
        name: VacancyFactory(title=name, **values)
        for name, values in {
            "fits": {"demands": {"lifting": 5.0, "noise": 80.0}, "hours_from": 20, "hours_to": 25},
            "adjusted": {"demands": {"lifting": 20.0}, "accommodations": ["technology"]},
            "ask": {"demands": {"lifting": 20.0, "noise": 70.0}, "municipality_id": "091"},
            "shifts": {"demands": {"shifts": 1.0}},
            "heavy": {"demands": {"lifting": 40.0}},
            "draft": {"demands": {}, "state": "draft", "opened_on": None},
            "passed": {"demands": {}, "closes_on": "2026-03-01"},
            "elsewhere": {"demands": {"noise": 70.0}, "area_id": 2, "hours_from": 37.5},
        }.items()
    }


def titles(search):
    named = {one.pk: one.title for one in open_vacancies(ALL, day=date(2026, 3, 2))}
    return [named[key] for key in search.ranked], {named[key] for key in search.stopped}


def test_jobs_are_found_ranked_and_recorded_once_a_day(people, client, jobs):
    actor = people["coordinator"]

    search = find_jobs(actor=actor, client_id=client.pk, wanted=ALL)
    find_jobs(actor=people["mate"], client_id=client.pk, wanted=ALL)

    ranked, stopped = titles(search)
    assert (set(ranked[:2]), ranked[2:], stopped) == (
        {"fits", "elsewhere"}, ["adjusted", "ask"], {"shifts", "heavy"},
    )  # fmt: skip
    assert (search.found, search.stops, search.shown) == (4, 2, 4)
    kept = MatchRecord.objects.get(vacancy=jobs["adjusted"])
    assert (kept.rank, kept.verdict, kept.direction, kept.shown_to) == (3, "adjusted", "jobs", actor)
    assert kept.reasons == ["helped:lifting:technology", "place_unknown"]
    assert MatchRecord.objects.count() == 4
    assert latest_search(actor, client=client) == search
    assert latest_search(people["supervisor"], client=client) is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(region_id=1), {"ask"}),
        (Wanted(hours_from=30), {"adjusted", "ask", "elsewhere"}),
        (Wanted(hours_to=22), {"fits", "adjusted", "ask"}),
    ],
)
def test_what_is_wanted_narrows_the_search(people, client, jobs, wanted, found):
    search = find_jobs(actor=people["coordinator"], client_id=client.pk, wanted=wanted)

    assert set(titles(search)[0]) == found


def test_thousands_are_read_as_one_is(jobs):
    found = {job.key: job for job in JobReader().jobs(open_vacancies(ALL, day=date(2026, 3, 2)))}

    for vacancy in open_vacancies(ALL, day=date(2026, 3, 2)):
        one, many = job_of(vacancy), found[str(vacancy.pk)]
        assert (one.amounts, one.occupation, one.municipality) == (many.amounts, many.occupation, many.municipality)
        assert one.terms.__dict__ == many.terms.__dict__


@pytest.mark.parametrize(
    "change",
    [
        *({"gender": one} for one in Gender.values), {"birth_date": date(1960, 1, 1)},
        {"birth_date": date(2004, 1, 1)}, {"first_names": "Muu", "last_name": "Toinen"}, {"service_language": "sv"},
        {"needs_interpreter": True, "interpreter_language": "ara"},
    ],
)  # fmt: skip
def test_who_the_client_is_alters_nothing(people, client, jobs, change):
    before = find_jobs(actor=people["coordinator"], client_id=client.pk, wanted=ALL)
    type(client).objects.filter(pk=client.pk).update(**change)
    VacancyFactory._meta.model.objects.update(description="Muuta tekstiä", subsidy_possible=True, places=7)

    after = find_jobs(actor=people["coordinator"], client_id=client.pk, wanted=ALL)

    assert (after.ranked, set(after.stopped)) == (before.ranked, set(before.stopped))


def test_clients_are_found_for_a_vacancy_among_those_one_needs_to_know(people, client, jobs):
    mine = profiled(ClientFactory(unit=client.unit), lifting="full", noise="full")
    unable = profiled(ClientFactory(unit=client.unit), lifting="impossible")
    without = ClientFactory(unit=client.unit)
    ended = profiled(ClientFactory(unit=client.unit), lifting="full")
    CaseFactory(client=ended, status="closed", closed_on="2026-02-01", ending_reason="10")
    other = profiled(ClientFactory(), lifting="full")

    search = find_candidates(actor=people["coordinator"], vacancy_id=jobs["fits"].pk, wanted=ALL)

    assert set(search.ranked) == {client.pk, mine.pk}
    assert search.stopped == [unable.pk]
    assert not {without.pk, ended.pk, other.pk} & {*search.ranked, *search.stopped}
    kept = MatchRecord.objects.values_list("client", "direction", "vacancy")
    assert set(kept) == {(one, "candidates", jobs["fits"].pk) for one in (client.pk, mine.pk)}


def test_those_who_may_not_search_do_not(people, specialist, client, jobs):
    vacancy, bare = jobs["fits"], ClientFactory(unit=client.unit)
    actor = people["coordinator"]

    for refused, step in (
        (NotFound, lambda: find_jobs(actor=specialist, client_id=client.pk, wanted=ALL)),
        (NotFound, lambda: find_jobs(actor=people["colleague"], client_id=client.pk, wanted=ALL)),
        (Refusal, lambda: find_jobs(actor=actor, client_id=bare.pk, wanted=ALL)),
        (NotAllowed, lambda: find_candidates(actor=specialist, vacancy_id=vacancy.pk, wanted=ALL)),
        (NotFound, lambda: find_candidates(actor=actor, vacancy_id=client.pk, wanted=ALL)),
        (OutOfOrder, lambda: find_candidates(actor=actor, vacancy_id=jobs["draft"].pk, wanted=ALL)),
    ):
        with pytest.raises(refused):
            step()
    assert (MatchSearch.objects.count(), MatchRecord.objects.count()) == (0, 0)


def test_where_a_client_under_non_disclosure_lives_is_matched_by_those_alone_who_may_know(people, client):
    type(client).objects.filter(pk=client.pk).update(non_disclosure=True, municipality_id="853")
    actor = people["coordinator"]
    assert person_of(actor, client).municipality == ""

    actor.memberships.update(rights=["turva"])
    actor.keep_memberships(list(actor.memberships.all()))
    assert person_of(actor, client).municipality == "853"


def test_pages_of_25_are_recorded_as_they_are_shown(people, client):
    for _number in range(30):
        VacancyFactory(demands={"lifting": 5.0})
    search = find_jobs(actor=people["coordinator"], client_id=client.pk, wanted=ALL)
    assert (search.found, search.shown, MatchRecord.objects.count()) == (30, 25, 25)

    with pytest.raises(NotFound):
        show_more(actor=people["mate"], search_id=search.pk)
    for _again in range(2):
        search = show_more(actor=people["coordinator"], search_id=search.pk)

    assert (search.shown, MatchRecord.objects.count()) == (30, 30)
    ranks = dict(MatchRecord.objects.values_list("vacancy", "rank"))
    assert [ranks[key] for key in search.ranked] == list(range(1, 31))


@pytest.mark.parametrize("was", MatchState)
@pytest.mark.parametrize("to", MatchState)
def test_steps_of_a_match(people, client, was, to):
    decided = {"decider": "client", "decided_on": date(2026, 3, 1), "decided_by": people["mate"]}
    match = MatchRecordFactory(
        client=client,
        state=was,
        refusal="pay" if was == MatchState.REFUSED else "",
        **({} if was == MatchState.SHOWN else decided),
    )
    reason = MatchRefusal.TRAVEL if to == MatchState.REFUSED else None
    step = {"match_id": match.pk, "to": to, "decider": Decider.COORDINATOR, "refusal": reason}

    if to in {was, MatchState.SHOWN}:
        with pytest.raises(OutOfOrder):
            decide_match(actor=people["coordinator"], version=1, **step)
        match.refresh_from_db()
        assert (match.state, match.version) == (was, 1)
        return
    for refused, given in (
        (Conflict, {**step, "version": 5}),
        (Refusal, {**step, "version": 1, "refusal": None if reason else MatchRefusal.PAY}),
    ):
        with pytest.raises(refused):
            decide_match(actor=people["coordinator"], **given)
    with pytest.raises(NotFound):
        decide_match(actor=people["colleague"], version=1, **step)
    decide_match(actor=people["coordinator"], version=1, **step)

    match.refresh_from_db()
    assert (match.state, match.refusal, match.decider, match.version) == (to, reason or "", "coordinator", 2)
    assert (match.decided_on, match.decided_by) == (timezone.localdate(), people["coordinator"])


def test_a_wish_follows_another(people, client):
    values = {"occupations": ["9"], "hours_to": 20, "municipalities": ["853"]}
    given = {"actor": people["coordinator"], "client_id": client.pk}
    first = record_wish(**given, latest_id=None, values=values)

    with pytest.raises(Conflict):
        record_wish(**given, latest_id=None, values=values)
    with pytest.raises(Refusal):
        record_wish(**given, latest_id=first.pk, values={"municipalities": ["999"]})
    with pytest.raises(NotFound):
        record_wish(**given | {"actor": people["colleague"]}, latest_id=first.pk, values=values)
    assert JobWish.objects.count() == 1
    assert person_of(people["coordinator"], client).wish.hours_to == 20


def test_precision_counts_what_was_decided_and_hides_the_few(people, client):
    decided = {"decider": "client", "decided_on": date(2026, 3, 1), "decided_by": people["mate"]}
    for number in range(6):
        MatchRecordFactory(client=client, rank=number + 1, state="accepted", **decided)
    for _number in range(2):
        MatchRecordFactory(client=client, rank=7, state="refused", refusal="pay", **decided)
    MatchRecordFactory(client=client, rank=30)
    MatchRecordFactory(client=ClientFactory(), rank=30)

    by_version, by_band, by_direction, _verdict, refusals = precision_of(people["coordinator"])

    few = "fewer than 5"
    told = [
        [[cell.text for cell in row.cells] for row in one.rows] for one in (by_version, by_band, by_direction, refusals)
    ]
    assert told == [
        [["1", "9", "6", "2", "75.0"]],
        [["1–5", "5", "5", "0", "100.0"], ["6–10", few, few, few, few], ["26 or later", few, few, few, few]],
        [["Jobs for a client", "9", "6", "2", "75.0"]],
        [["Pay or terms of work", few]],
    ]
    assert precision_of(people["colleague"])[0].rows == ()


def test_old_searches_go_and_what_they_showed_stays(people, client, jobs, clock):
    find_jobs(actor=people["coordinator"], client_id=client.pk, wanted=ALL)
    clock.shift(31 * 24 * 3600)

    swept = sweep_vacancies(day=date(2026, 3, 2), areas=[client.area_id])

    assert (swept.searches, MatchSearch.objects.count(), MatchRecord.objects.count()) == (1, 0, 4)


def test_a_client_opened_for_matching_counts_towards_what_an_hour_allows(signed_in, client):
    browser = signed_in("coordinator")
    page = reverse("employers:client_jobs", args=[client.pk])
    with override_settings(READ_STOP_PER_HOUR=0):
        assert browser.get(page).status_code == 429

    assert browser.get(page).status_code == 200


def test_pages_from_a_search_to_a_refusal(signed_in, people, specialist, client, jobs, django_assert_num_queries):
    browser = signed_in("coordinator")
    page = reverse("employers:client_jobs", args=[client.pk])
    wish = reverse("employers:job_wish", args=[client.pk])
    assert "Find jobs" in browser.get(page).content.decode()
    assert browser.post(wish, {"occupations": ["9"], "municipalities": ["853"]}).status_code == 302
    again = browser.post(wish, {"occupations": ["9", "5"]})
    assert (again.status_code, again.context["form"]["latest"].value()) == (409, str(JobWish.objects.get().pk))
    assert again.context["form"]["occupations"].value() == ["9", "5"]
    assert browser.post(page, {"region": "7777"}).status_code == 422
    assert browser.post(page, {}).status_code == 302
    shown = browser.get(page)
    text = shown.content.decode()
    assert [row.title for row in shown.context["rows"]][-2:] == ["adjusted", "ask"]
    assert "the employer offers: technology and aids. Support for arrangements at work" in text
    assert "Shift work and irregular hours: not possible for the client." in text
    browser.get(page)
    with django_assert_num_queries(QUERIES):
        browser.get(page)
    match = MatchRecord.objects.get(vacancy=jobs["ask"])
    decide = reverse("employers:match", args=[match.pk])
    assert browser.post(decide, {"to": "refused", "decider": "client", "version": 1}).status_code == 422
    told = {"to": "refused", "decider": "client", "refusal": "travel", "version": 1}
    assert browser.post(decide, told).status_code == 302
    assert "The way to work is too long" in browser.get(decide).content.decode()
    tab = browser.get(reverse("clients:client_tab", args=[client.pk, "employment"])).content.decode()
    assert ("Looking for jobs" in tab, "ask" in tab) == (True, True)
    other = reverse("employers:vacancy_candidates", args=[jobs["fits"].pk])
    assert browser.post(other, {"stops_hidden": "on"}).status_code == 302
    assert [row.title for row in browser.get(other).context["rows"]] == ["Testinen Testi"]
    assert browser.post(reverse("employers:vacancy_candidates_more", args=[jobs["fits"].pk])).status_code == 302
    for name in ("match_weights", "match_precision"):
        assert browser.get(reverse(f"employers:{name}")).status_code == 200
    for who, statuses in (("specialist", [404, 404, 404, 403]), ("colleague", [404, 404, 404, 200])):
        outsider = signed_in(who)
        assert [outsider.get(address).status_code for address in (page, wish, decide, other)] == statuses


QUERIES = 27
