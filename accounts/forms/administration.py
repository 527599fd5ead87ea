"""What administrators fill in. Each form lists its fields; whatever else is sent is not read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ROLES_OF_PEOPLE, ApiScope, Right, Role, Tone, UnitKind
from accounts.models import Area, Code, Membership, Notice, Unit
from accounts.selectors.record_history import WORDS
from accounts.services.memberships import Terms
from accounts.services.notices import NoticeText
from accounts.services.units import UnitText

ROLES = [(role.value, role.label) for role in ROLES_OF_PEOPLE]


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"required": False, "widget": widget, **options})


class MomentField(forms.DateTimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"required": False, "widget": widget, **options})


class VersionForm(forms.Form):
    """The version a change was made against."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = forms.CharField(
        label=_("Reason"),
        min_length=5,
        max_length=200,
        help_text=_("It stands in the history. Name no client."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameForm(VersionForm):
    name = forms.CharField(label=WORDS["name"], max_length=200)


class TermsForm(forms.Form):
    """Role, where, from and until when, and rights beyond the role."""

    area = forms.ModelChoiceField(label=WORDS["area"], queryset=Area.objects.none(), empty_label=None)
    role = forms.ChoiceField(label=WORDS["role"], choices=ROLES)
    unit = forms.ModelChoiceField(
        label=WORDS["unit"],
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Whole area"),
        help_text=_("The role then holds in this unit and those under it."),
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights beyond the role"),
        choices=Right.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = DayField(label=WORDS["valid_from"], help_text=_("Today when left empty."))
    valid_to = DayField(label=WORDS["valid_to"], help_text=_("The role ends by itself after it. Empty: no end."))

    def __init__(self, *args: Any, areas: QuerySet[Area], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        area, unit = cleaned.get("area"), cleaned.get("unit")
        if area and unit and unit.area_id != area.pk:
            self.add_error("unit", _("The unit is not one of the area's."))
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if starts and ends and ends < starts:
            self.add_error("valid_to", _("The last day cannot come before the first."))
        return cleaned

    def terms(self) -> Terms:
        """What the form says, for the service."""
        data = self.cleaned_data
        return Terms(
            area_id=data["area"].pk,
            unit_id=data["unit"].pk if data["unit"] else None,
            role=Role(data["role"]),
            rights=[Right(one) for one in data["rights"]],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )


class InviteForm(TermsForm):
    field_order = ("email", "name", "language")

    email = forms.EmailField(label=WORDS["email"], help_text=_("The invitation is mailed there."))
    name = forms.CharField(label=WORDS["name"], max_length=200)
    language = forms.ChoiceField(label=_("Language of mails and pages"), choices=settings.LANGUAGES)


class MembershipForm(TermsForm, VersionForm):
    """A membership as it is; its area stays."""

    field_order = ("version", "area")

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        names = ("area", "role", "unit", "rights", "valid_from", "valid_to", "version")
        super().__init__(*args, initial={name: getattr(membership, name) for name in names}, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(pk=membership.area_id)  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    area = forms.ModelChoiceField(label=WORDS["area"], queryset=Area.objects.none(), empty_label=None)
    name = forms.CharField(label=WORDS["name"], max_length=200)
    kind = forms.ChoiceField(label=WORDS["kind"], choices=UnitKind.choices, initial=UnitKind.OFFICE)
    parent = forms.ModelChoiceField(
        label=WORDS["parent"], queryset=Unit.objects.none(), required=False, empty_label=_("Nothing")
    )
    valid_from = DayField(label=WORDS["valid_from"])
    valid_to = DayField(label=WORDS["valid_to"])
    successor = forms.CharField(
        label=WORDS["successor"],
        max_length=200,
        required=False,
        help_text=_("In words, when the unit ends: who goes on with its work."),
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]

    def text(self) -> UnitText:
        """What the form says, for the service."""
        names = UnitText.__dataclass_fields__
        return UnitText(**{name: self.cleaned_data[name] for name in names})


class UnitChangeForm(UnitForm, VersionForm):
    field_order = ("version", "area")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        names = (*UnitText.__dataclass_fields__, "version", "area")
        super().__init__(*args, initial={name: getattr(unit, name) for name in names}, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(pk=unit.area_id)  # type: ignore[attr-defined]


class CodeForm(forms.ModelForm):
    list = forms.ChoiceField(label=WORDS["list"])
    valid_from = DayField(label=WORDS["valid_from"])
    valid_to = DayField(label=WORDS["valid_to"])

    class Meta:
        model = Code
        fields = ("list", "code", "name_fi", "name_sv", "name_en", "position", "valid_from", "valid_to")
        labels = {name: WORDS[name] for name in ("code", "name_fi", "name_sv", "name_en", "position")}

    def __init__(self, *args: Any, lists: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].choices = [(name, name) for name in lists]  # type: ignore[attr-defined]


class CodeEndForm(VersionForm):
    valid_to = DayField(label=WORDS["valid_to"], required=True)


class CodesForm(forms.Form):
    list = forms.ChoiceField(label=WORDS["list"], required=False)
    name = forms.CharField(label=_("Code or name contains"), max_length=100, required=False)

    def __init__(self, *args: Any, lists: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].choices = [("", _("All")), *((name, name) for name in lists)]  # type: ignore[attr-defined]


class NoticeForm(forms.ModelForm):
    valid_from = MomentField(label=_("Shown from"), required=True)
    valid_to = MomentField(label=_("Shown until"), help_text=_("Empty: until it is ended."))

    class Meta:
        model = Notice
        fields = ("key", "tone", "text_fi", "text_sv", "text_en", "valid_from", "valid_to")
        labels = {name: WORDS[name] for name in ("key", "tone", "text_fi", "text_sv", "text_en")}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("text_fi", "text_sv", "text_en")}
        help_texts = {"key": _("A short name of small letters, digits and hyphens; it is not shown.")}

    def text(self) -> NoticeText:
        """What the form says, for the service."""
        data = {name: self.cleaned_data[name] for name in NoticeText.__dataclass_fields__}
        return NoticeText(**{**data, "tone": Tone(data["tone"])})


class NoticeChangeForm(NoticeForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta(NoticeForm.Meta):
        fields = NoticeForm.Meta.fields[1:]  # type: ignore[assignment]  # the key stays


class MachineForm(forms.Form):
    area = forms.ModelChoiceField(label=WORDS["area"], queryset=Area.objects.none(), empty_label=None)
    name = forms.CharField(label=WORDS["name"], max_length=100, help_text=_("Of the system, such as its report."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=ApiScope.choices,
        initial=[ApiScope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights to clients' details"),
        help_text=_("Only for one that works with clients. Without them it never sees these."),
        choices=Right.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_to = DayField(label=WORDS["valid_to"], help_text=_("It opens nothing afterwards. Empty: no end."))

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class TokenForm(VersionForm):
    days = forms.IntegerField(label=_("Days the token is good for"), min_value=1, max_value=366, initial=90)


class PeopleForm(forms.Form):
    """Filter and order of the list of people; everything may be left out."""

    name = forms.CharField(label=_("Name or e-mail contains"), max_length=100, required=False)
    role = forms.ChoiceField(label=WORDS["role"], choices=[("", _("All")), *ROLES], required=False)
    unit = forms.ModelChoiceField(
        label=WORDS["unit"], queryset=Unit.objects.none(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Open")),
            ("invited", _("Invited, not signed in yet")),
            ("without", _("No role today")),
            ("closed", _("Closed")),
        ],
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class UnitsForm(forms.Form):
    name = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    ended = forms.BooleanField(label=_("Show ended ones too"), required=False)


def now_to_the_minute() -> Any:
    """What a new notice begins with."""
    return timezone.localtime().replace(second=0, microsecond=0, tzinfo=None)
