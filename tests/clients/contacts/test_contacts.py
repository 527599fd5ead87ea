from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.models import Client, Contact
from clients.selectors.agenda import with_last_contact
from clients.selectors.contact_history import contact_history
from clients.services.contacts import ContactNote, edit_contact, finalise_contact, record_contact, withdraw_contact
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory, ContactFactory

pytestmark = pytest.mark.django_db


def note(**changes) -> ContactNote:
    given = {
        "at": timezone.now() - timedelta(minutes=30),
        "channel": ContactChannel.VIDEO,
        "summary": "Spoke of part-time work.",
        "minutes": 30,
        "others": (ParticipantKind.KELA,),
    }
    return ContactNote(**{**given, **changes})


@pytest.mark.capability("CL-16")
def test_record_contact_keeps_channel_and_participants(people, known):
    made = record_contact(
        actor=people["coordinator"], client_id=known.pk, note=note(colleagues=frozenset({people["mate"].pk}))
    )

    made.refresh_from_db()
    assert (made.channel, made.minutes, made.others, made.is_joint) == ("video", 30, ["kela"], True)
    assert made.author == people["coordinator"]
    assert [one.user for one in made.staff.all()] == [people["mate"]]


@pytest.mark.capability("CL-16")
def test_remote_channels_are_those_of_different_places():
    remote = {channel.value for channel in ContactChannel if channel.is_remote}

    assert remote == {"phone", "video", "chat", "message", "webinar", "letter"}


@pytest.mark.parametrize("persona", ["colleague", "outsider", "analyst"])
def test_a_client_out_of_sight_gets_no_contact(people, known, persona):
    with pytest.raises(NotFound):
        record_contact(actor=people[persona], client_id=known.pk, note=note())

    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"at": datetime(2026, 3, 2, 8, 3, tzinfo=UTC)}, "at"),
        ({"at": datetime(1026, 3, 2, tzinfo=UTC)}, "at"),
        ({"minutes": 0}, ""),
        ({"colleagues": frozenset({uuid4()})}, "colleagues"),
    ],
    ids=["no summary", "to come", "wrong year", "no length", "nobody of the area"],
)
def test_what_is_wrong_is_refused_and_nothing_kept(people, known, wrong, field):
    with pytest.raises(Refusal) as refused:
        record_contact(actor=people["coordinator"], client_id=known.pk, note=note(**wrong))

    assert refused.value.field == field
    assert not Contact.objects.exists()


def test_an_appointment_of_another_client_is_refused(people, known):
    other = AppointmentFactory(client=ClientFactory(unit=known.unit))

    with pytest.raises(Refusal):
        record_contact(actor=people["coordinator"], client_id=known.pk, note=note(), appointment_id=other.pk)

    assert not Contact.objects.exists()


def test_a_draft_is_its_authors_until_made_final(people, known):
    draft = record_contact(
        actor=people["coordinator"], client_id=known.pk, note=note(is_draft=True, summary="CANARY-SECRET")
    )
    assert not Contact.objects.visible_to(people["supervisor"]).exists()
    with pytest.raises(NotFound):
        finalise_contact(actor=people["supervisor"], contact_id=draft.pk, version=1)

    edit_contact(actor=people["coordinator"], contact_id=draft.pk, version=1, note=note(is_draft=True))
    final = finalise_contact(actor=people["coordinator"], contact_id=draft.pk, version=2)

    assert list(Contact.objects.visible_to(people["supervisor"])) == [final]
    told = " ".join(cell.text for row in contact_history(final, user=people["supervisor"]).rows for cell in row.cells)
    assert "CANARY-SECRET" not in told
    own = contact_history(final, user=people["coordinator"])
    assert "CANARY-SECRET" in " ".join(cell.text for row in own.rows for cell in row.cells)


def test_an_empty_draft_is_kept_but_not_made_final(people, known):
    draft = record_contact(actor=people["coordinator"], client_id=known.pk, note=note(is_draft=True, summary=""))

    with pytest.raises(Refusal):
        finalise_contact(actor=people["coordinator"], contact_id=draft.pk, version=1)

    draft.refresh_from_db()
    assert draft.is_draft


