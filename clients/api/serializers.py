"""What machines are told of a client and of a contact, and what they may ask."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.models import Client
from config.api.parameters import PageParameters

LARGEST_PAGE = 200


class CasePageParameters(PageParameters):
    limit = serializers.IntegerField(
        default=50, min_value=1, max_value=LARGEST_PAGE, help_text="How many items a page has at most."
    )


class Since(serializers.DateTimeField):
    """A moment with its time zone; Helsinki's when it says none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, default_timezone=timezone.get_default_timezone(), **options)


class ContactsParameters(CasePageParameters):
    updated_since = Since(help_text="Only those made or changed since this moment.")


class ClientsParameters(ContactsParameters):
    unit = serializers.UUIDField(required=False, help_text="Only clients this unit serves now.")


class ContactDetailsOut(serializers.Serializer[Any]):
    street_address = serializers.CharField()
    postal_code = serializers.CharField()
    post_office = serializers.CharField()
    municipality = serializers.CharField(source="municipality_id", allow_null=True)
    phone = serializers.CharField()
    email = serializers.CharField()


class ClientOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    last_name = serializers.CharField()
    first_names = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    unit = serializers.UUIDField(source="unit_id", allow_null=True)
    service_language = serializers.CharField()
    needs_interpreter = serializers.BooleanField()
    interpreter_language = serializers.CharField()
    non_disclosure = serializers.BooleanField()
    contact_details = serializers.SerializerMethodField(help_text="Null under non-disclosure.")

    @extend_schema_field(ContactDetailsOut(allow_null=True))
    def get_contact_details(self, client: Client) -> ContactDetailsOut | None:
        return None if client.non_disclosure else ContactDetailsOut(client).data  # type: ignore[return-value]


class ContactOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    client = serializers.UUIDField(source="client_id")
    at = serializers.DateTimeField()
    channel = serializers.ChoiceField(choices=ContactChannel.values)
    minutes = serializers.IntegerField(allow_null=True)
    with_client = serializers.BooleanField()
    is_joint = serializers.BooleanField()
    others = serializers.ListField(child=serializers.ChoiceField(choices=ParticipantKind.values))


class ClientPageOut(serializers.Serializer[Any]):
    items = ClientOut(many=True)
    next = serializers.URLField(allow_null=True)


class ContactPageOut(serializers.Serializer[Any]):
    items = ContactOut(many=True)
    next = serializers.URLField(allow_null=True)
