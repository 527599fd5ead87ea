"""Job referrals: the tables of steps walked whole, the consent before anything leaves, and what leaves exactly."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Message
from clients.enums import ConsentManner, DataItem, RecipientKind
from clients.models import Disclosure
from clients.services.consents import Recipient, record_consent, withdraw_consent
from clients.services.disclosing import NotDisclosed
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.job_referrals import (
    CLOCK_STEPS,
    STAFF_STEPS,
    TERMINAL,
    JobReferralKind,
    JobReferralReason,
    JobReferralState,
)
from employers.models import JobReferral, JobReferralStep
from employers.selectors.presentation import presented_facts
from employers.services.job_referral_steps import Step, take_step
from employers.services.job_referral_sweeping import sweep_job_referrals
from employers.services.job_referrals import (
    JobReferralText,
    change_job_referral,
    draft_job_referral,
    record_job_step,
    send_job_referral,
)
from employers.services.papers import presentation_paper
from tests.factories.employers import EmployerFactory, VacancyFactory
from tests.factories.employment import EmploymentSpellFactory, LabourSpellFactory
from tests.factories.placing import REASON, employer_consent, job_referral_in
from tests.pdf_words import words_of_pdf

_S = JobReferralState
TABLES = {"staff": STAFF_STEPS, "clock": CLOCK_STEPS}

pytestmark = pytest.mark.capability("EM-03")


def drafted(actor, client, employer, **changes):
    given = {"kind": JobReferralKind.PRESENTATION, "employer_id": employer.pk, "items": (DataItem.WORK_HISTORY,)}
    return draft_job_referral(actor=actor, client_id=client.pk, text=JobReferralText(**(given | changes)))


def decided(actor, client, employer, items=tuple(DataItem), manner=ConsentManner.PAPER):
    text_items = set(items) - {
        DataItem.BIRTH_DATE, DataItem.NEED, DataItem.SERVICES, DataItem.STATEMENTS, DataItem.DIAGNOSIS,
    }  # fmt: skip
    return record_consent(
        actor=actor,
        client_id=client.pk,
        recipient=Recipient(kind=RecipientKind.EMPLOYER, name=employer.name),
        items=text_items,
        manner=manner,
        decided_on=timezone.localdate(),
    )


@pytest.mark.parametrize("who", TABLES)
def test_every_pair_of_states(people, known, employer, who):
    actor = people["coordinator"]
    sent = job_referral_in(_S.SENT, client=known, employer=employer)
    more = {"sent_by": actor, "disclosure": sent.disclosure, "consent": sent.consent}
    wrong = []
    for before in _S:
        for to in _S:
            with transaction.atomic():
                referral = (
                    job_referral_in(before, client=known, employer=employer, consent=None, disclosure=None)
                    if (before in {_S.DRAFT, _S.REFUSED})
                    else job_referral_in(
                        before, client=known, employer=employer, consent=sent.consent, disclosure=sent.disclosure
                    )
                )
                step = Step(to=to, reason=REASON.get(to, ""))
                try:
                    take_step(
                        referral, step, steps=TABLES[who], by=actor if who == "staff" else None, version=1,
                        more=more if to == _S.SENT else {},
                    )  # fmt: skip
                    taken = True
                except OutOfOrder:
                    taken = False
                referral.refresh_from_db()
                steps = list(JobReferralStep.objects.filter(referral=referral).values_list("state", flat=True))
                may = to in TABLES[who][before]
                if (taken, referral.state, steps) != (may, to if may else before, [to] if may else []):
                    wrong.append((before, to))

    assert wrong == []
    assert {state for state, steps in STAFF_STEPS.items() if not steps} == TERMINAL


def test_nothing_is_sent_before_the_client_has_decided(people, known, employer, vacancy):
    actor = people["coordinator"]
    one = drafted(actor, known, employer, vacancy_id=vacancy.pk)

    def sending():
        with translation.override("en"):
            return send_job_referral(actor=actor, referral_id=one.pk, version=1)

    with pytest.raises(NotDisclosed, match="has not decided on this recipient"):
        sending()
    refusal = Step(to=_S.REFUSED, reason="unwilling")
    with translation.override("en"), pytest.raises(Refusal, match="among the consents first"):
        record_job_step(actor=actor, referral_id=one.pk, version=1, step=refusal)
    decided(actor, known, employer, items=())
    with pytest.raises(NotDisclosed, match="has refused"):
        sending()
    one.refresh_from_db()
    assert (one.state, one.sent_on, Disclosure.objects.count(), JobReferralStep.objects.count()) == (
        _S.DRAFT,
        None,
        0,
        0,
    )

    record_job_step(actor=actor, referral_id=one.pk, version=1, step=refusal)

    one.refresh_from_db()
    assert (one.state, one.closed_on, one.reason) == (_S.REFUSED, timezone.localdate(), "unwilling")


def test_each_item_needs_to_be_named_and_then_it_is_disclosed(people, known, employer, clock):
    actor = people["coordinator"]
    one = drafted(actor, known, employer, items=(DataItem.LIMITATIONS, DataItem.SKILLS), skills="Baking")
    decided(actor, known, employer, items=(DataItem.NAME, DataItem.SKILLS))
    with pytest.raises(NotDisclosed) as refused:
        send_job_referral(actor=actor, referral_id=one.pk, version=1)
    clock.shift(60)
    consent = decided(actor, known, employer)

    send_job_referral(actor=actor, referral_id=one.pk, version=1, request_id="r-1")

    one.refresh_from_db()
    left = Disclosure.objects.get()
    assert refused.value.why == "not_covered"
    assert (one.state, one.sent_on, one.sent_by, one.disclosure, one.consent) == (
        _S.SENT, timezone.localdate(), actor, left, consent,
    )  # fmt: skip
    assert (left.recipient_kind, left.recipient_name, left.items, left.ground, left.request_id) == (
        "employer", "Leipomo Oy", ["limitations", "name", "skills"], "118", "r-1",
    )  # fmt: skip
    with pytest.raises(OutOfOrder):
        change_job_referral(
            actor=actor,
            referral_id=one.pk,
            version=2,
            text=JobReferralText(kind=JobReferralKind.OFFER, employer_id=employer.pk),
        )


@pytest.mark.parametrize("kind", [JobReferralKind.OFFER, JobReferralKind.REFERRAL])
def test_what_is_given_to_the_client_alone_discloses_nothing(people, known, employer, vacancy, kind):
    one = drafted(people["coordinator"], known, employer, kind=kind, vacancy_id=vacancy.pk, skills="Baking")

    send_job_referral(actor=people["coordinator"], referral_id=one.pk, version=1)

    one.refresh_from_db()
    assert (one.state, one.items, one.skills, one.disclosure, one.consent) == (_S.SENT, [], "", None, None)
    assert Disclosure.objects.count() == 0


def test_a_consent_withdrawn_ends_what_rests_on_it(people, known, employer):
    actor = people["coordinator"]
    consent = decided(actor, known, employer)
    held = {
        state: job_referral_in(state, client=known, employer=employer, consent=consent)
        for state in (_S.SENT, _S.INTERESTED, _S.INTERVIEW, _S.HIRED)
    }
    other = job_referral_in(_S.SENT, client=known)

    withdraw_consent(actor=actor, consent_id=consent.pk, version=1, withdrawn_on=timezone.localdate())

    found = {state: JobReferral.objects.get(pk=one.pk).state for state, one in held.items()}
    assert found == {**dict.fromkeys([_S.SENT, _S.INTERESTED, _S.INTERVIEW], _S.WITHDRAWN), _S.HIRED: _S.HIRED}
    other.refresh_from_db()
    assert other.state == _S.SENT
    assert set(JobReferralStep.objects.values_list("reason", "by")) == {(JobReferralReason.CONSENT, actor.pk)}


def test_a_step_keeps_its_day_and_says_why(people, known, employer):
    actor = people["coordinator"]
    today = timezone.localdate()
    one = job_referral_in(_S.SENT, client=known, employer=employer, sent_on=today - timedelta(days=9))

    def taking(version, **given):
        return record_job_step(actor=actor, referral_id=one.pk, version=version, step=Step(**given))

    refusals = {}
    for name, given in {
        "future": {"to": _S.INTERESTED, "on": today + timedelta(days=1)},
        "before": {"to": _S.INTERESTED, "on": today - timedelta(days=10)},
        "reason": {"to": _S.NOT_INTERESTED},
        "wrong": {"to": _S.NOT_INTERESTED, "reason": "consent_"},
        "words": {"to": _S.NOT_HIRED, "reason": "other"},
    }.items():
        with pytest.raises(Refusal) as refused:
            taking(1, **given)
        refusals[name] = refused.value.field
    assert refusals == {"future": "on", "before": "on", "reason": "reason", "wrong": "reason", "words": "text"}
    with pytest.raises(Conflict):
        taking(7, to=_S.INTERESTED)

    taking(1, to=_S.INTERESTED, on=today - timedelta(days=5))
    taking(2, to=_S.INTERVIEW, on=today - timedelta(days=2))
    taking(3, to=_S.NOT_HIRED, reason="other", text="Plans changed")

    one.refresh_from_db()
    assert (one.answer_days, one.interview_on, one.closed_on, one.reason_text) == (
        4, today - timedelta(days=2), today, "Plans changed",
    )  # fmt: skip
    assert list(one.steps.values_list("state", "on")) == [
        (_S.INTERESTED, today - timedelta(days=5)),
        (_S.INTERVIEW, today - timedelta(days=2)),
        (_S.NOT_HIRED, today),
    ]


def test_who_does_not_know_the_client_finds_nothing(people, known, employer, specialist):
    one = job_referral_in(_S.SENT, client=known, employer=employer)

    for persona in ("colleague", "outsider", "analyst", "specialist", "nobody"):
        with pytest.raises(NotFound):
            record_job_step(actor=people[persona], referral_id=one.pk, version=1, step=Step(to=_S.HIRED))
        with pytest.raises((NotFound, NotAllowed)):
            drafted(people[persona], known, employer)

    assert list(JobReferral.objects.values_list("pk", "state")) == [(one.pk, _S.SENT)]


def test_what_is_another_employers_is_refused(people, known, employer):
    other = VacancyFactory(employer=EmployerFactory())

    fields = {}
    for name, changes in {
        "employer": {"employer_id": other.pk},
        "vacancy": {"vacancy_id": other.pk},
        "establishment": {"establishment_id": other.pk},
        "skills": {"items": (DataItem.SKILLS,)},
    }.items():
        with pytest.raises(Refusal) as refused:
            drafted(people["coordinator"], known, employer, **changes)
        fields[name] = refused.value.field

    assert fields == {name: name for name in fields}
    with pytest.raises(ValueError, match="Not told to employers"):
        drafted(people["coordinator"], known, employer, items=(DataItem.DIAGNOSIS,))


def test_the_paper_holds_the_permitted_items_and_nothing_else(people, known, employer, vacancy, clock):
    for name in ("street_address", "post_office", "email"):
        setattr(known, name, f"CANARY-{name}" if name != "email" else "canary@example.invalid")
    known.save()
    EmploymentSpellFactory(
        client=known, employer_name="Earlier Oy", begun_on=date(2024, 1, 8), ended_on=date(2024, 6, 7),
        end_reason="term", source_name="CANARY-SOURCE", business_id="",
    )  # fmt: skip
    EmploymentSpellFactory(client=known, employer_name="CANARY-WRONG", withdrawn=True)
    LabourSpellFactory(client=known, begun_on=date(2025, 3, 2), source_name="CANARY-LABOUR")
    one = job_referral_in(
        _S.SENT, client=known, employer=employer, vacancy=vacancy,
        items=["name", "work_history", "skills", "unemployed_year"], skills="Baking bread", reason_text="CANARY-REASON",
    )  # fmt: skip

    with translation.override("en"):
        told = {fact.item.value: fact.value for fact in presented_facts(one)}
        paper = presentation_paper(one)
        again = presentation_paper(one)

    assert told == {
        "name": known.name,
        "work_history": "8 Jan 2024–7 Jun 2024 Earlier Oy",
        "skills": "Baking bread",
        "unemployed_year": "Yes",
    }
    assert paper == again
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
    shown = words_of_pdf(paper).replace(" ", "")
    assert [word in shown for word in ("Bakingbread", "EarlierOy", "TestinenTesti", "Pakkaaja")] == [True] * 4
    hidden = ("CANARY", "canary", "Keksikatu", "0400000000", "WRONG", "LABOUR", "REASON")
    assert [word for word in hidden if word in shown] == []


@pytest.mark.parametrize(("days", "expired"), [(29, 0), (30, 1), (31, 1)])
def test_what_nobody_answers_in_thirty_days_expires(known, employer, days, expired, capsys):
    today = timezone.localdate()
    late = job_referral_in(_S.SENT, client=known, employer=employer, sent_on=today - timedelta(days=days))
    job_referral_in(_S.INTERESTED, client=known, employer=employer, sent_on=today - timedelta(days=90))

    with translation.override("en"):
        call_command("sweep_job_referrals", "--dry-run")
    before = JobReferral.objects.get(pk=late.pk).state
    swept = [sweep_job_referrals(day=today) for _run in range(2)]

    late.refresh_from_db()
    assert (capsys.readouterr().out, before, swept) == (f"Expired: {expired}.\n", _S.SENT, [expired, 0])
    assert (late.state, late.reason) == ((_S.EXPIRED, "no_answer") if expired else (_S.SENT, ""))
    told = [(late.sent_by_id, "job_referral_expired", late.pk)] if expired else []
    assert list(Message.objects.values_list("user", "kind", "about")) == told


def test_the_consent_of_another_employer_is_none(people, known, employer):
    employer_consent(known, "Another Oy")
    one = drafted(people["coordinator"], known, employer)

    with pytest.raises(NotDisclosed) as refused:
        send_job_referral(actor=people["coordinator"], referral_id=one.pk, version=1)

    assert refused.value.why == "no_consent"
