"""Job referrals: a client presented to an employer as a candidate, or a job offered to a client; with every step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import DataItem
from clients.models import Client, Consent, Disclosure
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.job_referrals import (
    PRESENTABLE,
    TERMINAL,
    UNANSWERED_DAYS,
    JobReferralKind,
    JobReferralReason,
    JobReferralState,
)
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy

_S = JobReferralState
_ENDS = sorted(TERMINAL)


class JobReferralQuerySet(models.QuerySet["JobReferral"]):
    def visible_to(self, user: User) -> Self:
        """Job referrals of clients the user needs to know; every request starts here."""
        return self.filter(need_to_know_by_client(user))

    def to_expire(self, day: date) -> Self:
        """Sent, and without an answer for as long as a job referral is good."""
        return self.filter(state=_S.SENT, sent_on__lte=day - timedelta(days=UNANSWERED_DAYS))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class JobReferral(Identified, Versioned):
    """A client and a job are brought together (*ehdolle asettelu, työtarjous, työhönosoitus*).

    By a presentation the employer is told `items` of the client, each by the client's written consent, and `skills` in
    words where that is one of them. An offer and a referral are given to the client alone: nothing leaves, so they have
    neither items nor a disclosure. The basis on which the client is of the target group is derived, never kept here.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="job_referrals", db_index=False)
    kind = models.CharField(max_length=8, choices=JobReferralKind)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recipient_name = models.CharField(max_length=200)
    items = ArrayField(models.CharField(max_length=20, choices=DataItem), default=list, blank=True)
    skills = models.TextField(max_length=2000, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    state = models.CharField(max_length=11, choices=JobReferralState, default=_S.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    interview_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=11, choices=JobReferralReason, blank=True)
    reason_text = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = JobReferralQuerySet.as_manager()

    class Meta:
        ordering = (F("sent_on").desc(nulls_first=True), "id")
        indexes = (
            models.Index(fields=("area", "client"), name="job_referral_client"),
            models.Index(fields=("area", "employer", "sent_on"), name="job_referral_employer"),
            models.Index(fields=("area", "sent_on"), condition=Q(state="sent"), name="job_referral_waiting"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="job_referral_in_area"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=JobReferralKind.values,
                    state__in=JobReferralState.values,
                    reason__in=["", *JobReferralReason.values],
                    items__contained_by=[item.value for item in PRESENTABLE],
                ),
                name="job_referral_listed",
                violation_error_message=_("A code of the job referral is not a listed one."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="present") & ~Q(items=[]))
                | (~Q(kind="present") & Q(items=[], skills="", consent__isnull=True, disclosure__isnull=True)),
                name="job_referral_tells",
                violation_error_message=_("A presentation names what the employer is told; by others nothing leaves."),
            ),
            models.CheckConstraint(
                condition=Q(skills="") | Q(items__contains=[DataItem.SKILLS.value]),
                name="job_referral_skills",
                violation_error_message=_("Skills are told as an item of their own."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_S.DRAFT, _S.REFUSED, _S.WITHDRAWN])
                | (
                    Q(sent_on__isnull=False, sent_by__isnull=False)
                    & (~Q(kind="present") | Q(disclosure__isnull=False, consent__isnull=False))
                ),
                name="job_referral_sent",
                violation_error_message=_("What was sent has its day and sender, and a presentation its consent."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[_S.INTERESTED, _S.NOT_INTERESTED, _S.INTERVIEW, _S.HIRED, _S.NOT_HIRED])
                | Q(answered_on__isnull=False),
                name="job_referral_answered",
                violation_error_message=_("An answer has its day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDS, closed_on__isnull=False)
                | (~Q(state__in=_ENDS) & Q(closed_on__isnull=True)),
                name="job_referral_closed",
                violation_error_message=_("A job referral that is over has the day on which it was closed."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[_S.REFUSED, _S.NOT_INTERESTED, _S.NOT_HIRED, _S.WITHDRAWN, _S.EXPIRED])
                | ~Q(reason=""),
                name="job_referral_says_why",
                violation_error_message=_("A job referral that came to nothing says why."),
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True)
                | (
                    (Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")))
                    & (Q(interview_on__isnull=True) | Q(interview_on__gte=F("sent_on")))
                    & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("sent_on")))
                ),
                name="job_referral_in_order",
                violation_error_message=_("The days of a job referral follow one another."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow any more."""
        return self.state in TERMINAL

    @property
    def is_presentation(self) -> bool:
        """Whether the employer is told of the client."""
        return self.kind == JobReferralKind.PRESENTATION

    @property
    def answer_days(self) -> int | None:
        """Days from sending to the answer, or None while there is none."""
        if self.sent_on is None or self.answered_on is None:
            return None
        return (self.answered_on - self.sent_on).days


class JobReferralStep(Identified):
    """One step of a job referral: to which state, of which day, and who took it; nobody: time did. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    referral = models.ForeignKey(JobReferral, models.PROTECT, related_name="steps", db_index=False)
    state = models.CharField(max_length=11, choices=JobReferralState)
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=11, choices=JobReferralReason, blank=True)
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("area", "referral"), name="job_referral_step_referral"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=JobReferralState.values, reason__in=["", *JobReferralReason.values]),
                name="job_referral_step_listed",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
