"""Keywords, diagnosis marks and statuses: each step, each refusal, and that a refusal changes nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.enums.keywords import FIRST_STATUSES, STATUS_STEPS, AbilityStatus, KeywordKind
from clients.models import DiagnosisMark, Keyword, WorkAbilityStatus
from clients.services.ability_status import set_ability_status, take_status_back
from clients.services.diagnoses import end_diagnosis, record_diagnosis, take_diagnosis_back
from clients.services.keywords import correct_keyword, end_keyword, set_keyword, take_keyword_back
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory, WorkAbilityStatusFactory

SET, DAY, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
TO_COME = timezone.localdate() + timedelta(days=2)  # also when midnight passes during the run


def setting(actor, client, **given):
    return set_keyword(
        **{"actor": actor, "client_id": client.pk, "kind": KeywordKind.TASMATYO, "on": DAY, "reason": "Asked"} | given
    )


def ending(actor, keyword, **given):
    chosen = {"actor": actor, "client_id": keyword.client_id, "keyword_id": keyword.pk, "version": keyword.version}
    return end_keyword(**chosen | {"on": LATER, "reason": "Not needed"} | given)


def correcting(actor, keyword, **given):
    chosen = {"actor": actor, "client_id": keyword.client_id, "keyword_id": keyword.pk, "version": keyword.version}
    return correct_keyword(**chosen | {"on": DAY, "until": None, "reason": "Wrong day"} | given)


def taking_back(actor, keyword, **given):
    chosen = {"actor": actor, "client_id": keyword.client_id, "keyword_id": keyword.pk, "version": keyword.version}
    return take_keyword_back(**chosen | {"reason": "Another client's"} | given)


def state_of(keyword) -> tuple:
    row = Keyword.objects.get(pk=keyword.pk)
    return (row.version, row.kind, row.set_on, row.ended_on, row.end_reason, row.is_mistaken)


# --- keywords ---------------------------------------------------------------------------------------------------------


@pytest.mark.capability("CL-03")
def test_a_keyword_is_set_with_its_setter_day_and_reason(people, client_of_north):
    made = setting(people["colleague"], client_of_north, reason="  Asked for it ")

    kept = Keyword.objects.get()
    assert (kept.pk, kept.kind, kept.set_on, kept.set_by, kept.reason, kept.ended_on) == (
        made.pk,
        "tasmatyo",
        DAY,
        people["colleague"],
        "Asked for it",
        None,
    )


@pytest.mark.capability("CL-03")
def test_an_ended_keyword_keeps_its_history(people, client_of_north):
    keyword = KeywordFactory(client=client_of_north)

    ending(people["colleague"], keyword)

    kept = Keyword.objects.get()
    assert (kept.set_on, kept.ended_on, kept.ended_by, kept.end_reason, kept.version) == (
        SET,
        LATER,
        people["colleague"],
        "Not needed",
        2,
    )
    assert list(keyword.events.order_by("pgh_id").values_list("ended_on", flat=True)) == [None, LATER]
    in_force = [Keyword.objects.in_force(day).exists() for day in (SET, LATER - timedelta(days=1), LATER)]
    assert in_force == [True, True, False]


@pytest.mark.capability("CL-03")
def test_a_wrong_keyword_is_corrected_or_taken_back_without_losing_history(people, client_of_north):
    keyword = KeywordFactory(client=client_of_north)

    correcting(people["colleague"], keyword)
    keyword.refresh_from_db()
    taking_back(people["colleague"], keyword)

    events = list(keyword.events.order_by("pgh_id").values_list("set_on", "is_mistaken"))
    assert events == [(SET, False), (DAY, False), (DAY, True)]
    assert [Keyword.objects.in_force(day).exists() for day in (SET, DAY, LATER)] == [False, False, False]


@pytest.mark.capability("CL-04")
def test_the_other_keyword_and_one_after_an_ended_one_may_be_set(people, client_of_north):
    KeywordFactory(client=client_of_north, ended=True)

    setting(people["colleague"], client_of_north, on=LATER)
    setting(people["colleague"], client_of_north, on=LATER, kind=KeywordKind.TASMATYOKYKYINEN)

    assert Keyword.objects.in_force(LATER).count() == 2


@pytest.mark.parametrize(
    ("persona", "given", "error", "field"),
    [
        ("coordinator", {}, NotFound, ""),
        ("analyst", {}, NotFound, ""),
        ("colleague", {"on": TO_COME}, Refusal, "on"),
        ("colleague", {"reason": " - "}, Refusal, "reason"),
        ("colleague", {"kind": KeywordKind.TASMATYOKYKYINEN}, OutOfOrder, ""),
        ("colleague", {"on": LATER - timedelta(days=1)}, Refusal, "on"),
        ("colleague", {"client_id": uuid4()}, NotFound, ""),
    ],
    ids=["hidden", "no need", "future", "no reason", "open", "overlap", "absent"],
)
def test_setting_is_refused(people, client_of_north, persona, given, error, field):
    KeywordFactory(client=client_of_north, ended=True)
    KeywordFactory(client=client_of_north, kind="tasmatyokykyinen")

    with pytest.raises(error) as refused:
        setting(people[persona], client_of_north, **given)

    assert (type(refused.value), refused.value.field) == (error, field)
    assert Keyword.objects.count() == 2


@pytest.mark.parametrize(
    ("step", "given", "error"),
    [
        (ending, {"on": TO_COME}, Refusal),
        (ending, {"on": SET - timedelta(days=1)}, Refusal),
        (ending, {"reason": ""}, Refusal),
        (ending, {"version": 7}, Conflict),
        (ending, {"keyword_id": uuid4()}, NotFound),
        (correcting, {"on": TO_COME}, Refusal),
        (correcting, {"until": LATER}, Refusal),
        (correcting, {"reason": ""}, Refusal),
        (correcting, {"version": 7}, Conflict),
        (taking_back, {"reason": ""}, Refusal),
        (taking_back, {"version": 7}, Conflict),
    ],
    ids=lambda value: getattr(value, "__name__", None) or (next(iter(value)) if isinstance(value, dict) else None),
)
def test_a_step_on_a_keyword_is_refused(people, client_of_north, step, given, error):
    keyword = KeywordFactory(client=client_of_north)
    before = state_of(keyword)

    with pytest.raises(error) as refused:
        step(people["colleague"], keyword, **given)

    assert type(refused.value) is error
    assert state_of(keyword) == before


@pytest.mark.parametrize("step", [ending, correcting, taking_back], ids=lambda step: step.__name__)
def test_steps_on_a_hidden_client_find_nothing(people, client_of_north, step):
    keyword = KeywordFactory(client=client_of_north)
    before = state_of(keyword)

    with pytest.raises(NotFound):
        step(people["coordinator"], keyword)

    assert state_of(keyword) == before


def test_what_ended_does_not_end_again(people, client_of_north):
    keyword = KeywordFactory(client=client_of_north, ended=True)

    with pytest.raises(OutOfOrder):
        ending(people["colleague"], keyword)

    assert state_of(keyword) == (1, "tasmatyo", SET, LATER, "CANARY-KEYWORD-END", False)


def test_what_was_taken_back_stays_so(people, client_of_north):
    keyword = KeywordFactory(client=client_of_north, ended=True, is_mistaken=True)
    before = state_of(keyword)

    for step in (ending, correcting, taking_back):
        with pytest.raises(OutOfOrder):
            step(people["colleague"], keyword)

    assert state_of(keyword) == before


# --- diagnosis marks --------------------------------------------------------------------------------------------------


def diagnosing(actor, client, **given):
    chosen = {"actor": actor, "client_id": client.pk, "chapter": "F00-F99", "source": "client", "source_name": ""}
    return record_diagnosis(**chosen | {"on": DAY} | given)


@pytest.mark.capability("CL-01")
def test_a_diagnosis_is_its_chapter_with_source_day_and_recorder(people, client_of_north):
    diagnosing(people["trusted"], client_of_north, source="statement", source_name=" B statement ")

    kept = DiagnosisMark.objects.get()
    assert (kept.chapter, kept.source, kept.source_name, kept.stated_on, kept.recorded_by, kept.ended_on) == (
        "F00-F99",
        "statement",
        "B statement",
        DAY,
        people["trusted"],
        None,
    )


@pytest.mark.capability("CL-01")
def test_a_diagnosis_ends_or_is_taken_back(people, client_of_north):
    ended, mistaken = DiagnosisMarkFactory(client=client_of_north), DiagnosisMarkFactory(client=client_of_north)
    given = {"actor": people["trusted"], "client_id": client_of_north.pk, "version": 1}

    end_diagnosis(mark_id=ended.pk, on=LATER, **given)
    take_diagnosis_back(mark_id=mistaken.pk, **given)

    assert set(DiagnosisMark.objects.values_list("pk", "ended_on", "is_mistaken")) == {
        (ended.pk, LATER, False),
        (mistaken.pk, None, True),
    }


@pytest.mark.parametrize(
    ("persona", "given", "error"),
    [
        ("colleague", {}, NotAllowed),
        ("supervisor", {}, NotAllowed),
        ("coordinator", {}, NotFound),
        ("trusted", {"on": TO_COME}, Refusal),
        ("trusted", {"chapter": "F32.1"}, Refusal),
        ("trusted", {"chapter": "M00-M99"}, OutOfOrder),
    ],
    ids=["no right", "supervisor", "hidden", "future", "finer code", "open"],
)
def test_recording_a_diagnosis_is_refused(people, client_of_north, persona, given, error):
    DiagnosisMarkFactory(client=client_of_north, chapter="M00-M99")

    with pytest.raises(error) as refused:
        diagnosing(people[persona], client_of_north, **given)

    assert type(refused.value) is error
    assert DiagnosisMark.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"on": TO_COME}, Refusal),
        ({"on": SET - timedelta(days=1)}, Refusal),
        ({"version": 3}, Conflict),
        ({"mark_id": uuid4()}, NotFound),
    ],
    ids=["future", "before", "version", "absent"],
)
def test_ending_a_diagnosis_is_refused(people, client_of_north, given, error):
    mark = DiagnosisMarkFactory(client=client_of_north)
    chosen = {"actor": people["trusted"], "client_id": client_of_north.pk, "mark_id": mark.pk, "version": 1}

    with pytest.raises(error) as refused:
        end_diagnosis(**chosen | {"on": LATER} | given)

    assert type(refused.value) is error
    assert DiagnosisMark.objects.get().ended_on is None


def test_an_ended_diagnosis_does_not_end_again(people, client_of_north):
    mark = DiagnosisMarkFactory(client=client_of_north, ended_on=LATER)

    with pytest.raises(OutOfOrder):
        end_diagnosis(actor=people["trusted"], client_id=client_of_north.pk, mark_id=mark.pk, version=1, on=LATER)

    assert DiagnosisMark.objects.get().version == 1


# --- status of work ability -------------------------------------------------------------------------------------------


@pytest.mark.capability("CL-08")
@pytest.mark.parametrize("before", ["", *AbilityStatus.values])
@pytest.mark.parametrize("after", AbilityStatus.values)
def test_every_pair_of_statuses(people, client_of_north, before, after):
    held = WorkAbilityStatusFactory(client=client_of_north, status=before) if before else None
    allowed = after in (STATUS_STEPS[AbilityStatus(before)] if before else FIRST_STATUSES)
    given = {"actor": people["colleague"], "client_id": client_of_north.pk, "status": after, "since": DAY}
    given["after"] = held.pk if held else None

    if allowed:
        set_ability_status(**given)
    else:
        with pytest.raises(OutOfOrder):
            set_ability_status(**given)

    kept = list(WorkAbilityStatus.objects.order_by("since").values_list("status", "since", "until"))
    if allowed:
        assert kept == ([(before, SET, DAY)] if before else []) + [(after, DAY, None)]
    else:
        assert kept == ([(before, SET, None)] if before else [])


@pytest.mark.capability("CL-08")
def test_a_temporary_status_has_its_expected_end(people, client_of_north):
    set_ability_status(
        actor=people["colleague"],
        client_id=client_of_north.pk,
        status=AbilityStatus.IDENTIFIED,
        since=DAY,
        expected_until=LATER,
        reason=" Recovering ",
    )

    kept = WorkAbilityStatus.objects.get()
    assert (kept.is_temporary, kept.expected_until, kept.reason) == (True, LATER, "Recovering")


@pytest.mark.parametrize(
    ("persona", "given", "error"),
    [
        ("coordinator", {}, NotFound),
        ("colleague", {"since": TO_COME}, Refusal),
        ("colleague", {"since": SET - timedelta(days=1)}, Refusal),
        ("colleague", {"expected_until": SET}, Refusal),
        ("colleague", {"status": AbilityStatus.RESOLVED, "expected_until": LATER}, Refusal),
        ("colleague", {"after": None}, Conflict),
    ],
    ids=["hidden", "future", "before", "temporary before", "temporary resolved", "conflict"],
)
def test_a_status_is_refused(people, client_of_north, persona, given, error):
    held = WorkAbilityStatusFactory(client=client_of_north)
    chosen = {"actor": people[persona], "client_id": client_of_north.pk, "status": AbilityStatus.IDENTIFIED}

    with pytest.raises(error) as refused:
        set_ability_status(**chosen | {"since": DAY, "after": held.pk} | given)

    assert type(refused.value) is error
    assert list(WorkAbilityStatus.objects.values_list("status", "until", "version")) == [("suspected", None, 1)]


def test_taking_the_latest_status_back_lets_the_one_before_hold_again(people, client_of_north):
    first = WorkAbilityStatusFactory(client=client_of_north, until=DAY)
    latest = WorkAbilityStatusFactory(client=client_of_north, status="identified", since=DAY)
    given = {"actor": people["colleague"], "client_id": client_of_north.pk, "version": 1}

    with pytest.raises(OutOfOrder):
        take_status_back(status_id=first.pk, **given)
    take_status_back(status_id=latest.pk, **given)

    assert list(WorkAbilityStatus.objects.current().values_list("pk", "status")) == [(first.pk, "suspected")]
    assert WorkAbilityStatus.objects.get(pk=latest.pk).is_mistaken
