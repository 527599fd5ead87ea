from datetime import date, timedelta

import pytest
import time_machine

from clients.enums.forms import FormKind
from clients.models import EndForm, FollowUpForm, StartForm
from clients.selectors.participation_states import Seen, seen_now
from clients.services.participating.saving import save_form
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from ledger.models import ChangeMarker
from tests.clients.participating.conftest import END, ENDED_ON, again, save

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-23")]
START = {"start_status": "11", "unemployed_months": 14, "in_education": False, "isced": "3", "household": "1"}


def test_an_end_form_is_kept_with_the_day_and_the_reason_of_ending(supervisor, participation):
    kept = save(
        supervisor,
        participation,
        FormKind.END,
        **END,
        end_reason="10",
        end_path="1a",
        end_job_kind="2",
        industry="Q",
        occupation="5",
        end_job_search=True,
        ended_as_planned="1",
        end_benefit="wages",
        end_work_ability=7,
    )

    assert (kept.ended_on, kept.end_reason, kept.end_path) == (ENDED_ON, "10", "1a")
    form = kept.end_form
    assert (form.observed_on, form.status, form.job_kind, form.industry, form.occupation) == (
        date(2026, 5, 20), "21", "2", "Q", "5",
    )  # fmt: skip
    assert (form.job_search, form.ended_as_planned, form.benefit, form.work_ability) == (True, "1", "wages", 7)
    assert (kept.version, form.version) == (2, 1)
    assert ChangeMarker.objects.get(subject_id=kept.pk).current == 1


def test_a_correction_raises_the_version_and_keeps_what_is_not_said(supervisor, participation):
    save(supervisor, participation, FormKind.START, third_country="8", start_benefit="market")

    kept = save(supervisor, participation, FormKind.START, isced="5")

    form = kept.start_form
    assert (form.isced, form.third_country, form.benefit, form.status, form.version) == ("5", "8", "market", "11", 3)


def test_saving_what_is_there_already_changes_nothing(supervisor, participation):
    save(supervisor, participation, FormKind.START, isced="3")

    assert again(participation).start_form.version == 1
    assert not ChangeMarker.objects.exists()


@pytest.mark.parametrize("days", [0, 28])
def test_the_situation_may_be_observed_until_day_28(supervisor, participation, days):
    observed = ENDED_ON + timedelta(days=days)

    kept = save(supervisor, participation, FormKind.END, **(END | {"end_observed_on": observed}))

    assert kept.end_form.observed_on == observed


@pytest.mark.parametrize("days", [-1, 29])
def test_an_observation_on_day_29_is_refused_as_the_28_day_result(supervisor, participation, days):
    with pytest.raises(Refusal) as refused:
        save(supervisor, participation, FormKind.END, **(END | {"end_observed_on": ENDED_ON + timedelta(days=days)}))

    assert refused.value.field == "end_observed_on"
    assert "28" in str(refused.value.sentence)
    assert not EndForm.objects.exists()
    assert again(participation).ended_on is None


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [("2026-05-04 23:59+03:00", False), ("2026-05-05 00:01+03:00", True), ("2026-05-04 21:30+00:00", True)],
)
def test_a_day_comes_at_midnight_in_helsinki(supervisor, participation, moment, is_taken):
    values = {"ended_on": ENDED_ON, "end_observed_on": date(2026, 5, 5), "end_status": "11"}

    with time_machine.travel(moment):
        if is_taken:
            save(supervisor, participation, FormKind.END, **values)
        else:
            with pytest.raises(Refusal):
                save(supervisor, participation, FormKind.END, **values)

    assert EndForm.objects.exists() is is_taken


def test_a_follow_up_is_made_six_months_on_and_not_a_day_earlier(supervisor, participation):
    save(supervisor, participation, FormKind.END, **END)
    due = date(2026, 11, 4)

    with time_machine.travel("2026-12-01 10:00+02:00"):
        with pytest.raises(Refusal) as refused:
            save(
                supervisor,
                participation,
                FormKind.FOLLOW_UP,
                followup_observed_on=due - timedelta(days=1),
                followup_status="21",
            )
        assert refused.value.field == "followup_observed_on"
        assert not FollowUpForm.objects.exists()
        kept = save(
            supervisor,
            participation,
            FormKind.FOLLOW_UP,
            followup_observed_on=due,
            followup_status="21",
            followup_contact="1",
            followup_same_employer=True,
            followup_hours=20,
            followup_support=False,
        )

    form = kept.follow_up_form
    assert (form.observed_on, form.contact_result, form.same_employer, form.weekly_hours, form.needs_support) == (
        due, "1", True, 20, False,
    )  # fmt: skip


