from datetime import date

import pytest
import time_machine

from clients.enums.forms import FormKind, PastGround
from clients.models import Participation, PastForm
from clients.services.participating.starting import correct_stay, explain_missing, start_participation
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import ChangeMarker
from tests.clients.participating.conftest import END, ENDED_ON, again, save
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.network import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-19")]


def start(actor, client, programme, on=date(2026, 6, 1), **more) -> Participation:
    return start_participation(actor=actor, client_id=client.pk, programme_id=programme.pk, started_on=on, **more)


def test_a_client_begins_in_a_programme(supervisor, programme):
    client = ClientFactory()

    made = start(supervisor, client, programme)

    kept = Participation.objects.get()
    assert kept == made
    assert (kept.first_started_on, kept.started_on, kept.ended_on) == (date(2026, 6, 1), date(2026, 6, 1), None)
    assert kept.client_ref == f"T-{kept.pk.hex[:12]}"
    assert ChangeMarker.objects.filter(subject_id=kept.pk).exists()


def test_a_return_keeps_the_first_start_and_puts_the_end_aside(supervisor, participation, programme):
    save(supervisor, participation, FormKind.END, **END, end_reason="10", end_path="1a")

    start(supervisor, participation.client, programme)

    kept = again(participation)
    assert (kept.first_started_on, kept.started_on, kept.ended_on) == (date(2025, 9, 1), date(2026, 6, 1), None)
    assert (kept.end_reason, kept.end_path, kept.start_form.status) == ("", "", "11")
    assert not hasattr(kept, "end_form")
    aside = PastForm.objects.get()
    assert (aside.kind, aside.ground, aside.removed_by) == ("end", PastGround.RETURNED, supervisor)
    assert (aside.answers["end_status"], aside.answers["ended_on"], aside.answers["end_reason"]) == (
        "21", "2026-05-04", "10",
    )  # fmt: skip


def test_one_who_has_not_left_does_not_begin_again(supervisor, participation, programme):
    with pytest.raises(OutOfOrder):
        start(supervisor, participation.client, programme)

    assert again(participation).started_on == date(2025, 9, 1)


@pytest.mark.parametrize("on", [date(2026, 5, 4), date(2026, 5, 1), date(2026, 6, 21)])
def test_a_return_comes_after_the_end_and_not_in_the_future(supervisor, participation, programme, on):
    save(supervisor, participation, FormKind.END, **END)

    with pytest.raises(Refusal):
        start(supervisor, participation.client, programme, on)

    assert again(participation).ended_on == ENDED_ON
    assert not PastForm.objects.exists()


def test_a_start_lies_in_the_time_of_the_programme_and_after_birth(supervisor):
    short = ProgrammeFactory(areas=[HOME_AREA], starts_on=date(2026, 1, 1), ends_on=date(2026, 5, 31))
    client = ClientFactory(birth_date=date(2026, 2, 1))

    for day in (date(2025, 12, 31), date(2026, 6, 1), date(2026, 1, 15)):
        with pytest.raises(Refusal):
            start(supervisor, client, short, day)

    assert not Participation.objects.exists()


def test_the_area_must_take_part(supervisor):
    elsewhere = ProgrammeFactory(areas=[OTHER_AREA])

    with pytest.raises(Refusal):
        start(supervisor, ClientFactory(), elsewhere)

    assert not Participation.objects.exists()


def test_a_reference_is_given_once(supervisor, participation, programme):
    with pytest.raises(Refusal):
        start(supervisor, ClientFactory(), programme, client_ref=participation.client_ref)

    assert Participation.objects.count() == 1


def test_only_those_who_work_with_the_client_begin_it(people, programme, participation):
    for persona in ("outsider", "nobody", "colleague"):
        with pytest.raises((NotFound, NotAllowed)):
            start(people[persona], participation.client, programme)


def test_unit_and_days_are_corrected_by_the_rules_of_imports(supervisor, participation):
    stay = {"unit_id": None, "first_started_on": date(2025, 8, 1), "started_on": date(2025, 8, 1), "ended_on": ENDED_ON}

    assert correct_stay(actor=supervisor, participation_id=participation.pk, version=1, **stay)

    kept = again(participation)
    assert (kept.unit_id, kept.first_started_on, kept.ended_on, kept.version) == (None, date(2025, 8, 1), ENDED_ON, 2)
    with pytest.raises(Conflict):
        correct_stay(actor=supervisor, participation_id=participation.pk, version=1, **stay)
    with pytest.raises(Refusal):
        correct_stay(
            actor=supervisor, participation_id=participation.pk, version=2, **(stay | {"ended_on": date(2025, 7, 1)})
        )


def test_the_day_of_ending_stays_as_long_as_there_is_an_end_form(supervisor, participation):
    kept = save(supervisor, participation, FormKind.END, **END)
    stay = {"unit_id": None, "first_started_on": kept.first_started_on, "started_on": kept.started_on}

    with pytest.raises(Refusal) as refused:
        correct_stay(actor=supervisor, participation_id=kept.pk, version=kept.version, **stay, ended_on=None)

    assert refused.value.field == "ended_on"
    assert again(participation).ended_on == ENDED_ON


@pytest.mark.capability("CA-24")
def test_why_an_end_form_is_missing_is_on_record(supervisor, participation):
    participation.ended_on = ENDED_ON
    participation.save()

    said = {"actor": supervisor, "participation_id": participation.pk, "kind": FormKind.END}
    assert explain_missing(**said, version=1, reason="1")
    assert again(participation).end_missing_reason == "1"
    with pytest.raises(Conflict):
        explain_missing(**said, version=1, reason="2")
    assert explain_missing(**said, version=2, reason="")
    assert again(participation).end_missing_reason == ""


@pytest.mark.capability("CA-24")
def test_a_reason_is_needed_of_what_is_missing_only(supervisor, participation):
    said = {"actor": supervisor, "participation_id": participation.pk, "reason": "1"}
    with pytest.raises(OutOfOrder):
        explain_missing(**said, kind=FormKind.END, version=1)
    kept = save(supervisor, participation, FormKind.END, **END)
    with pytest.raises(OutOfOrder):
        explain_missing(**said, kind=FormKind.END, version=kept.version)

    assert again(participation).end_missing_reason == ""


@pytest.mark.capability("CA-24")
@pytest.mark.parametrize(("day", "is_due"), [("2026-11-03", False), ("2026-11-04", True), ("2026-11-05", True)])
def test_a_missing_follow_up_is_explained_once_it_is_due(supervisor, participation, day, is_due):
    kept = save(supervisor, participation, FormKind.END, **END)
    said = {"actor": supervisor, "participation_id": kept.pk, "version": kept.version, "reason": "1"}

    with time_machine.travel(f"{day} 10:00+02:00"):
        if is_due:
            explain_missing(**said, kind=FormKind.FOLLOW_UP)
        else:
            with pytest.raises(OutOfOrder):
                explain_missing(**said, kind=FormKind.FOLLOW_UP)

    assert again(participation).followup_missing_reason == ("1" if is_due else "")
