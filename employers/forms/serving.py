"""What is filled in of services to employers, of teams and of employers' feedback."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums.employment import Industry, Occupation
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.forms.days import day_field
from employers.forms.occasions import CHOOSE, EmployerField, People
from employers.selectors.serving import CLOSED, GOING_ON, LATE, OVER, WAITING

ANSWERED_WITHIN = timedelta(days=14)
ALL = [("", _("All"))]


def choose(form: forms.Form, name: str, choices: People) -> None:
    """The field offers these, beginning with nothing."""
    form.fields[name].choices = [*CHOOSE, *choices]  # type: ignore[attr-defined]


class ServicesFilter(forms.Form):
    """Filter and order of the list of services."""

    service = forms.ChoiceField(label=_("Service"), choices=[*ALL, *ServiceKind.choices], required=False)
    stage = forms.ChoiceField(
        label=_("State"), choices=[*ALL, (GOING_ON, _("Going on")), (OVER, _("Ended"))], required=False
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class ServiceForm(forms.Form):
    """A service to an employer."""

    employer = EmployerField()
    kind = forms.ChoiceField(label=_("Service"), choices=ServiceKind.choices)
    begun_on = day_field(label=_("Began"))
    need = forms.CharField(
        label=_("What is needed"),
        help_text=_("Write of the work and the workplace, not of any person's health."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begun_on"].initial = timezone.localdate


class StageForm(forms.Form):
    """A stage that is done."""

    code = forms.ChoiceField(label=_("Stage"))
    done_on = day_field(label=_("Done on"))
    note = forms.CharField(label=_("Notes"), max_length=500, required=False)

    def __init__(self, *args: Any, stages: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "code", stages)
        self.fields["done_on"].initial = timezone.localdate


class MeetingForm(forms.Form):
    """A meeting of the service."""

    held_on = day_field(label=_("Day"))
    about = forms.CharField(label=_("What it was about"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate


class PartForm(forms.Form):
    """A colleague and the part taken."""

    user = forms.ChoiceField(label=_("Colleague"))
    part = forms.ChoiceField(label=_("Part"), choices=ServingPart.choices)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", people)


class JobForm(forms.Form):
    """A vacancy that came of the service."""

    vacancy = forms.ChoiceField(label=_("Vacancy"))

    def __init__(self, *args: Any, vacancies: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "vacancy", vacancies)


class EndForm(forms.Form):
    """How the service ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = day_field(label=_("Ended"))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ServiceOutcome.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = timezone.localdate


class TeamForm(forms.Form):
    """A team with its fields, places and those who answer."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    owners = forms.MultipleChoiceField(label=_("Who answers"), widget=forms.CheckboxSelectMultiple)
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities"),
        help_text=_("None chosen: the whole area."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    industries = forms.MultipleChoiceField(
        label=_("Industries"),
        help_text=_("None chosen: every industry."),
        choices=Industry.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    occupations = forms.MultipleChoiceField(
        label=_("Occupations"),
        help_text=_("None chosen: every occupation."),
        choices=Occupation.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_closed = forms.BooleanField(label=_("The team no longer works"), required=False)

    def __init__(self, *args: Any, people: People, places: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].choices = people  # type: ignore[attr-defined]
        self.fields["municipalities"].choices = places  # type: ignore[attr-defined]


class FeedbackFilter(forms.Form):
    """Filter and order of the list of feedback."""

    stage = forms.ChoiceField(
        label=_("State"),
        choices=[*ALL, (WAITING, _("Open")), (LATE, _("Late")), (CLOSED, _("Done"))],
        required=False,
    )
    critical = forms.BooleanField(label=_("Critical only"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


def _score(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=_("1: not at all, 5: very well"),
        choices=[("", _("Not said")), *((str(number), str(number)) for number in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )


class RouteForm(forms.Form):
    """Who sees to it, and by when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    user = forms.ChoiceField(label=_("Who sees to it"))
    due_on = day_field(label=pgettext_lazy("deadline", "By"))

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", people)


class EmployerFeedbackForm(forms.Form):
    """What an employer said."""

    employer = EmployerField()
    given_on = day_field(label=_("Given on"))
    heard = _score(_("We were heard"))
    met = _score(_("We were met as we are"))
    helped = _score(_("We were helped"))
    text = forms.CharField(
        label=_("What the employer said"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_critical = forms.BooleanField(label=_("It is critical"), required=False)
    user = forms.ChoiceField(label=_("Who sees to it"))
    due_on = day_field(label=pgettext_lazy("deadline", "By"))

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", people)
        self.fields["given_on"].initial = timezone.localdate
        self.fields["due_on"].initial = timezone.localdate() + ANSWERED_WITHIN


class CloseForm(forms.Form):
    """What was done about it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    closed_on = day_field(label=_("Done on"))
    done = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = timezone.localdate
