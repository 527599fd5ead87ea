"""The case: the work with a client from opening to ending; and the referrals by which clients arrive."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Unit, User
from clients.enums.cases import (
    CaseKind,
    CaseOrigin,
    CasePhase,
    CaseStatus,
    Direction,
    EndingReason,
    JointPoint,
    ReferralCriterion,
    ReferralDecision,
    ReferralKind,
    WaitingFor,
)
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client, reach_of
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

REFERRED_PLACE = "clients.IncomingReferral.identity_code"


def _dated(name: str, since: str, sentence: Any) -> models.CheckConstraint:
    """Whoever says `name` also says since when, and nobody says since when of nothing."""
    return models.CheckConstraint(
        condition=Q(**{name: "", f"{since}__isnull": True}) | (~Q(**{name: ""}) & Q(**{f"{since}__isnull": False})),
        name=f"case_{name}_dated",
        violation_error_message=sentence,
    )


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """Cases of clients the user needs to know; every request starts here."""
        return self.filter(need_to_know_by_client(user))

    def not_closed(self) -> Self:
        """Cases open or on hold: a client has at most one."""
        return self.exclude(status=CaseStatus.CLOSED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Case(Identified, Versioned):
    """One stretch of work with a client. No diagnosis is asked for; two open cases of one client do not exist.

    `sickness_maximum_on` is the day the sickness allowance's maximum was reached; with `is_employed` it is the group
    F05. `jobseeking_started_on` stays when jobseeking ends, as identification is measured from it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="cases", db_index=False)
    kind = models.CharField(max_length=12, choices=CaseKind, default=CaseKind.FULL)
    origin = models.CharField(max_length=10, choices=CaseOrigin)
    is_jobseeker = models.BooleanField(default=True)
    jobseeking_started_on = models.DateField(null=True, blank=True)
    is_employed = models.BooleanField(default=False)
    sickness_maximum_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    status = models.CharField(max_length=8, choices=CaseStatus, default=CaseStatus.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    ending_reason = models.CharField(max_length=2, choices=EndingReason, blank=True)
    direction = models.CharField(max_length=2, choices=Direction, blank=True)
    direction_on = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=10, choices=CasePhase, default=CasePhase.NEW)
    phase_since = models.DateField()
    waiting_for = models.CharField(max_length=8, choices=WaitingFor, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    joint_point = models.CharField(max_length=12, choices=JointPoint, blank=True)
    joint_point_since = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="case_client"),
            models.Index(
                fields=("area", "waiting_for", "client"),
                condition=~Q(waiting_for="") & ~Q(status="closed"),
                name="case_waiting",
            ),
            models.Index(
                fields=("area", "joint_point_since", "client"),
                condition=~Q(joint_point="") & ~Q(status="closed"),
                name="case_stuck",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="case_in_area"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=~Q(status="closed"),
                name="case_one_open",
                violation_error_message=_("The client already has an open case."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=CaseKind.values,
                    origin__in=CaseOrigin.values,
                    status__in=CaseStatus.values,
                    phase__in=CasePhase.values,
                    direction__in=["", *Direction.values],
                    ending_reason__in=["", *EndingReason.values],
                    waiting_for__in=["", *WaitingFor.values],
                    joint_point__in=["", *JointPoint.values],
                ),
                name="case_codes_listed",
                violation_error_message=_("A code of the case is not a listed one."),
            ),
            models.CheckConstraint(
                condition=(Q(status="closed", closed_on__isnull=False) & ~Q(ending_reason=""))
                | (~Q(status="closed") & Q(closed_on__isnull=True, ending_reason="")),
                name="case_closed_says_why",
                violation_error_message=_("A closed case has its last day and the reason of its ending."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="case_in_order",
                violation_error_message=_("A case cannot end before it was opened."),
            ),
            models.CheckConstraint(
                condition=Q(phase_since__gte=F("opened_on")),
                name="case_phase_in_order",
                violation_error_message=_("A phase cannot begin before the case was opened."),
            ),
            _dated("direction", "direction_on", _("A direction has the day it became clear.")),
            _dated("waiting_for", "waiting_since", _("Waiting has the day it began.")),
            _dated("joint_point", "joint_point_since", _("A joint point has the day the case got stuck at it.")),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_closed(self) -> bool:
        """Whether the work has ended."""
        return self.status == CaseStatus.CLOSED

    @property
    def is_f05(self) -> bool:
        """Whether an employed client has reached the sickness allowance's maximum (CL-17)."""
        return self.is_employed and self.sickness_maximum_on is not None


class IncomingReferralQuerySet(models.QuerySet["IncomingReferral"]):
    def visible_to(self, user: User) -> Self:
        """The queue of the units in which the user works with clients, and what the user has sent."""
        reach = reach_of(user)
        allowed = Q(area_id__in=reach.areas) | Q(sent_by_id=user.pk, area_id__in=set(reach.relations))
        for area, units in reach.units.items():
            allowed |= Q(area_id=area, unit_id__in=units)
        return self.filter(allowed)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("identity_cipher",))
