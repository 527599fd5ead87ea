"""Handing a case over: an offer within the area, and a transfer to another area, with what is passed on."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Area, Unit, User
from accounts.policies import areas_with_role
from clients.enums import DataItem
from clients.enums.handovers import (
    EXPIRE_AFTER_DAYS,
    REMIND_AFTER_DAYS,
    TRANSFER_IN_VAIN,
    TRANSFER_OVER,
    DeclineReason,
    HandoverReason,
    HandoverState,
    TransferReason,
    TransferState,
)
from clients.models.cases import Case
from clients.models.clients import Client
from clients.models.consents import Consent, Disclosure
from clients.models.need_to_know import need_to_know_by_client, reach_of
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

PASSED_ON_PLACE = "clients.CaseTransfer.passed_on"
RECEIVERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
_S = HandoverState
_T = TransferState


def offered_to(user: User) -> Q:
    """Offers that wait for the user: made to the person, or to a unit in which the user works with clients.

    Nobody answers what they offered themselves.
    """
    reach = reach_of(user)
    to_unit = Q(area_id__in=reach.areas)
    for area, units in reach.units.items():
        to_unit |= Q(area_id=area, to_unit_id__in=units)
    to_person = Q(to_user_id=user.pk, area_id__in=set(reach.relations))
    waiting = Q(state=_S.OFFERED) & (to_person | (Q(to_user__isnull=True) & to_unit))
    return waiting & ~Q(offered_by_id=user.pk)


class CaseHandoverQuerySet(models.QuerySet["CaseHandover"]):
    def visible_to(self, user: User) -> Self:
        """Of clients the user needs to know, and those that wait for the user's answer."""
        return self.filter(need_to_know_by_client(user) | offered_to(user))

    def waiting(self) -> Self:
        """Offered, and neither answered nor withdrawn."""
        return self.filter(state=_S.OFFERED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class CaseHandover(Identified, Versioned):
    """A case offered to a colleague, to a unit, or to a colleague in a unit, and what became of the offer.

    `moved` says how many open tasks, planned appointments and waiting referrals went along when it was accepted.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="handovers", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    to_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=10, choices=HandoverReason)
    planned_on = models.DateField()
    note = models.TextField(max_length=2000)
    state = models.CharField(max_length=9, choices=HandoverState, default=_S.OFFERED)
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    offered_at = models.DateTimeField(db_default=Now())
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=10, choices=DeclineReason, blank=True)
    answer_text = models.CharField(max_length=1000, blank=True)
    moved = models.JSONField(default=dict, blank=True)

    objects = CaseHandoverQuerySet.as_manager()

    class Meta:
        ordering = ("-offered_at", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="case_handover_client"),
            models.Index(fields=("area", "to_user"), condition=Q(state="offered"), name="case_handover_person"),
            models.Index(fields=("area", "to_unit"), condition=Q(state="offered"), name="case_handover_unit"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="case_handover_in_area"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=Q(state="offered"),
                name="case_handover_one_open",
                violation_error_message=_("The client has been offered already. Withdraw that offer first."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=HandoverState.values,
                    reason__in=HandoverReason.values,
                    decline_reason__in=["", *DeclineReason.values],
                ),
                name="case_handover_listed",
                violation_error_message=_("A code of the hand-over is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(to_user__isnull=False) | Q(to_unit__isnull=False),
                name="case_handover_to_somebody",
                violation_error_message=_("Choose a person or a unit."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="case_handover_says_what",
                violation_error_message=_("Write what is under way."),
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="offered") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="case_handover_answered",
                violation_error_message=_("An answer has its day and who gave it."),
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(decline_reason="")) | (~Q(state="declined") & Q(decline_reason="")),
                name="case_handover_declined",
                violation_error_message=_("Who declines says why."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class CaseTransferQuerySet(models.QuerySet["CaseTransfer"]):
    def visible_to(self, user: User) -> Self:
        """Those from the own area of clients the user needs to know, and those sent to an area of the user."""
        return self.filter(need_to_know_by_client(user) | sent_to(user))

    def incoming_to(self, user: User) -> Self:
        """Sent to an area in which the user is a coordinator or supervisor."""
        return self.filter(sent_to(user))

    def waiting(self) -> Self:
        """Sent, and not answered."""
        return self.filter(state=_T.SENT)

    def to_expire(self, day: date) -> Self:
        """Without an answer for as long as a transfer waits."""
        return self.waiting().filter(sent_on__lte=day - timedelta(days=EXPIRE_AFTER_DAYS))

    def to_remind(self, day: date) -> Self:
        """Without an answer when the days of answering have passed, and nobody has been reminded."""
        late = day - timedelta(days=REMIND_AFTER_DAYS)
        return self.waiting().filter(sent_on__lte=late, reminded_on__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


def sent_to(user: User) -> Q:
    """Transfers that have left their area for one in which the user is a coordinator or supervisor today."""
    return Q(to_area_id__in=areas_with_role(user, RECEIVERS), sent_on__isnull=False)


@tracked(exclude=("passed_on",))
class CaseTransfer(Identified, Versioned):
    """A case sent to another area, which is another controller, by the client's consent.

    `passed_on` is what the other area is shown: a copy made when it was sent, encrypted, and nothing else of the
    client. It is gone when the transfer comes to nothing. `made_client` is the client of the receiving area.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    to_area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="transfers_out", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    items = ArrayField(models.CharField(max_length=20, choices=DataItem), default=list)
    passed_on = models.BinaryField(null=True, blank=True, editable=False)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=TransferState, default=_T.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=TransferReason, blank=True)
    reason_text = models.CharField(max_length=1000, blank=True)
    made_client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="transfers_in", db_index=False
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = CaseTransferQuerySet.as_manager()

    class Meta:
        ordering = (F("sent_on").desc(nulls_first=True), "id")
        indexes = (
            models.Index(fields=("area", "client"), name="case_transfer_client"),
            models.Index(fields=("to_area", "state", "sent_on"), name="case_transfer_to"),
            models.Index(fields=("to_area", "made_client"), name="case_transfer_made"),
            models.Index(fields=("area", "sent_on"), condition=Q(state="sent"), name="case_transfer_waiting"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="case_transfer_in_area"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=Q(state__in=["draft", "sent"]),
                name="case_transfer_one_open",
                violation_error_message=_("A transfer of the client is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=TransferState.values, reason__in=["", *TransferReason.values])
                & Q(items__contained_by=DataItem.values)
                & ~Q(items=[]),
                name="case_transfer_listed",
                violation_error_message=_("A code of the transfer is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(area=F("to_area")),
                name="case_transfer_elsewhere",
                violation_error_message=_("A transfer goes to another area."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(sent_on__isnull=False, sent_by__isnull=False, consent__isnull=False, disclosure__isnull=False),
                name="case_transfer_sent",
                violation_error_message=_("A sent transfer has its day, its sender, its consent and its disclosure."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(TRANSFER_OVER), closed_on__isnull=False)
                | (~Q(state__in=sorted(TRANSFER_OVER)) & Q(closed_on__isnull=True)),
                name="case_transfer_closed",
                violation_error_message=_("A transfer that is over has the day on which it was closed, others none."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=sorted(TRANSFER_IN_VAIN), passed_on__isnull=True) & ~Q(reason=""))
                | (~Q(state__in=sorted(TRANSFER_IN_VAIN)) & Q(passed_on__isnull=False, reason="")),
                name="case_transfer_in_vain",
                violation_error_message=_("A transfer that came to nothing says why, and keeps nothing of the client."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", made_client__isnull=False, answered_by__isnull=False)
                | (~Q(state="accepted") & Q(made_client__isnull=True)),
                name="case_transfer_accepted",
                violation_error_message=_("An accepted transfer leads to a client of the receiving area."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow any more."""
        return self.state in TRANSFER_OVER

    @property
    def expires_on(self) -> date | None:
        """The day on which it expires unless it is answered; None of a draft."""
        return None if self.sent_on is None else self.sent_on + timedelta(days=EXPIRE_AFTER_DAYS)

    def what_is_passed(self) -> dict[str, Any]:
        """The copy in clear; empty when there is none. Raises Undecipherable when no key of ours wrote it."""
        if self.passed_on is None:
            return {}
        found: dict[str, Any] = json.loads(decrypt(bytes(self.passed_on), place=PASSED_ON_PLACE))
        return found


def passed_on_cipher(what: dict[str, Any]) -> bytes:
    """The copy as it is kept."""
    return encrypt(json.dumps(what).encode(), place=PASSED_ON_PLACE)
