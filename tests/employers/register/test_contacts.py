"""A logged contact: the employer found or added, the keyword set, confirmed, asked about, and taken back."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import MessageKind, Right, Role
from accounts.models import Membership, Message
from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from clients.models import Task
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.contacts import Interest, Topic, WillingEnd
from employers.enums.register import EmployerClass, JobTrait
from employers.models import (
    ContactPerson,
    Employer,
    EmployerContact,
    EmployerFilter,
    EmployerOwner,
    Establishment,
    WillingKeyword,
)
from employers.models.willingness import fresh_from
from employers.services.contacts import EmployerNote, NewEmployer, log_contact, withdraw_employer_contact
from employers.services.filters import drop_filter, keep_filter
from employers.services.owners import give_employer
from employers.services.persons import add_person, change_person
from employers.services.willingness import ask_to_confirm, confirm_willing, end_willing
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.employers import (
    ContactPersonFactory,
    EmployerContactFactory,
    EmployerFactory,
    EmployerOwnerFactory,
    EstablishmentFactory,
    WillingKeywordFactory,
    business_id,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 31)
LAST_FRESH = date(2026, 9, 30)
COORDINATOR, SPECIALIST = Role.COORDINATOR, Role.EMPLOYER_SPECIALIST


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-03-31T09:00:00+03:00", tick=False)


def noted(interest=None, **given):
    return EmployerNote(**{"held_on": timezone.localdate(), "interest": interest, **given})


@pytest.mark.capability("EM-01")
@pytest.mark.capability("EM-06")
@pytest.mark.parametrize("interest", [None, *Interest])
def test_interest_of_two_or_three_marks_the_employer_in_the_same_action(today, interest):
    actor, employer = member(role=SPECIALIST), EmployerFactory()
    offered = {"traits": (JobTrait.SEATED,), "accommodations": (Adjustment.HELP,)}

    contact = log_contact(actor=actor, employer=employer.pk, note=noted(interest, **offered))

    raised = interest is not None
    assert (contact.topic_raised, contact.topics, contact.author) == (raised, [Topic.PARTIAL] if raised else [], actor)
    found = list(WillingKeyword.objects.values_list("set_on", "set_by", "contact", "traits", "accommodations"))
    marked = interest in {Interest.INTERESTED, Interest.ACTIVE}
    assert found == ([(DAY, actor.pk, contact.pk, ["seated"], ["help"])] if marked else [])


@pytest.mark.capability("EM-02")
def test_a_later_contact_confirms_the_mark_and_an_older_one_moves_nothing_back(today):
    actor, employer = member(role=COORDINATOR), EmployerFactory()
    first = log_contact(actor=actor, employer=employer.pk, note=noted(2, held_on=date(2026, 1, 5), traits=("seated",)))
    WillingKeyword.objects.update(asked_on=date(2026, 3, 1))

    later = log_contact(actor=actor, employer=employer.pk, note=noted(3, traits=("part_time",)))
    log_contact(actor=actor, employer=employer.pk, note=noted(2, held_on=date(2026, 2, 1)))
    log_contact(actor=actor, employer=employer.pk, note=noted(0))

    keyword = WillingKeyword.objects.get()
    assert (keyword.set_on, keyword.confirmed_on, keyword.contact, keyword.asked_on, keyword.ended_on) == (
        (first.held_on, DAY, later, None, None)
    )
    assert keyword.traits == ["part_time", "seated"]


@pytest.mark.capability("EM-12")
@pytest.mark.capability("EM-13")
@pytest.mark.capability("EM-14")
@pytest.mark.capability("EM-15")
def test_an_employer_is_added_by_its_business_id_once(today):
    actor, code = member(role=SPECIALIST), business_id(77)
    brought = NewEmployer(
        values={
            "name": " Uusi pk-yritys Oy ",
            "business_id": code,
            "kind": EmployerClass.INTERMEDIATE,
            "size": "2",
            "intermediary": "broker",
        },
        establishment={"municipality": EstablishmentFactory().municipality},
    )
    before = Employer.objects.count()

    made = log_contact(actor=actor, employer=brought, note=noted(topics=(Topic.STAFF, Topic.MANAGEMENT)))
    again = log_contact(actor=actor, employer=brought, note=noted())

    assert made.employer == again.employer
    assert (made.employer.name, made.employer.kind, made.employer.size) == ("Uusi pk-yritys Oy", "intermediate", "2")
    assert (Employer.objects.count(), Establishment.objects.filter(employer=made.employer).count()) == (before + 1, 1)
    assert made.topics == ["management", "staff"]


def test_the_next_step_is_a_task_of_those_who_have_tasks(today):
    employer, coordinator = EmployerFactory(name="Esimerkki Oy"), member(role=COORDINATOR)
    step = {"next_step": " Call again ", "next_step_on": date(2026, 4, 7)}

    for actor in (coordinator, member(role=SPECIALIST)):
        contact = log_contact(actor=actor, employer=employer.pk, note=noted(**step))
        assert (contact.next_step, contact.next_step_on) == ("Call again", date(2026, 4, 7))

    tasks = list(Task.objects.values_list("owner", "title", "due_on", "client"))
    assert tasks == [(coordinator.pk, "Call again (Esimerkki Oy)", date(2026, 4, 7), None)]


REFUSED = {
    "a day to come": {"held_on": DAY + timedelta(days=1)},
    "an old year": {"held_on": date(1999, 12, 31)},
    "an unanswered call in which something was raised": {"answered": False, "topic_raised": True},
    "attitude beyond the scale": {"attitude_after": 6},
    "a channel of clients alone": {"channel": ContactChannel.HOME_VISIT},
    "a programme of others": {"programme_id": 987},
}


@pytest.mark.parametrize("given", REFUSED.values(), ids=REFUSED.keys())
def test_a_contact_that_cannot_be_is_refused_whole(today, given):
    actor, employer = member(role=COORDINATOR), EmployerFactory()

    with pytest.raises(Refusal):
        log_contact(actor=actor, employer=employer.pk, note=noted(**{"interest": None, **given}))

    assert (EmployerContact.objects.count(), WillingKeyword.objects.count()) == (0, 0)


def test_places_and_people_of_others_are_refused_and_a_new_employer_goes_with_them(today):
    actor, employer = member(role=COORDINATOR), EmployerFactory()
    theirs = ContactPersonFactory(area_id=OTHER_AREA, employer=employer, is_shared=True)
    place = {"municipality": EstablishmentFactory().municipality}
    new = NewEmployer(values={"name": "Oy", "business_id": business_id(5), "kind": "company"}, establishment=place)

    for wanted, given in (
        (employer.pk, {"establishment_id": EstablishmentFactory().pk}),
        (employer.pk, {"person_id": theirs.pk}),
        (new, {"held_on": DAY + timedelta(days=1)}),
    ):
        with pytest.raises(Refusal), transaction.atomic():
            log_contact(actor=actor, employer=wanted, note=noted(**given))

    assert (EmployerContact.objects.count(), Employer.objects.filter(name="Oy").count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PARTNER, Role.ADMINISTRATOR, Role.REGIONAL, Role.DATA_PROTECTION])
def test_only_those_who_work_with_employers_log_contacts(today, role):
    with pytest.raises(NotAllowed):
        log_contact(actor=member(role=role), employer=EmployerFactory().pk, note=noted(3))

    assert (EmployerContact.objects.count(), WillingKeyword.objects.count()) == (0, 0)


def test_a_withdrawn_contact_counts_no_more_and_the_mark_it_set_is_an_error(today):
    actor, employer = member(role=COORDINATOR), EmployerFactory()
    first = log_contact(actor=actor, employer=employer.pk, note=noted(2))
    second = log_contact(actor=actor, employer=employer.pk, note=noted(3))
    told = {"actor": actor, "reason": "Another employer"}

    with pytest.raises(NotAllowed):
        withdraw_employer_contact(
            actor=member(role=COORDINATOR), contact_id=second.pk, version=1, reason="I did not make it"
        )
    with pytest.raises(NotFound):
        withdraw_employer_contact(actor=member(area=OTHER_AREA), contact_id=second.pk, version=1, reason="Not ours")
    with pytest.raises(Refusal):
        withdraw_employer_contact(actor=actor, contact_id=second.pk, version=1, reason=" ")
    withdraw_employer_contact(contact_id=second.pk, version=1, **told)
    between = WillingKeyword.objects.get()
    withdraw_employer_contact(contact_id=first.pk, version=1, **told)
    with pytest.raises(OutOfOrder):
        withdraw_employer_contact(contact_id=first.pk, version=2, **told)

    assert (between.contact, between.ended_on) == (first, None)
    after = WillingKeyword.objects.get()
    assert (after.ended_on, after.ended_by, after.end_reason) == (DAY, actor, WillingEnd.ERROR)
    assert EmployerContact.objects.counted().count() == 0


def test_a_mark_is_confirmed_and_ended_by_its_own_area(today):
    actor = member(role=SPECIALIST)
    keyword = WillingKeywordFactory(set_on=date(2025, 1, 1), asked_on=date(2025, 8, 1))

    with pytest.raises(NotFound):
        confirm_willing(actor=member(role=SPECIALIST, area=OTHER_AREA), keyword_id=keyword.pk, version=1)
    confirmed = confirm_willing(actor=actor, keyword_id=keyword.pk, version=1)
    with pytest.raises(Conflict):
        end_willing(actor=actor, keyword_id=keyword.pk, version=1, reason=WillingEnd.NOT_WILLING)
    ended = end_willing(actor=actor, keyword_id=keyword.pk, version=2, reason=WillingEnd.NOT_WILLING)
    with pytest.raises(OutOfOrder):
        confirm_willing(actor=actor, keyword_id=keyword.pk, version=3)

    assert (confirmed.confirmed_on, confirmed.confirmed_by, confirmed.asked_on) == (DAY, actor, None)
    assert (ended.ended_on, ended.ended_by, ended.end_reason) == (DAY, actor, "not_willing")
    anew = log_contact(actor=actor, employer=keyword.employer_id, note=noted(2))
    assert WillingKeyword.objects.standing().get().contact == anew


def test_two_marks_of_an_area_cannot_stand_at_once():
    keyword = WillingKeywordFactory()
    WillingKeywordFactory(area_id=OTHER_AREA, employer=keyword.employer)

    with pytest.raises(DatabaseError, match="willing_once"), transaction.atomic():
        WillingKeywordFactory(employer=keyword.employer)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 1), date(2026, 8, 31), date(2028, 2, 29), LAST_FRESH])
def test_the_earliest_fresh_day_is_that_of_every_keyword(day):
    days = [day - timedelta(days=back) for back in range(175, 192)]
    keywords = [WillingKeyword(set_on=one, confirmed_on=one) for one in days]

    assert [one >= fresh_from(day) for one in days] == [one.is_fresh_on(day) for one in keywords]


@pytest.mark.parametrize(("offset", "asked"), [(-1, 0), (0, 0), (1, 1)])
def test_a_mark_goes_stale_the_day_after_six_months(settings, offset, asked):
    owner = EmployerOwnerFactory(user=member(role=SPECIALIST))
    WillingKeywordFactory(employer=owner.employer, set_on=DAY)
    day = LAST_FRESH + timedelta(days=offset)

    simulated = ask_to_confirm(day=day, areas=[HOME_AREA], simulate=True)
    first = ask_to_confirm(day=day, areas=[HOME_AREA])
    again = ask_to_confirm(day=day, areas=[HOME_AREA])

    set_context(user=None, areas=range(1, 47))
    assert [(one.stale, one.told) for one in (simulated, first, again)] == [(asked, asked), (asked, asked), (0, 0)]
    told = list(Message.objects.values_list("user", "kind"))
    assert told == [(owner.user_id, MessageKind.WILLING_TO_CONFIRM)] * asked
    keyword = WillingKeyword.objects.get()
    assert (keyword.asked_on, keyword.ended_on) == (day if asked else None, None)


def test_one_message_for_many_and_none_for_who_has_gone(settings):
    settings.WILLING_FRESH_MONTHS = 1
    there, gone = member(role=COORDINATOR), member(role=COORDINATOR)
    Membership.objects.filter(user=gone).update(valid_to=date(2026, 3, 1))
    for user in (there, there, gone):
        WillingKeywordFactory(set_on=DAY, set_by=user)

    asked = ask_to_confirm(day=date(2026, 5, 1), areas=[HOME_AREA])

    set_context(user=None, areas=range(1, 47))
    assert (asked.stale, asked.told) == (3, 1)
    assert list(Message.objects.values_list("user", flat=True)) == [there.pk]


def test_one_person_at_a_time_looks_after_an_employer(today):
    actor, other, employer = member(role=SPECIALIST), member(role=COORDINATOR), EmployerFactory()
    take = {"actor": actor, "employer_id": employer.pk}

    give_employer(**take, to=actor.pk)
    with pytest.raises(OutOfOrder):
        give_employer(**take, to=actor.pk)
    with pytest.raises(Refusal):
        give_employer(**take, to=member(area=OTHER_AREA).pk)
    given = give_employer(**take, to=other.pk)
    with pytest.raises(DatabaseError, match="employer_owned_once"), transaction.atomic():
        EmployerOwnerFactory(employer=employer)

    assert list(EmployerOwner.objects.current()) == [given]
    assert give_employer(**take, to=None) is None
    held = EmployerOwner.objects.order_by("until", "pk").values_list("user", "until")
    assert sorted(held, key=str) == sorted([(actor.pk, DAY), (other.pk, DAY)], key=str)


def test_persons_are_seen_by_their_area_and_shared_ones_by_a_right(today):
    actor, employer = member(role=SPECIALIST), EmployerFactory()
    own = add_person(actor=actor, employer_id=employer.pk, values={"name": "Maija Malli", "is_shared": False})
    shared = ContactPersonFactory(employer=employer, is_shared=True)
    stranger, entitled = member(role=COORDINATOR, area=OTHER_AREA), member(role=COORDINATOR, area=OTHER_AREA)
    Membership.objects.filter(user=entitled).update(rights=[Right.EMPLOYER_CONTACTS])
    seen = {}
    for name, user in (("own", actor), ("stranger", stranger), ("entitled", entitled)):
        user.__dict__.pop("_memberships", None)
        seen[name] = set(ContactPerson.objects.visible_to(type(user).objects.get(pk=user.pk)))

    assert seen == {"own": {own, shared}, "stranger": set(), "entitled": {shared}}
    for user in (stranger, entitled):
        with pytest.raises(NotFound):
            change_person(actor=user, person_id=shared.pk, version=1, values={"name": "Changed"})
    changed = change_person(actor=actor, person_id=own.pk, version=1, values={"name": "Maija Malli", "is_shared": True})
    assert (changed.is_shared, changed.version) == (True, 2)


def test_the_database_shows_others_willing_employers_and_shared_persons_and_no_more():
    employer = EmployerFactory()
    contact = EmployerContactFactory(employer=employer)
    keyword = WillingKeywordFactory(employer=employer, contact=contact)
    EmployerOwnerFactory(employer=employer)
    ContactPersonFactory(employer=employer)
    shared = ContactPersonFactory(employer=employer, is_shared=True)

    models = (EmployerContact, EmployerOwner, ContactPerson, WillingKeyword)

    set_context(user=None, areas=[OTHER_AREA])
    seen = [list(model.objects.all()) for model in models]
    written = WillingKeyword.objects.update(traits=["day"]), ContactPerson.objects.update(name="x")
    set_context(user=None, areas=[])
    nothing = [model.objects.count() for model in models]

    assert seen == [[], [], [shared], [keyword]]
    assert (written, nothing) == ((0, 0), [0, 0, 0, 0])


def test_filters_are_kept_and_dropped_by_their_owner():
    actor, other = member(role=SPECIALIST), member(role=SPECIALIST)

    kept = keep_filter(actor=actor, name=" Uusimaa ", values={"willing": ["fresh"]})
    with pytest.raises(Refusal), transaction.atomic():
        keep_filter(actor=actor, name="Uusimaa", values={})
    keep_filter(actor=other, name="Uusimaa", values={})
    with pytest.raises(NotFound):
        drop_filter(actor=other, filter_id=kept.pk)
    drop_filter(actor=actor, filter_id=kept.pk)

    assert list(EmployerFilter.objects.values_list("owner", "name")) == [(other.pk, "Uusimaa")]
