"""Merging two records and parting them: by whom, with what choices, what stands in the way, and what is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from accounts.models import Message
from clients.enums.merging import PAIR_STEPS, MatchReason, PairState
from clients.models import (
    BenefitSpell,
    CaseRelation,
    Client,
    ClientMerge,
    Contact,
    DuplicateCandidate,
    Keyword,
    LabourSpell,
)
from clients.selectors.merging import ABSORBED, KEPT, successor_of
from clients.services.merging import merge_clients, part_pair, stands_in_the_way, undo_merge
from clients.services.pairing import note_duplicates, scan_duplicates
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import ChangeMarker
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.contacts import ContactFactory
from tests.factories.employment import BenefitSpellFactory, LabourSpellFactory
from tests.factories.keywords import KeywordFactory
from tests.factories.merging import DuplicateCandidateFactory
from tests.factories.network import ProgrammeFactory

CODES = ("120588-900Y", "120588-901Z")
NAMES = {"last_name": KEPT, "first_names": KEPT}


def merged(pair, actor, **given) -> ClientMerge:
    kept, absorbed = (Client.objects.get(pk=one.pk) for one in pair)
    return merge_clients(
        actor=actor,
        kept_id=kept.pk,
        absorbed_id=absorbed.pk,
        versions=given.pop("versions", (kept.version, absorbed.version)),
        choices={**NAMES, **given},
    )


def test_the_kept_record_has_the_chosen_values_and_everything_of_both(people, pair):
    kept, absorbed = pair
    contact = ContactFactory(client=absorbed)

    merged(pair, people["responsible"], last_name=ABSORBED)

    kept.refresh_from_db()
    assert (kept.last_name, kept.first_names, kept.email) == ("Keksity", "Anna-Maria", "anna@mail.invalid")
    assert Contact.objects.get(pk=contact.pk).client_id == kept.pk
    assert Client.objects.get(pk=absorbed.pk).merged_into_id == kept.pk
    assert not Client.objects.visible_to(people["supervisor"]).filter(pk=absorbed.pk).exists()
    assert successor_of(people["supervisor"], absorbed.pk) == kept.pk
    assert successor_of(people["outsider"], absorbed.pk) is None


@pytest.mark.parametrize(
    ("persona", "error"),
    [
        ("responsible", None),
        ("supervisor", None),
        ("half", NotAllowed),
        ("colleague", NotAllowed),
        ("outsider", NotFound),
    ],
)
def test_supervisors_and_the_coordinator_responsible_for_both_merge(people, pair, persona, error):
    if error is None:
        merged(pair, people[persona])
    else:
        with pytest.raises(error):
            merged(pair, people[persona])

    assert ClientMerge.objects.count() == (error is None)


def test_responsible_for_one_only_is_not_enough(people, pair):
    CaseRelation.objects.filter(client=pair[1]).update(user=people["half"])

    with pytest.raises((NotAllowed, NotFound)):
        merged(pair, people["half"])


def test_names_that_differ_must_be_chosen(people, pair):
    with pytest.raises(Refusal) as refused:
        merged(pair, people["supervisor"], last_name="")

    assert refused.value.field == "last_name"
    assert not ClientMerge.objects.exists()


def test_a_record_changed_meanwhile_is_a_conflict(people, pair):
    with pytest.raises(Conflict):
        merged(pair, people["supervisor"], versions=(1, 9))


def test_a_record_with_itself_or_of_another_area_is_not_found(people, pair):
    elsewhere = ClientFactory(area_id=OTHER_AREA)

    for other in (pair[0], elsewhere):
        with pytest.raises(NotFound):
            merged((pair[0], other), people["supervisor"])


def test_two_open_cases_stand_in_the_way_and_are_named(people, pair):
    for client in pair:
        CaseFactory(client=client)

    sentences = stands_in_the_way(*pair)
    with pytest.raises(Refusal, match="open case"):
        merged(pair, people["supervisor"])

    assert len(sentences) == 1
    assert not ClientMerge.objects.exists()
    assert Client.objects.visible_to(people["supervisor"]).filter(pk=pair[1].pk).exists()


@pytest.mark.parametrize("what", ["participation", "keyword"])
def test_what_can_be_once_only_stands_in_the_way(people, pair, what):
    programme = ProgrammeFactory()
    for client in pair:
        if what == "participation":
            ParticipationFactory(client=client, programme=programme)
        else:
            KeywordFactory(client=client)

    with pytest.raises(Refusal):
        merged(pair, people["supervisor"])

    assert Keyword.objects.filter(client=pair[0]).count() == (what == "keyword")


def test_spells_that_exclude_each_other_are_told_before_anything_is_written(people, pair):
    kept, absorbed = pair
    LabourSpellFactory(client=kept, ended_on=date(2026, 3, 1), end_reason="99")
    LabourSpellFactory(client=absorbed, begun_on=date(2026, 3, 1), status="21")

    with translation.override("en"):
        told = stands_in_the_way(kept, absorbed)
        with pytest.raises(Refusal, match="another labour-market status"):
            merged(pair, people["supervisor"])

    assert told == [
        (
            "Labour-market status: The client has another labour-market status on some of these days."
            " Change or end it on one of the records first."
        )
    ]
    assert LabourSpell.objects.filter(client=kept).count() == 1


def test_spells_of_different_days_and_withdrawn_ones_come_together_and_part(people, pair):
    kept, absorbed = pair
    LabourSpellFactory(client=kept, ended_on=date(2026, 3, 1), end_reason="99")
    LabourSpellFactory(client=absorbed, begun_on=date(2026, 3, 2), status="21")
    LabourSpellFactory(client=absorbed, begun_on=date(2026, 1, 5), withdrawn=True)
    BenefitSpellFactory(client=kept)
    BenefitSpellFactory(client=absorbed, benefit="social")

    merge = merged(pair, people["supervisor"])
    together = LabourSpell.objects.filter(client=kept).count(), BenefitSpell.objects.filter(client=kept).count()
    undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=1)

    assert together == (3, 2)
    assert (LabourSpell.objects.filter(client=absorbed).count(), kept.benefit_spells.count()) == (2, 1)


def test_of_two_responsible_coordinators_the_chosen_one_stays(people, pair):
    CaseRelation.objects.filter(client=pair[1]).update(user=people["half"])

    merged(pair, people["supervisor"], responsible=ABSORBED)

    found = CaseRelation.objects.filter(client=pair[0], ended_at__isnull=True)
    assert [one.user for one in found] == [people["half"]]


def test_identity_codes_change_places(people, pair):
    for client, code in zip(pair, CODES, strict=True):
        client.keep_identity_code(code)
        client.save()

    merge = merged(pair, people["supervisor"], identity_cipher=ABSORBED)
    after = [Client.objects.get(pk=one.pk).identity_code for one in pair]
    undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=1)

    assert after == [CODES[1], CODES[0]]
    assert [Client.objects.get(pk=one.pk).identity_code for one in pair] == list(CODES)


def test_non_disclosure_of_either_holds(people, pair):
    Client.objects.filter(pk=pair[1].pk).update(non_disclosure=True)

    merged(pair, people["supervisor"])

    assert Client.objects.get(pk=pair[0].pk).non_disclosure


def test_those_whose_client_it_is_are_told_and_numbers_are_worked_out_anew(people, pair):
    participation = ParticipationFactory(client=pair[1])

    merged(pair, people["supervisor"])

    assert set(Message.objects.filter(kind="clients_merged").values_list("user", "about")) == {
        (people["responsible"].pk, pair[0].pk)
    }
    assert ChangeMarker.objects.filter(subject_id=participation.pk, kind="participation").exists()


def test_parted_again_the_pair_is_not_proposed_any_more(people, pair):
    merge = merged(pair, people["supervisor"])

    undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=merge.version)

    assert Client.objects.visible_to(people["supervisor"]).filter(pk__in=[one.pk for one in pair]).count() == 2
    assert DuplicateCandidate.objects.get().state == PairState.NOT_DUPLICATE
    assert (note_duplicates(client_id=pair[0].pk), scan_duplicates(area_id=HOME_AREA)) == (0, 0)
    with pytest.raises(OutOfOrder):
        undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=merge.version + 1)


def test_a_moved_row_that_was_changed_keeps_the_records_together(people, pair):
    contact = ContactFactory(client=pair[1])
    merge = merged(pair, people["supervisor"])
    Contact.objects.filter(pk=contact.pk).update(minutes=99)

    with pytest.raises(Refusal, match="Contacts"):
        undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=merge.version)

    assert Contact.objects.get(pk=contact.pk).client_id == pair[0].pk


def test_a_value_changed_since_keeps_them_together_and_other_changes_stay(people, pair):
    kept, _absorbed = pair
    merge = merged(pair, people["supervisor"], last_name=ABSORBED)
    Client.objects.filter(pk=kept.pk).update(post_office="Tampere", version=9)
    undo = {"actor": people["supervisor"], "merge_id": merge.pk, "version": merge.version}

    Client.objects.filter(pk=kept.pk).update(last_name="Kolmas")
    with pytest.raises(Refusal, match="Last name"):
        undo_merge(**undo)
    Client.objects.filter(pk=kept.pk).update(last_name="Keksity")
    undo_merge(**undo)

    kept.refresh_from_db()
    assert (kept.last_name, kept.post_office, kept.version) == ("Keksitty", "Tampere", 10)


def test_what_was_recorded_since_stays_with_the_kept_record(people, pair):
    merge = merged(pair, people["supervisor"])
    later = ContactFactory(client=pair[0])

    undo_merge(actor=people["supervisor"], merge_id=merge.pk, version=merge.version)

    assert Contact.objects.get(pk=later.pk).client_id == pair[0].pk


@pytest.mark.parametrize(("persona", "error"), [("colleague", NotAllowed), ("outsider", NotFound)])
def test_others_do_not_undo(people, pair, persona, error):
    merge = merged(pair, people["supervisor"])

    with pytest.raises(error):
        undo_merge(actor=people[persona], merge_id=merge.pk, version=merge.version)

    assert ClientMerge.objects.get().undone_at is None


@pytest.mark.parametrize("state", PairState.values)
def test_a_pair_is_parted_by_the_table_of_steps(people, pair, state):
    decided = None if state == PairState.OPEN else timezone.now()
    found = DuplicateCandidateFactory(of=pair, state=state, decided_at=decided)
    given = {"actor": people["supervisor"], "pair_id": found.pk}

    if PairState.NOT_DUPLICATE in PAIR_STEPS[PairState(state)]:
        part_pair(**given, version=1)
    else:
        with pytest.raises(OutOfOrder):
            part_pair(**given, version=1)

    found.refresh_from_db()
    assert (found.state == PairState.NOT_DUPLICATE) is (state != PairState.OPEN or found.version == 2)


def test_parting_is_for_those_who_merge(people, pair):
    found = DuplicateCandidateFactory(of=pair)

    for persona, version, error in (
        ("colleague", 1, NotAllowed),
        ("outsider", 1, NotFound),
        ("supervisor", 7, Conflict),
    ):
        with pytest.raises(error):
            part_pair(actor=people[persona], pair_id=found.pk, version=version)

    found.refresh_from_db()
    assert found.state == PairState.OPEN


def test_pairs_are_found_at_once(people, pair):
    noted = [note_duplicates(client_id=one.pk) for one in pair]

    found = DuplicateCandidate.objects.get()
    assert (noted, scan_duplicates(area_id=HOME_AREA)) == ([1, 0], 0)
    assert found.reasons == [MatchReason.NAME_VARIANT, MatchReason.BIRTH_DATE]
    assert {found.first_id, found.second_id} == {one.pk for one in pair}


def test_pairs_are_found_by_night(people, pair):
    counted = scan_duplicates(area_id=HOME_AREA, dry_run=True)
    before = DuplicateCandidate.objects.count()

    scanned = scan_duplicates(area_id=HOME_AREA)

    found = DuplicateCandidate.objects.get()
    assert (counted, before, scanned) == (1, 0, 1)
    assert found.reasons == [MatchReason.NAME_VARIANT, MatchReason.BIRTH_DATE]
    assert found.found_at > timezone.now() - timedelta(minutes=5)