def test_an_end_form_needs_a_start_form_and_a_follow_up_an_end_form(supervisor, participation):
    with pytest.raises(Refusal):
        save(
            supervisor,
            participation,
            FormKind.FOLLOW_UP,
            followup_observed_on=date(2026, 6, 1),
            followup_status="21",
        )
    StartForm.objects.all().delete()

    with pytest.raises(Refusal) as refused:
        save(supervisor, participation, FormKind.END, **END)

    assert refused.value.field == "end_status"
    assert not EndForm.objects.exists()


@pytest.mark.parametrize("left_out", ["ended_on", "end_observed_on", "end_status"])
def test_what_an_end_form_cannot_do_without_is_asked_for(supervisor, participation, left_out):
    values = END | {left_out: "" if left_out == "end_status" else None}

    with pytest.raises(Refusal) as refused:
        save(supervisor, participation, FormKind.END, **values)

    assert refused.value.field == left_out
    assert not EndForm.objects.exists()


def test_answers_without_their_ground_are_not_kept(supervisor, participation):
    kept = save(
        supervisor,
        participation,
        FormKind.END,
        **END,
        end_in_education=False,
        end_education_kind="1",
        end_qualification=False,
        qualification_name="Kokki",
        qualified_on=date(2026, 4, 1),
    )

    form = kept.end_form
    assert (form.education_kind, form.qualification_name, form.qualified_on) == ("", "", None)


def test_a_form_does_away_with_the_reason_why_it_is_missing(supervisor, participation):
    participation.ended_on, participation.end_missing_reason = ENDED_ON, "1"
    participation.save()

    kept = save(supervisor, participation, FormKind.END, **END)

    assert kept.end_missing_reason == ""


def test_a_value_out_of_range_is_refused_at_its_question(supervisor, participation):
    with pytest.raises(Refusal) as refused:
        save(supervisor, participation, FormKind.START, start_status="77")

    assert refused.value.field == "start_status"
    assert again(participation).start_form.status == "11"


def test_a_form_that_changed_meanwhile_is_not_overwritten(people, supervisor, participation):
    opened = seen_now(participation, FormKind.START)
    save(people["coordinator"], participation, FormKind.START, isced="5")

    with pytest.raises(Conflict):
        save_form(
            actor=supervisor,
            participation_id=participation.pk,
            kind=FormKind.START,
            seen=opened,
            values={"isced": "6", "adults": 2},
        )

    form = again(participation).start_form
    assert (form.isced, form.adults, form.version) == ("5", None, 2)


def test_a_form_filled_in_anew_is_not_taken_for_the_withdrawn_one(supervisor, participation):
    opened = seen_now(participation, FormKind.START)
    StartForm.objects.all().delete()
    StartForm.objects.create(participation=participation, area_id=participation.area_id, status="12")

    with pytest.raises(Conflict):
        save_form(
            actor=supervisor, participation_id=participation.pk, kind=FormKind.START, seen=opened, values={"isced": "6"}
        )


def test_the_end_form_also_looks_at_the_participation(supervisor, participation):
    opened = seen_now(participation, FormKind.END)
    participation.ended_on, participation.version = ENDED_ON, 2
    participation.save()

    with pytest.raises(Conflict):
        save_form(actor=supervisor, participation_id=participation.pk, kind=FormKind.END, seen=opened, values=END)


def test_health_is_answered_by_those_with_the_right_only(people, participation):
    with pytest.raises(NotAllowed):
        save(people["coordinator"], participation, FormKind.START, start_work_ability=5)

    assert again(participation).start_form.work_ability is None


def test_another_area_and_another_unit_do_not_find_it(people, participation):
    for persona in ("outsider", "nobody", "colleague"):
        with pytest.raises(NotFound):
            save_form(
                actor=people[persona],
                participation_id=participation.pk,
                kind=FormKind.START,
                seen=Seen(1),
                values={"isced": "6"},
            )

    assert again(participation).start_form.isced == "3"


def test_an_answer_of_another_form_is_a_mistake_of_the_caller(supervisor, participation):
    with pytest.raises(ValueError, match="end_status"):
        save(supervisor, participation, FormKind.START, end_status="21")


def test_the_clients_municipality_follows_the_start_form_until_a_move_is_recorded(supervisor, participation):
    save(supervisor, participation, FormKind.START, start_municipality="091")
    assert again(participation).client.municipality_id == "091"
    client = again(participation).client
    client.municipality_id = "049"
    client.save()

    save(supervisor, participation, FormKind.START, start_municipality="092")

    kept = again(participation)
    assert (kept.start_form.municipality_id, kept.client.municipality_id) == ("092", "049")
