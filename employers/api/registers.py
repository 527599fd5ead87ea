"""Employers and their establishments as machines send them and are told of them."""

from typing import Any

from rest_framework import serializers

from accounts.models import Municipality
from clients.enums.employment import Industry
from config.api.bodies import Body
from config.api.fields import CodeOf, PageOut, text, version
from config.api.parameters import OneOf
from employers.enums.register import EmployerClass, IntermediaryRole, SizeClass
from employers.services.register import EMPLOYER, ESTABLISHMENT


class EstablishmentOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    name = serializers.CharField()
    number = serializers.CharField(help_text="The employer's own sign of it; may be empty.")
    street_address = serializers.CharField()
    postal_code = serializers.CharField()
    municipality = serializers.CharField(source="municipality_id", help_text="Code of Statistics Finland, as 837.")
    is_closed = serializers.BooleanField()


class EmployerOut(serializers.Serializer[Any]):
    """An employer of the register that all areas share; contact persons are told to nobody here."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    business_id = serializers.CharField(help_text="Empty for a household.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=EmployerClass.values)
    size = serializers.ChoiceField(choices=["", *SizeClass.values])
    industry = serializers.ChoiceField(choices=["", *Industry.values])
    industry_version = serializers.CharField(help_text="Of which classification the industry is a section.")
    intermediary = serializers.ChoiceField(choices=["", *IntermediaryRole.values])
    website = serializers.CharField()
    establishments = EstablishmentOut(many=True)


class EmployerPageOut(PageOut):
    items = EmployerOut(many=True)


def place(**options: Any) -> serializers.PrimaryKeyRelatedField[Municipality]:
    """A municipality of today by its code."""
    return serializers.PrimaryKeyRelatedField(
        queryset=Municipality.objects.filter(successor=None, valid_to=None),
        pk_field=serializers.CharField(max_length=3),
        help_text="Code of Statistics Finland, as 837.",
        **options,
    )


class EstablishmentIn(Body):
    name = text(200, help_text="The employer's name when empty.")
    number = text(20)
    street_address = text(200)
    postal_code = text(10)
    municipality = place()

    def values(self) -> dict[str, Any]:
        """The establishment as its service wants it."""
        return {name: value for name, value in self.validated_data.items() if name in ESTABLISHMENT}


class EmployerFields(Body):
    business_id = text(9)
    size = CodeOf(SizeClass.values)
    industry = CodeOf(Industry.values)
    intermediary = CodeOf(IntermediaryRole.values)
    website = serializers.URLField(max_length=200, allow_blank=True, required=False)


class EmployerIn(EmployerFields):
    name = serializers.CharField(max_length=200)
    kind = OneOf(choices=EmployerClass.values)
    establishment = EstablishmentIn(help_text="Its first one; others are added one by one.")

    def values(self) -> dict[str, Any]:
        """The employer as its service wants it."""
        return {name: value for name, value in self.validated_data.items() if name in EMPLOYER}

    def first(self) -> dict[str, Any]:
        """Its first establishment."""
        return {name: value for name, value in self.validated_data["establishment"].items() if name in ESTABLISHMENT}


class EmployerChangeIn(EmployerFields):
    """Only what is to change; what is not named stays."""

    version = version()
    name = serializers.CharField(max_length=200, required=False)
    kind = OneOf(choices=EmployerClass.values, required=False)

    def over(self, employer: Any) -> dict[str, Any]:
        """The employer's own values where the body has none."""
        return {name: self.validated_data.get(name, getattr(employer, name)) for name in EMPLOYER}
