"""Contacts with employers as machines send them and are told of them; no person at the employer is named."""

from typing import Any

from rest_framework import serializers

from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from config.api.bodies import Body
from config.api.fields import Codes, PageOut
from config.api.parameters import OneOf
from employers.enums.contacts import EMPLOYER_CHANNELS, Initiative, Interest, Topic
from employers.enums.register import JobTrait
from employers.models.contacts import ATTITUDES
from employers.services.contacts import EmployerNote

CHANNELS = [channel.value for channel in EMPLOYER_CHANNELS]


class EmployerContactOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    employer = serializers.UUIDField(source="employer_id")
    establishment = serializers.UUIDField(source="establishment_id", allow_null=True)
    author = serializers.UUIDField(source="author_id", help_text="Who logged it: one of the staff, or a machine.")
    held_on = serializers.DateField()
    channel = serializers.ChoiceField(choices=ContactChannel.values)
    initiative = serializers.ChoiceField(choices=Initiative.values)
    answered = serializers.BooleanField()
    topics = serializers.ListField(child=serializers.ChoiceField(choices=Topic.values))
    topic_raised = serializers.BooleanField(help_text="Hiring people with partial work ability was raised.")
    interest = serializers.ChoiceField(choices=Interest.values, allow_null=True)
    attitude_before = serializers.IntegerField(allow_null=True)
    attitude_after = serializers.IntegerField(allow_null=True)
    traits = serializers.ListField(child=serializers.ChoiceField(choices=JobTrait.values))
    accommodations = serializers.ListField(child=serializers.ChoiceField(choices=Adjustment.values))
    note = serializers.CharField()
    is_withdrawn = serializers.SerializerMethodField(help_text="It was wrong and counts no more.")

    def get_is_withdrawn(self, contact: Any) -> bool:
        return contact.withdrawn_at is not None


class EmployerContactPageOut(PageOut):
    items = EmployerContactOut(many=True)


class EmployerContactIn(Body):
    """A contact that took place, or an attempt that was not answered."""

    held_on = serializers.DateField()
    channel = OneOf(choices=CHANNELS)
    initiative = OneOf(choices=Initiative.values, required=False)
    answered = serializers.BooleanField(required=False, help_text="True when absent.")
    topics = Codes(Topic.values)
    topic_raised = serializers.BooleanField(required=False)
    interest = OneOf(
        choices=Interest.values, required=False, allow_null=True, help_text="From 2 on the employer is marked willing."
    )
    attitude_before = serializers.IntegerField(
        required=False, allow_null=True, min_value=ATTITUDES[0], max_value=ATTITUDES[1]
    )
    attitude_after = serializers.IntegerField(
        required=False, allow_null=True, min_value=ATTITUDES[0], max_value=ATTITUDES[1]
    )
    traits = Codes(JobTrait.values)
    accommodations = Codes(Adjustment.values)
    note = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    establishment = serializers.UUIDField(required=False, allow_null=True)

    def told(self) -> EmployerNote:
        """The contact as its service wants it."""
        given = dict(self.validated_data)
        interest = given.get("interest")
        return EmployerNote(
            held_on=given["held_on"],
            channel=ContactChannel(given["channel"]),
            initiative=Initiative(given.get("initiative", Initiative.OURS)),
            answered=given.get("answered", True),
            topics=tuple(map(Topic, given.get("topics", ()))),
            topic_raised=given.get("topic_raised", False),
            interest=None if interest is None else Interest(interest),
            attitude_before=given.get("attitude_before"),
            attitude_after=given.get("attitude_after"),
            traits=tuple(map(JobTrait, given.get("traits", ()))),
            accommodations=tuple(map(Adjustment, given.get("accommodations", ()))),
            note=given.get("note", ""),
            establishment_id=given.get("establishment"),
        )