class IncomingReferral(Identified, Versioned):
    """Somebody asks a unit to take a person in: who asks, why, and what was decided. Waiting counts from receiving.

    `client` is the person once there is a record. The identity code is kept encrypted, as in Client.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False)
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="incoming_referrals", db_index=False
    )
    kind = models.CharField(max_length=10, choices=ReferralKind)
    sender_organisation = models.CharField(max_length=200, blank=True)
    sender_unit = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_contact = models.CharField(max_length=200, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    last_name = models.CharField(max_length=100)
    first_names = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    identity_cipher = models.BinaryField(null=True, blank=True, editable=False)
    phone = models.CharField(max_length=30, blank=True)
    reason = models.TextField()
    criteria = ArrayField(models.CharField(max_length=20, choices=ReferralCriterion), default=list, blank=True)
    received_on = models.DateField()
    school = models.CharField(max_length=200, blank=True)
    graduates_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    support_need = models.TextField(blank=True)
    decision = models.CharField(max_length=12, choices=ReferralDecision, default=ReferralDecision.WAITING)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decision_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IncomingReferralQuerySet.as_manager()

    class Meta:
        ordering = ("-received_on", "id")
        indexes = (
            models.Index(fields=("area", "unit", "decision", "received_on"), name="incoming_referral_queue"),
            models.Index(fields=("area", "client"), name="incoming_referral_client"),
            models.Index(fields=("area", "sent_by"), name="incoming_referral_sender"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="incoming_referral_in_area"),
            models.CheckConstraint(
                condition=Q(kind__in=ReferralKind.values, decision__in=ReferralDecision.values)
                & Q(criteria__contained_by=ReferralCriterion.values),
                name="incoming_referral_listed",
                violation_error_message=_("A code of the referral is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(last_name="") & ~Q(reason=""),
                name="incoming_referral_says_who",
                violation_error_message=_("A referral names the person and says why."),
            ),
            models.CheckConstraint(
                condition=Q(kind="colleague", sent_by__isnull=False)
                | (~Q(kind="colleague") & (~Q(sender_organisation="") | ~Q(school=""))),
                name="incoming_referral_has_sender",
                violation_error_message=_("A referral names its sender."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="school", graduates_on__isnull=False, notified_on__isnull=False)
                    & ~Q(school="")
                    & ~Q(support_need="")
                )
                | (
                    ~Q(kind="school")
                    & Q(school="", graduates_on__isnull=True, notified_on__isnull=True, support_need="")
                ),
                name="incoming_referral_school",
                violation_error_message=_(
                    "A school's notice names the school, the day of graduation, the day of notice and the support"
                    " needed; other referrals have none of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | Q(received_on__gte=F("notified_on")),
                name="incoming_referral_noticed",
                violation_error_message=_("A notice cannot arrive before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_on__isnull=True, decided_by__isnull=True, decision_reason="")
                | (~Q(decision="waiting") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="incoming_referral_decided",
                violation_error_message=_("A decision has its day and who decided."),
            ),
            models.CheckConstraint(
                condition=~Q(decision="returned", decision_reason=""),
                name="incoming_referral_returned",
                violation_error_message=_("A returned referral says why."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on")),
                name="incoming_referral_in_order",
                violation_error_message=_("A referral cannot be decided before it arrived."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """Last name first, as lists want it."""
        return " ".join(part for part in (self.last_name, self.first_names) if part)

    @property
    def identity_code(self) -> str | None:
        """The identity code in clear, or None; raises Undecipherable when it was not written by a key we hold."""
        if self.identity_cipher is None:
            return None
        return decrypt(bytes(self.identity_cipher), place=REFERRED_PLACE).decode()

    def keep_identity_code(self, code: str | None) -> None:
        """Hold the (already validated) code as a cipher; None forgets it."""
        self.identity_cipher = encrypt(code.encode(), place=REFERRED_PLACE) if code else None

    def waiting_days_on(self, day: date) -> int:
        """Days from receiving to the decision, or to `day` while there is none."""
        return ((self.decided_on or day) - self.received_on).days
