"""What is filled in of events with employers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.forms.days import day_field
from employers.models import Employer
from employers.selectors.occasions import employers_by_name
from network.models import Organisation

People = list[tuple[str, str]]
CHOOSE = [("", _("Choose"))]


class OccasionsFilter(forms.Form):
    """Filter and order of the list."""

    form = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *OccasionKind.choices], required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class OccasionForm(forms.Form):
    """The event itself; who came is noted on its page."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=OccasionKind.choices)
    title = forms.CharField(label=_("Name of the event"), max_length=200)
    held_on = day_field(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    organisers = forms.ModelMultipleChoiceField(
        label=_("Organised with"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Notes"),
        help_text=_("No names of clients here: they are noted on the page of the event."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, organisers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisers"].queryset = organisers  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate
        if not organisers:
            del self.fields["organisers"]


def presence_field() -> forms.ChoiceField:
    """Invited, came, did not come."""
    return forms.ChoiceField(label=_("State"), choices=Presence.choices, initial=Presence.INVITED)


class EmployerField(forms.CharField):
    """An employer of the register, told by its business id or the beginning of its name; one that fits alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Employer"),
            help_text=_("The business id, or the beginning of the name."),
            max_length=200,
            **options,
        )

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        found = list(employers_by_name(said))
        exact = [one for one in found if said.lower() in {one.name.lower(), one.business_id}]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("The register has no such employer."))
        names = "; ".join(f"{one.name} ({one.business_id})" for one in found[:5])
        raise forms.ValidationError(_("Several employers fit: %(names)s.") % {"names": names})


class OccasionEmployerForm(forms.Form):
    """An employer, and whether it came."""

    employer = EmployerField()
    presence = presence_field()

    def chosen(self) -> Employer:
        """The employer that was told."""
        employer: Employer = self.cleaned_data["employer"]
        return employer


class OccasionClientForm(forms.Form):
    """A client of one's own, and whether the client came."""

    client = forms.ChoiceField(label=_("Client"))
    presence = presence_field()

    def __init__(self, *args: Any, clients: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].choices = [*CHOOSE, *clients]  # type: ignore[attr-defined]


class OccasionStaffForm(forms.Form):
    """A colleague and the part taken."""

    user = forms.ChoiceField(label=_("Colleague"))
    part = forms.ChoiceField(label=_("Part"), choices=StaffPart.choices)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [*CHOOSE, *people]  # type: ignore[attr-defined]


class TakeOutForm(forms.Form):
    """Who was noted in error."""

    part = forms.ChoiceField(label=_("Whom"))

    def __init__(self, *args: Any, parts: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [*CHOOSE, *parts]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a panel decided."""

    text = forms.CharField(label=_("Decision"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    user = forms.ChoiceField(label=_("Who sees to it"))
    due_on = day_field(label=pgettext_lazy("deadline", "By"))

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [*CHOOSE, *people]  # type: ignore[attr-defined]


class DecisionDoneForm(forms.Form):
    """What came of a decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    done_on = day_field(label=_("Done on"))
    outcome = forms.CharField(label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate
