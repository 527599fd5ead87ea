"""Vacancies as machines send them and are told of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clients.enums.demands import Adjustment
from clients.enums.employment import Contract, Occupation
from config.api.bodies import Body
from config.api.fields import CodeOf, Codes, PageOut, version
from config.api.parameters import OneOf
from employers.api.registers import place
from employers.enums.jobs import VacancyEnd, VacancyState
from employers.enums.register import JobTrait
from employers.models import Establishment, Vacancy
from employers.services.vacancies import SAID

DEMANDS_HELP = (
    "By the vocabulary of work ability: of a measured demand how much in its unit, of another 1 (some) to 3 (all the "
    "time). What is not named is not demanded."
)


class VacancyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    area = serializers.IntegerField(source="area_id", help_text="Whose vacancy it is; only that area changes it.")
    employer = serializers.UUIDField(source="employer_id")
    establishment = serializers.UUIDField(source="establishment_id", allow_null=True)
    title = serializers.CharField()
    occupation = serializers.ChoiceField(choices=["", *Occupation.values])
    occupation_version = serializers.CharField()
    description = serializers.CharField()
    contract = serializers.ChoiceField(choices=["", *Contract.values])
    hours_from = serializers.FloatField(allow_null=True, help_text="Hours a week at least.")
    hours_to = serializers.FloatField(allow_null=True)
    municipality = serializers.CharField(source="municipality_id")
    places = serializers.IntegerField()
    traits = serializers.ListField(child=serializers.ChoiceField(choices=JobTrait.values))
    accommodations = serializers.ListField(child=serializers.ChoiceField(choices=Adjustment.values))
    demands = serializers.SerializerMethodField(help_text=DEMANDS_HELP)
    subsidy_possible = serializers.BooleanField()
    state = serializers.ChoiceField(choices=VacancyState.values)
    opened_on = serializers.DateField(allow_null=True)
    closes_on = serializers.DateField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    end_reason = serializers.ChoiceField(choices=["", *VacancyEnd.values])

    @extend_schema_field(serializers.DictField(child=serializers.FloatField()))
    def get_demands(self, vacancy: Vacancy) -> dict[str, float]:
        return dict(vacancy.demands)


class VacancyPageOut(PageOut):
    items = VacancyOut(many=True)


class VacancyFields(Body):
    establishment = serializers.PrimaryKeyRelatedField(
        queryset=Establishment.objects.all(), required=False, allow_null=True, pk_field=serializers.UUIDField()
    )
    occupation = CodeOf(Occupation.values)
    description = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    contract = CodeOf(Contract.values)
    hours_from = serializers.DecimalField(
        max_digits=3, decimal_places=1, min_value=0, max_value=60, required=False, allow_null=True
    )
    hours_to = serializers.DecimalField(
        max_digits=3, decimal_places=1, min_value=0, max_value=60, required=False, allow_null=True
    )
    places = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    traits = Codes(JobTrait.values)
    accommodations = Codes(Adjustment.values)
    demands = serializers.DictField(
        child=serializers.FloatField(min_value=0, max_value=1000), required=False, help_text=DEMANDS_HELP
    )
    subsidy_possible = serializers.BooleanField(required=False)
    closes_on = serializers.DateField(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True)


class VacancyIn(VacancyFields):
    title = serializers.CharField(max_length=200)
    municipality = place()

    def values(self) -> dict[str, Any]:
        """The vacancy as its service wants it."""
        return {name: value for name, value in self.validated_data.items() if name in SAID}


class VacancyChangeIn(VacancyFields):
    """Only what is to change; what is not named stays."""

    version = version()
    title = serializers.CharField(max_length=200, required=False)
    municipality = place(required=False)

    def over(self, vacancy: Vacancy) -> dict[str, Any]:
        """The vacancy's own values where the body has none."""
        return {name: self.validated_data.get(name, getattr(vacancy, name)) for name in SAID}


class VacancyStepIn(Body):
    version = serializers.IntegerField(min_value=1, max_value=2_147_483_647)
    to = OneOf(choices=VacancyState.values)
    reason = CodeOf(VacancyEnd.values, help_text="Needed when it is closed without being filled.")
