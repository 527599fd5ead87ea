"""What machines send to take a client in, to change one, and to record a contact: each as its service wants it."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from clients.enums import Gender
from clients.enums.cases import Adjustment, CaseKind, CaseOrigin, InterpreterLanguage, ServiceLanguage
from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.models import Contact
from clients.models.contacts import LONGEST_MINUTES
from clients.services.contacts import ContactNote
from clients.services.editing import CONTACT_FIELDS
from clients.services.intake import Opening, Person, Place
from config.api.bodies import Body
from config.api.fields import CodeOf, Codes, Moment, MunicipalityCode, text, version
from config.api.parameters import OneOf

MOST_PEOPLE = 50
# Where a body has the field that a service names when it refuses.
PLACES_OF_PERSON = {
    **{name: f"contact_details.{name}" for name in CONTACT_FIELDS},
    "municipality": "contact_details.municipality",
    "municipality_id": "contact_details.municipality",
}
PLACES_OF_INTAKE = PLACES_OF_PERSON | {name: f"case.{name}" for name in Opening.__dataclass_fields__}


class ContactDetailsIn(Body):
    street_address = text(200)
    postal_code = text(10)
    post_office = text(100)
    municipality = MunicipalityCode(help_text="Code of Statistics Finland, as 837.")
    phone = text(30)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)


class PersonIn(Body):
    """Who the client is. No diagnosis is asked."""

    last_name = serializers.CharField(max_length=100)
    first_names = text(200)
    identity_code = text(11, help_text="All 11 characters of a henkilötunnus. It is kept encrypted and never told.")
    birth_date = serializers.DateField(
        required=False, allow_null=True, help_text="Taken from the identity code when there is one."
    )
    gender = CodeOf(Gender.values, help_text="1 woman, 2 man, 3 other, 9 not given; as the person tells it.")
    service_language = CodeOf(ServiceLanguage.values)
    needs_interpreter = serializers.BooleanField(required=False)
    interpreter_language = CodeOf(InterpreterLanguage.values, help_text="Only with needs_interpreter.")
    adjustments = Codes(Adjustment.values, help_text="What makes dealing with us work; no reason is asked.")
    contact_details = ContactDetailsIn(required=False)

    def values(self) -> dict[str, Any]:
        """What is said of the person, contact details beside the rest."""
        names = PersonIn().fields.keys() - {"contact_details"}
        found = {name: value for name, value in self.validated_data.items() if name in names}
        details = dict(self.validated_data.get("contact_details", {}))
        if "municipality" in details:
            found["municipality_id"] = details.pop("municipality") or None
        return found | details


class ClientChangeIn(PersonIn):
    """Only what is to change; what is not named stays."""

    version = version()
    last_name = serializers.CharField(max_length=100, required=False)


class CaseIn(Body):
    kind = OneOf(choices=CaseKind.values)
    origin = OneOf(choices=CaseOrigin.values)
    opened_on = serializers.DateField()
    is_jobseeker = serializers.BooleanField(default=True)
    jobseeking_started_on = serializers.DateField(required=False, allow_null=True)
    is_employed = serializers.BooleanField(default=False)
    sickness_maximum_on = serializers.DateField(
        required=False, allow_null=True, help_text="When the maximum of sickness allowance was reached."
    )


class ClientIn(PersonIn):
    non_disclosure = serializers.BooleanField(default=False, help_text="Turvakielto.")
    unit = serializers.UUIDField(help_text="Where the client is served; see units/.")
    responsible = serializers.UUIDField(help_text="Whose client it is; see staff/.")
    co_owner = serializers.UUIDField(required=False, allow_null=True)
    case = CaseIn()
    is_another_person = serializers.BooleanField(
        default=False, help_text="True: the client is none of those a 409 named as possible duplicates."
    )

    def person(self) -> Person:
        """Who is taken in."""
        return Person(**self.values(), non_disclosure=self.validated_data["non_disclosure"])

    def opening(self) -> Opening:
        """What the case says."""
        given = self.validated_data["case"]
        return Opening(**{**given, "kind": CaseKind(given["kind"]), "origin": CaseOrigin(given["origin"])})

    def place(self) -> Place:
        """Where the client is served and by whom."""
        given = self.validated_data
        return Place(unit_id=given["unit"], responsible_id=given["responsible"], co_owner_id=given.get("co_owner"))


class ContactFields(Body):
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LONGEST_MINUTES)
    with_client = serializers.BooleanField(required=False, help_text="Whether the client took part; true when absent.")
    others = Codes(ParticipantKind.values, help_text="Who else took part: kinds, no names.")
    colleagues = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=MOST_PEOPLE,
        required=False,
        help_text="Staff who took part; see staff/. Two or more make the contact joint.",
    )


class ContactIn(ContactFields):
    at = Moment(help_text="When it took place; by Helsinki's clock when no zone is said.")
    channel = OneOf(choices=ContactChannel.values)
    summary = serializers.CharField(max_length=8000, help_text="Only what is necessary for the service.")

    def note(self) -> ContactNote:
        """What is written down; a machine keeps no drafts."""
        return _note(self.validated_data)


class ContactChangeIn(ContactFields):
    """Only what is to change; what is not named stays."""

    version = version()
    at = Moment(required=False)
    channel = OneOf(choices=ContactChannel.values, required=False)
    summary = serializers.CharField(max_length=8000, required=False)

    def note_over(self, contact: Contact) -> ContactNote:
        """The contact's own words where the body has none."""
        kept = {
            name: getattr(contact, name) for name in ("at", "channel", "minutes", "summary", "with_client", "others")
        }
        kept["colleagues"] = [one.user_id for one in contact.staff.all()]
        return _note(kept | {name: value for name, value in self.validated_data.items() if name != "version"})


def _note(given: dict[str, Any]) -> ContactNote:
    colleagues: list[UUID] = given.get("colleagues", [])
    return ContactNote(
        at=given["at"],
        channel=ContactChannel(given["channel"]),
        minutes=given.get("minutes"),
        summary=given["summary"],
        with_client=given.get("with_client", True),
        others=tuple(ParticipantKind(kind) for kind in given.get("others", ())),
        colleagues=frozenset(colleagues),
    )