def test_only_its_author_changes_a_contact(people, known):
    contact = ContactFactory(client=known, author=people["coordinator"])

    with pytest.raises(NotAllowed):
        edit_contact(actor=people["supervisor"], contact_id=contact.pk, version=1, note=note())

    contact.refresh_from_db()
    assert (contact.summary, contact.version) == ("CANARY-CONTACT", 1)


def test_a_change_against_an_old_version_is_refused(people, known):
    contact = ContactFactory(client=known, author=people["coordinator"], version=2)

    with pytest.raises(Conflict):
        edit_contact(actor=people["coordinator"], contact_id=contact.pk, version=1, note=note())

    contact.refresh_from_db()
    assert contact.summary == "CANARY-CONTACT"


def test_colleagues_alone_are_a_change(people, known):
    contact = record_contact(actor=people["coordinator"], client_id=known.pk, note=note())
    same = note(at=contact.at)

    for colleagues in ({people["mate"].pk}, {people["colleague"].pk}):
        changed = edit_contact(
            actor=people["coordinator"],
            contact_id=contact.pk,
            version=contact.version,
            note=ContactNote(**{**same.__dict__, "colleagues": frozenset(colleagues)}),
        )
        contact.refresh_from_db()
        assert changed.version == contact.version

    assert contact.version == 3
    assert [one.user for one in contact.staff.all()] == [people["colleague"]]


def test_a_final_contact_is_no_draft_again(people, known):
    contact = ContactFactory(client=known, author=people["coordinator"])

    with pytest.raises(OutOfOrder):
        edit_contact(actor=people["coordinator"], contact_id=contact.pk, version=1, note=note(is_draft=True))
    with pytest.raises(OutOfOrder):
        finalise_contact(actor=people["coordinator"], contact_id=contact.pk, version=1)

    contact.refresh_from_db()
    assert not contact.is_draft


@pytest.mark.parametrize("persona", ["coordinator", "supervisor"])
def test_a_wrong_contact_is_withdrawn_and_stays_with_its_reason(people, known, persona):
    contact = ContactFactory(client=known, author=people["coordinator"])

    withdraw_contact(actor=people[persona], contact_id=contact.pk, version=1, reason="Wrong client")

    contact.refresh_from_db()
    assert (contact.withdrawn_by, contact.withdrawal_reason) == (people[persona], "Wrong client")
    assert not Contact.objects.final().exists()
    assert list(Contact.objects.visible_to(people["mate"])) == [contact]


def test_withdrawing_is_refused_to_others_without_reason_and_twice(people, known):
    contact = ContactFactory(client=known, author=people["coordinator"])

    with pytest.raises(NotAllowed):
        withdraw_contact(actor=people["mate"], contact_id=contact.pk, version=1, reason="Wrong")
    with pytest.raises(Refusal):
        withdraw_contact(actor=people["coordinator"], contact_id=contact.pk, version=1, reason=" ")
    withdraw_contact(actor=people["coordinator"], contact_id=contact.pk, version=1, reason="Wrong")
    with pytest.raises(OutOfOrder):
        withdraw_contact(actor=people["coordinator"], contact_id=contact.pk, version=2, reason="Wrong")
    with pytest.raises(OutOfOrder):
        edit_contact(actor=people["coordinator"], contact_id=contact.pk, version=2, note=note())

    contact.refresh_from_db()
    assert (contact.version, contact.summary) == (2, "CANARY-CONTACT")


def test_the_last_contact_counts_only_final_ones_with_the_client(people, known, django_assert_num_queries):
    never = ClientFactory(unit=known.unit)
    now = timezone.now()
    ContactFactory(client=known, at=now - timedelta(days=70), author=people["mate"])
    ContactFactory(client=known, at=now - timedelta(days=90), author=people["mate"])
    ContactFactory(client=known, at=now - timedelta(days=3), author=people["mate"], is_draft=True)
    ContactFactory(client=known, at=now - timedelta(days=2), author=people["mate"], with_client=False)
    wrong = ContactFactory(client=known, at=now - timedelta(days=1), author=people["mate"])
    withdraw_contact(actor=people["mate"], contact_id=wrong.pk, version=1, reason="Wrong")

    with django_assert_num_queries(1):
        found = {one.pk: one.last_contact_on for one in with_last_contact(Client.objects.all())}

    assert found == {known.pk: (now - timedelta(days=70)).date(), never.pk: None}
