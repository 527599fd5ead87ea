"""Guiding a client to a partner's service: the referral, its steps, and the links by which the partner answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.service_referrals import (
    BEFORE_START,
    NEWS_DAYS,
    NOT_STARTED_DAYS,
    REMIND_AFTER_DAYS,
    RESULT_DAYS,
    TERMINAL,
    UNANSWERED,
    UNANSWERED_DAYS,
    ReferralReason,
    ReferralResult,
    ServiceReferralState,
)
from clients.models.clients import Client
from clients.models.consents import Consent, Disclosure
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from network.models import Service

_S = ServiceReferralState


def _ordered(*names: str) -> Q:
    """Each day is there only on or after the one before it, where that is there."""
    condition = Q()
    for earlier, later in pairwise(names):
        condition &= (
            Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})
        )
    return condition


def _only(states: frozenset[ServiceReferralState], **there: Any) -> Q:
    return ~Q(state__in=sorted(states)) | Q(**there)


class ServiceReferralQuerySet(models.QuerySet["ServiceReferral"]):
    def visible_to(self, user: User) -> Self:
        """Referrals of clients the user needs to know; every request starts here."""
        return self.filter(need_to_know_by_client(user))

    def unanswered(self) -> Self:
        """Sent, and neither accepted nor declined."""
        return self.filter(state__in=sorted(UNANSWERED))

    def late_on(self, day: date) -> Self:
        """Unanswered when the ten days of answering have passed."""
        return self.unanswered().filter(sent_on__lte=day - timedelta(days=REMIND_AFTER_DAYS))

    def to_remind(self, day: date) -> Self:
        """Late, and nobody has been reminded of it."""
        return self.late_on(day).filter(reminded_on__isnull=True)

    def to_expire(self, day: date) -> Self:
        """Without an answer, or without a start, for as long as a referral is good."""
        unanswered = Q(state__in=sorted(UNANSWERED), sent_on__lte=day - timedelta(days=UNANSWERED_DAYS))
        not_started = Q(state=_S.ACCEPTED, answered_on__lte=day - timedelta(days=NOT_STARTED_DAYS))
        return self.filter(unanswered | not_started)

    def overdue_on(self, day: date) -> Self:
        """Whose next event was expected before `day`, whatever it is."""
        after = {name: day - timedelta(days=days) for name, days in EXPECTED_DAYS.items()}
        return self.filter(
            Q(state__in=sorted(UNANSWERED), sent_on__lt=after["answer"])
            | Q(state=_S.ACCEPTED, planned_start_on__lt=day)
            | Q(state=_S.ACCEPTED, planned_start_on__isnull=True, answered_on__lt=after["start"])
            | Q(state=_S.STARTED, planned_end_on__lt=day)
            | Q(state=_S.STARTED, planned_end_on__isnull=True, started_on__lt=after["news"])
            | Q(state__in=[_S.COMPLETED, _S.INTERRUPTED], ended_on__lt=after["result"])
        )

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


EXPECTED_DAYS = {"answer": REMIND_AFTER_DAYS, "start": NOT_STARTED_DAYS, "news": NEWS_DAYS, "result": RESULT_DAYS}


@tracked()
class ServiceReferral(Identified, Versioned):
    """A client is guided to one service of a partner; the loop is closed when a state that nothing follows is reached.

    `items` are what the partner may see of the client, `message` what is written to the partner. The days are of the
    steps as they happened; ReferralStep has who took each and when it was written down.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="service_referrals", db_index=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", db_index=False)
    message = models.TextField(max_length=2000)
    items = ArrayField(models.CharField(max_length=20, choices=DataItem), default=list)
    recipient_kind = models.CharField(max_length=10, choices=RecipientKind)
    recipient_name = models.CharField(max_length=200)
    ground = models.CharField(max_length=10, choices=Ground)
    ground_detail = models.CharField(max_length=200, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=ServiceReferralState, default=_S.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    planned_start_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=14, choices=ReferralReason, blank=True)
    reason_text = models.CharField(max_length=1000, blank=True)
    result = models.CharField(max_length=12, choices=ReferralResult, blank=True)
    result_text = models.CharField(max_length=1000, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = ServiceReferralQuerySet.as_manager()

    class Meta:
        ordering = (F("sent_on").desc(nulls_first=True), "id")
        indexes = (
            models.Index(fields=("area", "client"), name="service_referral_client"),
            models.Index(fields=("area", "service", "sent_on"), name="service_referral_service"),
            models.Index(
                fields=("area", "state", "sent_on"),
                condition=Q(state__in=sorted(BEFORE_START)),
                name="service_referral_waiting",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="service_referral_in_area"),
            models.CheckConstraint(
                condition=Q(
                    state__in=ServiceReferralState.values,
                    recipient_kind__in=RecipientKind.values,
                    ground__in=Ground.values,
                    reason__in=["", *ReferralReason.values],
                    result__in=["", *ReferralResult.values],
                )
                & Q(items__contained_by=DataItem.values),
                name="service_referral_listed",
                violation_error_message=_("A code of the referral is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(message="") & ~Q(items=[]) & ~Q(recipient_name=""),
                name="service_referral_says_what",
                violation_error_message=_("A referral says what is asked, and names what is shared."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_S.DRAFT, _S.WITHDRAWN])
                | Q(sent_on__isnull=False, sent_by__isnull=False, disclosure__isnull=False),
                name="service_referral_sent",
                violation_error_message=_("A sent referral has its day, its sender and its disclosure."),
            ),
            models.CheckConstraint(
                condition=_only(
                    frozenset({_S.ACCEPTED, _S.DECLINED, _S.STARTED, _S.COMPLETED, _S.INTERRUPTED, _S.RESULT}),
                    answered_on__isnull=False,
                )
                & _only(frozenset({_S.STARTED, _S.COMPLETED, _S.INTERRUPTED, _S.RESULT}), started_on__isnull=False)
                & _only(frozenset({_S.COMPLETED, _S.INTERRUPTED, _S.RESULT}), ended_on__isnull=False),
                name="service_referral_dated",
                violation_error_message=_("Each step of a referral has its day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(TERMINAL), closed_on__isnull=False)
                | (~Q(state__in=sorted(TERMINAL)) & Q(closed_on__isnull=True)),
                name="service_referral_closed",
                violation_error_message=_("A referral that is over has the day on which it was closed, others none."),
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=[_S.DECLINED, _S.INTERRUPTED, _S.WITHDRAWN, _S.EXPIRED]) | ~Q(reason="")),
                name="service_referral_says_why",
                violation_error_message=_("A referral that came to nothing says why."),
            ),
            models.CheckConstraint(
                condition=(Q(state=_S.RESULT) & ~Q(result="")) | (~Q(state=_S.RESULT) & Q(result="", result_text="")),
                name="service_referral_result",
                violation_error_message=_("A result is told in the last step, and there it is needed."),
            ),
            models.CheckConstraint(
                condition=_ordered("sent_on", "received_on")
                & _ordered("sent_on", "answered_on")
                & _ordered("sent_on", "started_on", "ended_on"),
                name="service_referral_in_order",
                violation_error_message=_("The days of a referral follow one another."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow any more."""
        return self.state in TERMINAL

    @property
    def expected_on(self) -> date | None:
        """By when the next event is expected: an answer, a start, an end or a result; None when nothing is."""
        state = ServiceReferralState(self.state)
        if state in UNANSWERED:
            return _later(self.sent_on, REMIND_AFTER_DAYS)
        if state == _S.ACCEPTED:
            return self.planned_start_on or _later(self.answered_on, NOT_STARTED_DAYS)
        if state == _S.STARTED:
            return self.planned_end_on or _later(self.started_on, NEWS_DAYS)
        if state in {_S.COMPLETED, _S.INTERRUPTED}:
            return _later(self.ended_on, RESULT_DAYS)
        return None

    def is_overdue_on(self, day: date) -> bool:
        """Whether the next event was expected before `day`."""
        expected = self.expected_on
        return expected is not None and expected < day

    @property
    def answer_days(self) -> int | None:
        """Days from sending to the answer, or None while there is none."""
        if self.sent_on is None or self.answered_on is None:
            return None
        return (self.answered_on - self.sent_on).days


def _later(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


class ReferralLink(Identified):
    """An address by which the partner answers without an account. Only the hash of its token is kept.

    It opens until `expires_at`, unless it was closed before: with the referral, with the consent, or as a newer one
    was asked for.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    referral = models.ForeignKey(ServiceReferral, models.PROTECT, related_name="links", db_index=False)
    token_hash = models.BinaryField(unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (models.Index(fields=("area", "referral"), name="referral_link_referral"),)
        constraints = (models.UniqueConstraint(fields=("area", "id"), name="referral_link_in_area"),)

    def __str__(self) -> str:
        return str(self.pk)

    def is_expired_at(self, moment: datetime) -> bool:
        """Whether its time has passed."""
        return self.expires_at <= moment


class ReferralStep(Identified):
    """One step of a referral: to which state, of which day, and who took it. Insert only.

    Neither a person nor a link: time brought it about.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    referral = models.ForeignKey(ServiceReferral, models.PROTECT, related_name="steps", db_index=False)
    state = models.CharField(max_length=12, choices=ServiceReferralState)
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    link = models.ForeignKey(ReferralLink, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=14, choices=ReferralReason, blank=True)
    result = models.CharField(max_length=12, choices=ReferralResult, blank=True)
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("area", "referral"), name="referral_step_referral"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ServiceReferralState.values)
                & Q(reason__in=["", *ReferralReason.values])
                & Q(result__in=["", *ReferralResult.values]),
                name="referral_step_listed",
            ),
            models.CheckConstraint(condition=Q(by__isnull=True) | Q(link__isnull=True), name="referral_step_one_actor"),
        )

    def __str__(self) -> str:
        return str(self.pk)
