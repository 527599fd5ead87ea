"""What machines are told of clients and contacts, and of where and to whom a client can be given."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.enums import Right
from accounts.models import User
from accounts.policies import has_right
from clients.enums import Gender
from clients.enums.cases import Adjustment
from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.enums.merging import MatchReason, MatchStrength
from clients.models import Client, Contact
from clients.policies import may_see_contacts
from config.api.described import ProblemOut
from config.api.fields import PageOut


class ContactDetailsOut(serializers.Serializer[Any]):
    street_address = serializers.CharField()
    postal_code = serializers.CharField()
    post_office = serializers.CharField()
    municipality = serializers.CharField(
        source="municipality_id", allow_null=True, help_text="Code of Statistics Finland, as 837."
    )
    phone = serializers.CharField()
    email = serializers.CharField()


class ClientOut(serializers.Serializer[Any]):
    """As the actor of the context may see the client."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    last_name = serializers.CharField()
    first_names = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    gender = serializers.ChoiceField(choices=["", *Gender.values])
    unit = serializers.UUIDField(source="unit_id", allow_null=True, help_text="The unit that serves the client now.")
    service_language = serializers.CharField(help_text="fi, sv, se, en, or empty when not known.")
    needs_interpreter = serializers.BooleanField()
    interpreter_language = serializers.CharField(help_text="Empty when none is needed or known.")
    adjustments = serializers.ListField(child=serializers.ChoiceField(choices=Adjustment.values))
    non_disclosure = serializers.BooleanField(help_text="Turvakielto: where the client lives is protected.")
    contact_details = serializers.SerializerMethodField(
        help_text="Null under non-disclosure, but for a client with the right to see them."
    )

    @extend_schema_field(ContactDetailsOut(allow_null=True))
    def get_contact_details(self, client: Client) -> dict[str, Any] | None:
        return ContactDetailsOut(client).data if may_see_contacts(self.context["actor"], client) else None


class ContactOut(serializers.Serializer[Any]):
    """As the actor of the context may see the contact; `sees_text` tells whether its text is told at all."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    client = serializers.UUIDField(source="client_id")
    author = serializers.UUIDField(source="author_id", help_text="Who wrote it down: one of the staff, or a machine.")
    at = serializers.DateTimeField()
    channel = serializers.ChoiceField(choices=ContactChannel.values)
    minutes = serializers.IntegerField(allow_null=True)
    summary = serializers.SerializerMethodField(
        help_text="Null but for a client with the right to health details, as the text may tell of health."
    )
    with_client = serializers.BooleanField(help_text="Whether the client took part.")
    is_joint = serializers.BooleanField(help_text="Whether two or more of the staff took part.")
    others = serializers.ListField(child=serializers.ChoiceField(choices=ParticipantKind.values))
    colleagues = serializers.SerializerMethodField(help_text="Staff who took part beside the author.")

    def get_summary(self, contact: Contact) -> str | None:
        return contact.summary if self.context["sees_text"] else None

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_colleagues(self, contact: Contact) -> list[str]:
        return sorted(str(one.user_id) for one in contact.staff.all())


def sees_text(actor: User, *, area_id: int) -> bool:
    """Whether the texts of contacts are told: by the right to health details."""
    return has_right(actor, area_id=area_id, right=Right.HEALTH)


class UnitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    parent = serializers.UUIDField(  # type: ignore[assignment]  # of the unit, not the framework's own
        source="parent_id", allow_null=True, help_text="The unit it is part of."
    )


class StaffOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ClientPageOut(PageOut):
    items = ClientOut(many=True)


class ContactPageOut(PageOut):
    items = ContactOut(many=True)


class UnitPageOut(PageOut):
    items = UnitOut(many=True)


class StaffPageOut(PageOut):
    items = StaffOut(many=True)


class CandidateOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="client.pk")
    last_name = serializers.CharField(source="client.last_name")
    first_names = serializers.CharField(source="client.first_names")
    birth_date = serializers.DateField(source="client.birth_date", allow_null=True)
    strength = serializers.ChoiceField(choices=MatchStrength.values)
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=MatchReason.values), source="reason_codes")


class PossibleDuplicatesOut(ProblemOut):
    candidates = CandidateOut(
        many=True,
        required=False,
        help_text="Who may be the same person, the surest first; empty for a token that may not read clients.",
    )
