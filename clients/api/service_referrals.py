"""Referrals to partners' services: what machines send, ask for and are told. A partner's link is never told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from clients.api.parameters import ContactsParameters
from clients.api.plans import held_version
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.cases import JointPoint
from clients.enums.service_referrals import (
    REASONS,
    STAFF_STEPS,
    ReferralReason,
    ReferralResult,
    ServiceReferralState,
)
from clients.referral_recipients import OF_REFERRALS
from clients.selectors.service_referrals import GROUPS_OF_STATES
from clients.selectors.shared_facts import SHAREABLE
from clients.services.referral_steps import Step
from clients.services.service_referrals import ReferralText
from config.api.bodies import Body
from config.api.fields import CodeOf, Codes, PageOut, text, version
from config.api.parameters import OneOf
from network.enums import ServiceCode
from network.models import Service

_S = ServiceReferralState
STEPS = [state.value for state in _S if state != _S.SENT and any(state in steps for steps in STAFF_STEPS.values())]
GIVEN_REASONS = [one.value for one in ReferralReason if any(one in reasons for reasons in REASONS.values())]
SHARED_ITEMS = [item.value for item in SHAREABLE]
GROUNDS = [ground.value for ground in OF_REFERRALS]
# Which step tells what; anything else told with it is refused.
TELLS = {"reason": set(REASONS), "result": {_S.RESULT}, "planned_on": {_S.ACCEPTED, _S.STARTED}}


class ServiceReferralsParameters(ContactsParameters):
    absent: ClassVar = {**ContactsParameters.absent, "state": "", "service": None, "sent_since": None}

    state = OneOf(
        choices=[*(group for group, _words in GROUPS_OF_STATES), *_S.values],
        required=False,
        help_text="A state, or: under_way; unanswered; late (unanswered for ten days); overdue (whatever is expected "
        "next); over.",
    )
    service = serializers.UUIDField(required=False, help_text="Only to this service; see services/.")
    sent_since = serializers.DateField(required=False, help_text="Only those sent on this day or later.")


class ServiceReferralIn(Body):
    service = serializers.UUIDField(help_text="See services/.")
    message = serializers.CharField(
        max_length=2000,
        help_text="What is asked of the partner and why, as far as the partner needs it. Leave health out.",
    )
    items = Codes(SHARED_ITEMS, help_text="What the partner sees; name and need always.")
    ground = CodeOf(GROUNDS, help_text="The usual one of the partner when empty.")
    ground_detail = text(200, help_text="For joint customership: since when it has been in force.")
    send = serializers.BooleanField(default=False, help_text="True: the referral is sent at once, or nothing is kept.")
    joint_point = CodeOf(JointPoint.values, help_text="With `send`: the open case waits there for the partner.")

    def text_told(self) -> ReferralText:
        """What the referral says."""
        given = self.validated_data
        ground = given.get("ground", "")
        return ReferralText(
            service_id=given["service"],
            message=given["message"],
            items=tuple(DataItem(item) for item in given.get("items", ())),
            ground=Ground(ground) if ground else None,
            ground_detail=given.get("ground_detail", ""),
        )


class ServiceReferralChangeIn(Body):
    """Only what is to change of a draft; what was sent stays as it is."""

    version = version()
    service = serializers.UUIDField(required=False)
    message = serializers.CharField(required=False, max_length=2000)
    items = Codes([item.value for item in SHAREABLE])
    ground = CodeOf([ground.value for ground in OF_REFERRALS])
    ground_detail = text(200)


class SendingIn(Body):
    version = held_version("draft")
    joint_point = CodeOf(
        JointPoint.values, default="", help_text="The open case waits there for the partner from today."
    )


class ReferralStepIn(Body):
    version = held_version("referral")
    to = OneOf(choices=STEPS, help_text="withdrawn, or what the partner told otherwise than by the link.")
    on = serializers.DateField(required=False, help_text="Today when absent.")
    reason = CodeOf(GIVEN_REASONS, default="", help_text="Needed with declined, interrupted and withdrawn.")
    result = CodeOf(ReferralResult.values, default="", help_text="Needed with result.")
    text = text(1000, default="", help_text="Nothing of health.")
    planned_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Planned start with accepted, end with started."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the step does not tell is refused."""
        for name, steps in TELLS.items():
            if attrs[name] and attrs["to"] not in steps:
                raise serializers.ValidationError({name: [_("This step does not tell it.")]})
        return attrs

    def step(self) -> Step:
        """The step as it is written down."""
        given: Mapping[str, Any] = self.validated_data
        return Step(
            to=_S(given["to"]),
            on=given.get("on"),
            reason=given["reason"],
            result=given["result"],
            text=given["text"],
            planned_on=given["planned_on"],
        )


class ServiceReferralOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change and step.")
    client = serializers.UUIDField(source="client_id")
    service = serializers.UUIDField(source="service_id")
    partner = serializers.CharField(source="recipient_name")
    recipient_kind = serializers.ChoiceField(choices=RecipientKind.values)
    state = serializers.ChoiceField(choices=_S.values)
    message = serializers.CharField()
    items = serializers.ListField(child=serializers.ChoiceField(choices=DataItem.values))
    ground = serializers.ChoiceField(choices=Ground.values)
    ground_detail = serializers.CharField()
    sent_on = serializers.DateField(allow_null=True)
    received_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    planned_start_on = serializers.DateField(allow_null=True)
    started_on = serializers.DateField(allow_null=True)
    planned_end_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    expected_on = serializers.DateField(allow_null=True, help_text="By when the next event is expected.")
    reason = serializers.ChoiceField(choices=["", *ReferralReason.values])
    reason_text = serializers.CharField()
    result = serializers.ChoiceField(choices=["", *ReferralResult.values])
    result_text = serializers.CharField()
    sent_by = serializers.UUIDField(source="sent_by_id", allow_null=True)


class ServiceReferralPageOut(PageOut):
    items = ServiceReferralOut(many=True)


class ReferralStepOut(serializers.Serializer[Any]):
    to = serializers.ChoiceField(source="state", choices=_S.values)
    on = serializers.DateField()
    at = serializers.DateTimeField(help_text="When it was written down.")
    by = serializers.UUIDField(
        source="by_id", allow_null=True, help_text="Null: the partner by the link, or time alone."
    )
    by_partner = serializers.BooleanField(help_text="Whether the partner took it by the link.")
    reason = serializers.ChoiceField(choices=["", *ReferralReason.values])
    result = serializers.ChoiceField(choices=["", *ReferralResult.values])
    text = serializers.CharField()


class ServiceReferralWholeOut(ServiceReferralOut):
    steps = ReferralStepOut(many=True)


class ServiceOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.ChoiceField(choices=ServiceCode.values)
    partner = serializers.CharField(source="organisation.name")
    is_procured = serializers.BooleanField()
    is_reachable = serializers.SerializerMethodField(
        help_text="Whether a referral can be sent: the partner has a functional address."
    )

    def get_is_reachable(self, service: Service) -> bool:
        return bool(service.organisation.email)


class ServicePageOut(PageOut):
    items = ServiceOut(many=True)
