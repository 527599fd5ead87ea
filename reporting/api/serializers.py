"""Shapes of the answers; the values themselves are made by the engine and only described here."""

from typing import Any

from django.utils import translation
from rest_framework import serializers

from accounts.models import Area
from reporting.indicators import BASES, Indicator
from reporting.indicators.definition import Kind
from reporting.indicators.definition import Unit as ValueUnit
from reporting.selectors.items import BOUND_FIELDS

LANGUAGES = ("fi", "sv", "en")
UNITS = [unit.value for unit in ValueUnit]


class TextsOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    population = serializers.CharField()
    numerator = serializers.CharField()
    denominator = serializers.CharField(allow_blank=True)


class LanguagesOut(serializers.Serializer[Any]):
    fi = TextsOut()
    sv = TextsOut()
    en = TextsOut()


class IndicatorOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.IntegerField()
    units = serializers.ListField(child=serializers.ChoiceField(choices=UNITS))
    base = serializers.ChoiceField(choices=list(BASES))
    period_of = serializers.ChoiceField(choices=["start", "end", "followup", "company", "programme"])
    breakdowns = serializers.ListField(child=serializers.CharField())
    sensitive = serializers.BooleanField()
    texts = LanguagesOut()


def indicator_out(indicator: Indicator, *, breakdowns: list[str]) -> dict[str, Any]:
    """The declaration in words of three languages."""
    whole = indicator.kind is Kind.TARGET
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = indicator.texts()
    return {
        "code": indicator.code,
        "version": indicator.version,
        "units": [unit.value for unit in indicator.units],
        "base": indicator.base.code,
        "period_of": "programme" if whole else indicator.basis.value,
        "breakdowns": [] if whole else breakdowns,
        "sensitive": indicator.sensitive,
        "texts": texts,
    }


class AreaOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name_fi = serializers.CharField()
    name_sv = serializers.CharField()


class UnitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    area = serializers.CharField(source="area.code")


class ProgrammeOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name_fi = serializers.CharField()
    name_sv = serializers.CharField(allow_blank=True)
    name_en = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    areas = serializers.SerializerMethodField()
    units = serializers.SerializerMethodField()

    def get_areas(self, programme: Any) -> list[dict[str, Any]]:
        return list(AreaOut(self.context["areas"][programme.pk], many=True).data)

    def get_units(self, programme: Any) -> list[dict[str, Any]]:
        return list(UnitOut(self.context["units"][programme.pk], many=True).data)


class ItemOut(serializers.Serializer[Any]):
    """One value. What is hidden is null and named in `suppressed_fields`; `suppressed` says that the value is."""

    indicator = serializers.CharField()
    version = serializers.IntegerField()
    programme = serializers.CharField()
    area = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    period = serializers.RegexField(r"^(all|\d{4}(-(Q[1-4]|\d{2}))?)$")
    as_of = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    value_unit = serializers.ChoiceField(choices=UNITS)
    missing = serializers.IntegerField(allow_null=True)
    refused = serializers.IntegerField(allow_null=True)
    base = serializers.IntegerField(allow_null=True)
    suppressed = serializers.BooleanField()
    suppressed_fields = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """`class` is a word of the language; then the fields that only A05 and A17 have."""
        fields = super().get_fields()
        fields["class"] = serializers.CharField(allow_null=True)
        for name in WHOLE_EXTRAS:
            fields[name] = serializers.IntegerField(required=False, allow_null=True)
        for name in REAL_EXTRAS:
            fields[name] = serializers.FloatField(required=False, allow_null=True)
        for name in TARGET_EXTRAS:
            fields[name] = serializers.CharField(required=False, allow_null=True)
        return fields


WHOLE_EXTRAS = ("pairs", "employed_start", "employed_end", "moved_in", "moved_out", "net", "bound_starts")
REAL_EXTRAS = ("net_points", "ci_low", "ci_high", "p_value", "level_ratio", "relative_change", *BOUND_FIELDS)
TARGET_EXTRAS = ("target_source", "target_decided_on")


class PageOut(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)


class IndicatorPageOut(PageOut):
    items = IndicatorOut(many=True)


class ProgrammePageOut(PageOut):
    items = ProgrammeOut(many=True)


class ValuesOut(PageOut):
    programme = serializers.CharField()
    as_of = serializers.DateTimeField(allow_null=True)
    outdated = serializers.BooleanField()
    not_computed = serializers.ListField(child=serializers.CharField())
    items = ItemOut(many=True)


class RunIn(serializers.Serializer[Any]):
    programme = serializers.CharField(max_length=20)


class RunRequestedOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    programme = serializers.CharField()
    url = serializers.URLField()


STATES = ["queued", "running", "cancelling", "cancelled", "done", "failed"]


class RunAreaOut(serializers.Serializer[Any]):
    area = serializers.CharField(source="area.code")
    state = serializers.ChoiceField(choices=STATES)
    progress = serializers.IntegerField()
    failure = serializers.CharField(
        allow_blank=True, help_text="Empty, or why the job failed: refused, unexpected, worker_lost."
    )


class RunOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    programme = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    progress = serializers.IntegerField()
    requested_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    areas = RunAreaOut(source="jobs", many=True)


def areas_by_programme(areas: dict[int, set[int]]) -> dict[int, list[Area]]:
    """Area records for the keys."""
    kept = {area.pk: area for area in Area.objects.all()}
    return {programme: [kept[key] for key in sorted(keys)] for programme, keys in areas.items()}
