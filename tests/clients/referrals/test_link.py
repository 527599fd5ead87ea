"""The partner's link: looked at by scanners, opened, answered, expired, renewed, closed; and attacked."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from accounts.context import set_context
from accounts.models import Message, RateLimit, ReadLog
from accounts.reading_words import purpose_text
from accounts.selectors.reading import impersonal_reader
from clients.enums import ConsentManner, DataItem, RecipientKind
from clients.enums.service_referrals import LinkState, ServiceReferralState
from clients.models import ReferralLink, ReferralStep, ServiceReferral
from clients.selectors.handled import OF_CLIENT
from clients.services.consents import Recipient, record_consent, withdraw_consent
from clients.services.referral_links import area_of_token, opened_by, token_of
from clients.services.referral_mail import mail_link
from clients.services.service_referrals import send_link_again
from ledger.models import Outbox
from tests.factories.accounts import OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.service_referrals import link_of, referral_in
from tests.factories.work_ability import DemandAssessmentFactory, DemandProfileFactory

_S = ServiceReferralState
pytestmark = pytest.mark.capability("CA-10")


@pytest.fixture
def referral(people, known, service) -> ServiceReferral:
    return referral_in(
        _S.SENT,
        client=known,
        service=service,
        sent_by=people["coordinator"],
        items=[DataItem.NAME, DataItem.CONTACT, DataItem.NEED],
    )


def address(link, name="referral_link", language="en"):
    return f"{reverse(f'clients:{name}', args=[token_of(link.pk)])}?language={language}"


def mark_of(response) -> str:
    return re.search(r'name="mark" value="([^"]+)"', response.content.decode())[1]


def opened(partner, link):
    """The page behind the door."""
    return partner.post(address(link), {"mark": mark_of(partner.get(address(link)))})


def answered(partner, link, to, **told):
    page = opened(partner, link)
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]
    data = {"mark": mark_of(page), "version": version, "to": to, "on": "", "text": "", "planned_on": "", **told}
    return partner.post(address(link, "referral_link_answer"), data)


def everything() -> list:
    return [
        list(model.objects.order_by("pk").values())
        for model in (ServiceReferral, ReferralStep, ReferralLink, Message, Outbox)
    ]


HEADERS = (
    {"User-Agent": "Mail scanner"},
    {"Purpose": "prefetch"},
    {"Sec-Purpose": "prefetch;prerender"},
    {"X-Moz": "prefetch"},
    {"X-Purpose": "preview", "User-Agent": "Link preview"},
)


def test_scanners_change_nothing_and_see_nobody(partner, referral, known):
    link = link_of(referral)
    before = everything()

    seen = [partner.get(address(link), headers=headers) for headers in HEADERS]
    seen += [partner.head(address(link)), partner.head(address(link, "referral_link_answer"))]

    assert [one.status_code for one in seen] == [200] * 6 + [405]
    assert everything() == before
    text = "".join(one.content.decode() for one in seen)
    assert [word for word in ("Testinen", "Testi", "040 000 0000", "Coaching") if word in text] == []
    assert partner.cookies == {}


def test_the_answer_is_kept_by_nobody_and_leads_nowhere(partner, referral):
    link = link_of(referral)

    pages = [partner.get(address(link)), opened(partner, link)]

    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert not re.search(r'href="https?:', page.content.decode())
    assert partner.cookies == {}


def test_opening_receives_and_shows_only_what_is_shared(partner, referral, known):
    link = link_of(referral)
    known.email = "not-shared@test.invalid"
    known.identity_cipher = None
    known.birth_date = date(1980, 1, 1)
    known.save()

    page = opened(partner, link)

    referral.refresh_from_db()
    (step,) = referral.steps.all()
    text = page.content.decode()
    assert (page.status_code, referral.state, referral.received_on) == (200, _S.RECEIVED, date(2026, 3, 2))
    assert (step.state, step.link, step.by) == (_S.RECEIVED, link, None)
    assert [word for word in ("Testinen Testi", "040 000 0000", referral.message) if word not in text] == []
    assert [word for word in ("1980", str(known.pk), str(referral.pk)) if word in text] == []


def test_contacts_under_non_disclosure_leave_by_no_link(partner, referral, known):
    type(known).objects.filter(pk=known.pk).update(non_disclosure=True)

    page = opened(partner, link_of(referral)).content.decode()

    assert "040 000 0000" not in page
    assert "Keksikatu" not in page
    assert "Testinen" in page


def test_opening_again_steps_nowhere(partner, referral):
    link = link_of(referral)
    opened(partner, link)

    again = opened(partner, link)

    assert (again.status_code, referral.steps.count()) == (200, 1)


def test_the_partner_walks_the_whole_way(partner, referral, people, clock):
    link = link_of(referral)
    way = (
        (_S.ACCEPTED, {"planned_on": "2026-03-10"}),
        (_S.STARTED, {"planned_on": "2026-05-10"}),
        (_S.INTERRUPTED, {"reason": "drop_out"}),
        (_S.RESULT, {"result": "partly", "text": "Half of it went well."}),
    )

    pages = [answered(partner, link, to, **told) for to, told in way]

    referral.refresh_from_db()
    assert [page.status_code for page in pages] == [200] * 4
    assert (referral.state, referral.reason, referral.result) == (_S.RESULT, "drop_out", "partly")
    assert (referral.planned_start_on, referral.planned_end_on) == (date(2026, 3, 10), date(2026, 5, 10))
    assert [one.state for one in referral.steps.order_by("at", "pk") if one.link_id == link.pk].count(_S.RECEIVED) == 1
    told = Message.objects.filter(user=people["coordinator"], about=referral.pk)
    assert [one.kind for one in told] == ["service_referral_answered"] * 4
    assert "the referral is closed" in pages[-1].content.decode()
    assert partner.get(address(link)).status_code == 410


def test_declining_needs_a_reason(partner, referral):
    link = link_of(referral)

    page = answered(partner, link, _S.DECLINED)

    referral.refresh_from_db()
    assert (page.status_code, referral.state) == (422, _S.RECEIVED)
    assert answered(partner, link, _S.DECLINED, reason="full").status_code == 200
    referral.refresh_from_db()
    assert (referral.state, referral.reason, referral.closed_on) == (_S.DECLINED, "full", date(2026, 3, 2))


def test_an_answer_from_a_stale_page_is_not_taken(partner, referral):
    link = link_of(referral)
    page = opened(partner, link)
    stale = {"mark": mark_of(page), "version": "1", "to": _S.ACCEPTED, "on": "", "text": "", "planned_on": ""}

    response = partner.post(address(link, "referral_link_answer"), stale)

    referral.refresh_from_db()
    assert (response.status_code, referral.state) == (409, _S.RECEIVED)


@pytest.mark.parametrize(("days", "state"), [(13, LinkState.OPEN), (14, LinkState.EXPIRED), (15, LinkState.EXPIRED)])
def test_a_link_opens_for_fourteen_days(referral, clock, days, state):
    link = link_of(referral)

    clock.shift(timedelta(days=days))

    assert opened_by(link.pk).state == state


def test_an_expired_link_sends_a_new_one_to_the_address_on_record(partner, referral):
    link = link_of(referral, days_left=-1)
    page = partner.get(address(link))

    sent = partner.post(address(link, "referral_link_renew"), {"mark": mark_of(page), "email": "thief@test.invalid"})

    new = ReferralLink.objects.exclude(pk=link.pk).get()
    assert (page.status_code, sent.status_code) == (200, 200)
    assert "Kuntoutus" not in sent.content.decode()
    assert "vastaanotto" not in sent.content.decode()
    assert mail_link(link_id=new.pk) == 1
    assert [one.to for one in mail.outbox] == [["vastaanotto@kumppani.invalid"]]
    assert opened(partner, new).status_code == 200
    old = partner.get(address(link))
    assert (old.status_code, 'name="mark"' in old.content.decode()) == (410, False)


def test_a_replaced_link_neither_opens_nor_renews(partner, referral, people):
    link = link_of(referral)
    mark = mark_of(partner.get(address(link)))
    send_link_again(actor=people["coordinator"], referral_id=referral.pk)

    answers = [
        partner.post(address(link, name), {"mark": mark})
        for name in ("referral_link", "referral_link_answer", "referral_link_renew")
    ]

    referral.refresh_from_db()
    assert [one.status_code for one in answers] == [410] * 3
    assert (referral.state, ReferralLink.objects.count()) == (_S.SENT, 2)


def test_a_link_that_is_good_is_not_renewed(partner, referral):
    link = link_of(referral)
    mark = mark_of(partner.get(address(link)))

    partner.post(address(link, "referral_link_renew"), {"mark": mark})

    assert ReferralLink.objects.count() == 1


def test_withdrawing_the_consent_closes_within_one_request(partner, people, known, service):
    consent = record_consent(
        actor=people["coordinator"],
        client_id=known.pk,
        recipient=Recipient(kind=RecipientKind.PROVIDER, name="Kuntoutus Oy"),
        items=[DataItem.LIMITATIONS],
        manner=ConsentManner.PAPER,
        decided_on=date(2026, 3, 1),
    )
    profile = DemandProfileFactory(client=known)
    DemandAssessmentFactory(profile=profile, demand="lifting", ability="limited", limit=5)
    referral = referral_in(
        _S.STARTED,
        client=known,
        service=service,
        consent=consent,
        recipient_name="Kuntoutus Oy",
        items=[DataItem.NAME, DataItem.NEED, DataItem.LIMITATIONS],
    )
    link = link_of(referral)
    shown = opened(partner, link)
    assert "Lifting and carrying: Limited (5 kg)" in shown.content.decode()

    withdraw_consent(actor=people["coordinator"], consent_id=consent.pk, version=1, withdrawn_on=timezone.localdate())

    mark = mark_of(shown)
    answers = [
        partner.get(address(link)),
        partner.post(address(link), {"mark": mark}),
        partner.post(address(link, "referral_link_answer"), {"mark": mark, "to": _S.COMPLETED, "version": 1}),
        partner.post(address(link, "referral_link_renew"), {"mark": mark}),
    ]
    assert [one.status_code for one in answers] == [410] * 4
    assert ["Testinen" in one.content.decode() for one in answers] == [False] * 4


def test_a_consent_that_ends_closes_too(partner, people, known, service, clock):
    record_consent(
        actor=people["coordinator"],
        client_id=known.pk,
        recipient=Recipient(kind=RecipientKind.PROVIDER, name="Kuntoutus Oy"),
        items=[DataItem.LIMITATIONS],
        manner=ConsentManner.PAPER,
        decided_on=date(2026, 3, 1),
        valid_to=date(2026, 3, 4),
    )
    referral = referral_in(
        _S.SENT, client=known, service=service, items=[DataItem.NAME, DataItem.NEED, DataItem.LIMITATIONS]
    )
    link = link_of(referral)

    states = []
    for _day in range(4):
        states.append(opened_by(link.pk).state)
        clock.shift(timedelta(days=1))

    assert states == [LinkState.OPEN] * 3 + [LinkState.CLOSED]


def test_the_mail_says_nothing_of_anybody(referral):
    link = link_of(referral)

    assert (mail_link(link_id=link.pk), mail_link(link_id=link.pk)) == (1, 0)

    (letter,) = mail.outbox
    said = f"{letter.subject} {letter.body}"
    assert token_of(link.pk) in letter.body
    assert [word for word in ("Testi", "Kuntoutus", "Coaching", str(referral.pk)) if word in said] == []
    assert letter.subject == "Täsmä: sinulle on palveluunohjaus, johon pyydetään vastausta"


def test_nothing_is_mailed_of_a_closed_link(referral):
    link = link_of(referral)
    ReferralLink.objects.update(closed_at=timezone.now())

    assert (mail_link(link_id=link.pk), mail.outbox) == (0, [])


def test_the_database_holds_no_token(referral):
    link = link_of(referral)

    held = str(ReferralLink.objects.values().get()) + str(list(Outbox.objects.values()))

    assert token_of(link.pk) not in held


@pytest.mark.parametrize("token", ["wrong", "A" * 48, "..%2f", "x" * 400, "'; DROP TABLE clients_client; --"])
def test_a_guessed_token_is_not_there(partner, referral, token):
    link_of(referral)

    found = [
        partner.get(reverse("clients:referral_link", args=[token])).status_code,
        partner.post(reverse("clients:referral_link_answer", args=[token]), {"mark": "x"}).status_code,
        partner.post(reverse("clients:referral_link_renew", args=[token]), {"mark": "x"}).status_code,
    ]

    assert found == [404, 404, 404]


def test_a_form_that_we_did_not_make_does_nothing(partner, referral, known):
    link, other = link_of(referral), link_of(referral_in(_S.SENT, client=known))
    foreign = mark_of(partner.get(address(other)))
    before = everything()

    answers = [
        partner.post(address(link), {"mark": mark})
        for mark in ("", "forged", foreign, foreign.replace(str(other.pk), str(link.pk)))
    ]

    assert everything() == before
    assert ["Testinen" in one.content.decode() for one in answers] == [False] * 4


def test_a_form_of_yesterday_does_nothing(partner, referral, clock):
    link = link_of(referral)
    mark = mark_of(partner.get(address(link)))
    clock.shift(timedelta(hours=12, seconds=1))

    partner.post(address(link), {"mark": mark})

    referral.refresh_from_db()
    assert referral.state == _S.SENT


@pytest.mark.parametrize("to", [_S.DRAFT, _S.SENT, _S.STARTED, _S.WITHDRAWN, _S.EXPIRED, "nonsense", ""])
def test_a_step_that_is_not_the_partners_is_refused(partner, referral, to):
    link = link_of(referral)

    page = answered(partner, link, to, reason="mistaken")

    referral.refresh_from_db()
    assert (page.status_code, referral.state) == (422, _S.RECEIVED)


def test_other_fields_of_a_post_are_not_read(partner, referral, known, people):
    link = link_of(referral)

    answered(
        partner,
        link,
        _S.ACCEPTED,
        client=str(ClientFactory().pk),
        state="result",
        items="diagnosis",
        sent_by=str(people["mate"].pk),
        area_id=str(OTHER_AREA),
    )

    referral.refresh_from_db()
    assert (referral.state, referral.client_id, referral.area_id, referral.sent_by) == (
        _S.ACCEPTED,
        known.pk,
        known.area_id,
        people["coordinator"],
    )
    assert referral.items == [DataItem.NAME, DataItem.CONTACT, DataItem.NEED]


def test_a_text_too_long_is_refused(partner, referral):
    link = link_of(referral)

    longer = answered(partner, link, _S.ACCEPTED, text="x" * 1001)
    huge = answered(partner, link, _S.ACCEPTED, text="x" * 30_000)

    referral.refresh_from_db()
    assert (longer.status_code, huge.status_code, referral.state) == (422, 413, _S.RECEIVED)


def test_markup_in_an_answer_stays_text(partner, referral, signed_in):
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    link = link_of(referral)

    answered(partner, link, _S.ACCEPTED)
    page = answered(partner, link, _S.STARTED, text=script)
    staff = signed_in("coordinator").get(reverse("clients:service_referral", args=[referral.pk]))

    assert page.status_code == 200
    assert "<script>alert" not in staff.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in staff.content.decode()


def test_another_areas_link_leads_to_its_own_area_alone(partner, referral, db):
    set_context(user=None, areas=range(1, 47))
    there = ClientFactory(area_id=OTHER_AREA, last_name="Muualla")
    service = ServiceFactory(organisation=OrganisationFactory(area_id=OTHER_AREA))
    link = link_of(referral_in(_S.SENT, client=there, service=service))

    found = area_of_token(token=token_of(link.pk))
    page = opened(partner, link).content.decode()

    assert found == (OTHER_AREA, link.pk)
    assert ("Muualla" in page, "Testinen" in page) == (True, False)


def test_too_many_attempts_are_refused(partner, referral):
    RateLimit.objects.all().delete()
    link = link_of(referral, days_left=-1)

    answers = [partner.post(address(link, "referral_link_renew"), {"mark": "x"}).status_code for _n in range(4)]

    assert answers == [200, 200, 200, 429]


def test_the_reading_is_in_the_log_under_the_partners_name(partner, referral, known):
    partner.get(address(link := link_of(referral)))
    before = handled(known)

    opened(partner, link)

    assert (before, handled(known)) == (
        [],
        [("Kuntoutus Oy, by the link", "A partner answering a referral by its link")],
    )


def handled(client) -> list[tuple[str, str]]:
    """What the client is told of readers by a link; the log has the clock of the database."""
    found = ReadLog.objects.raw(OF_CLIENT, [client.pk, date(2026, 1, 1), date(2100, 1, 1), 100])
    with translation.override("en"):
        return [(impersonal_reader(one), purpose_text(one.purpose)) for one in found if impersonal_reader(one)]
