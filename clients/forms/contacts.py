"""What is asked on the pages of contacts, appointments and tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.contacts import ContactChannel, ParticipantKind, TaskKind
from clients.enums.deadlines import TalkKind
from clients.forms.consents import day_field
from clients.models.contacts import LONGEST_MINUTES
from clients.selectors import contact_list, task_list
from clients.services.appointments import LONGEST_MINUTES as LONGEST_APPOINTMENT
from clients.services.appointments import Booking
from clients.services.contacts import ContactNote
from clients.services.tasks import TaskText

ALL = gettext_lazy("All")
MOMENT = "%Y-%m-%dT%H:%M"
# Of the browser's own control, and as people type.
MOMENTS = [MOMENT, "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H.%M"]
People = list[tuple[str, str]]


def moment_field(**options: Any) -> forms.DateTimeField:
    """A day and a time by the clock in Helsinki; a time that the clock leaves out or shows twice is refused."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(widget=widget, input_formats=MOMENTS, **options)


def many(**options: Any) -> forms.MultipleChoiceField:
    """Several of a list, each with its own box."""
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **options)


def saved_over(form: forms.Form, version: int) -> None:
    """What was typed stays, and is to be saved over the version that somebody else has made meanwhile."""
    typed: Any = form.data
    form.data = typed.copy()
    form.data["version"] = str(version)  # type: ignore[index]


def _choose(form: forms.Form, name: str, choices: People) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """One contact, in the order in which it is told; the fastest path is channel, summary, Enter."""

    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=ContactChannel.choices)
    at = moment_field(label=gettext_lazy("When"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), required=False, min_value=1, max_value=LONGEST_MINUTES
    )
    summary = forms.CharField(
        label=gettext_lazy("What it was about"),
        help_text=gettext_lazy("Only what is necessary for the service. A draft may be left empty."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    with_client = forms.BooleanField(label=gettext_lazy("The client took part"), required=False, initial=True)
    talk = forms.ChoiceField(
        label=gettext_lazy("Talk of the service process"),
        help_text=gettext_lazy("Says that a talk that the law asks for was held (380/2023, sections 31 and 32)."),
        choices=[("", gettext_lazy("None")), *TalkKind.choices],
        required=False,
    )
    colleagues = many(label=gettext_lazy("Colleagues who took part"), required=False)
    others = many(label=gettext_lazy("Others who took part"), choices=ParticipantKind.choices, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "colleagues", people)
        self.fields["at"].initial = lambda: timezone.localtime().replace(second=0, microsecond=0, tzinfo=None)
        self.fields["channel"].widget.attrs["autofocus"] = True

    def note(self, *, is_draft: bool) -> ContactNote:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return ContactNote(
            at=data["at"],
            channel=ContactChannel(data["channel"]),
            minutes=data["minutes"],
            summary=data["summary"],
            with_client=data["with_client"],
            talk=TalkKind(data["talk"]) if data["talk"] else None,
            others=tuple(ParticipantKind(kind) for kind in data["others"]),
            colleagues=frozenset(UUID(key) for key in data["colleagues"]),
            is_draft=is_draft,
        )


class WithdrawContactForm(forms.Form):
    """Why a contact was wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example: written to the wrong client. The reason is kept with the contact."),
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContactsFilter(forms.Form):
    """Filter and order of a client's contacts."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=[("", ALL), *ContactChannel.choices], required=False
    )
    author = forms.ChoiceField(label=gettext_lazy("Author or colleague"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", ALL),
            (contact_list.FINAL, gettext_lazy("Final")),
            (contact_list.DRAFT, gettext_lazy("Draft, only you see it")),
            (contact_list.WITHDRAWN, gettext_lazy("Withdrawn")),
        ],
        required=False,
    )
    joint = forms.BooleanField(label=gettext_lazy("Joint ones only"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, authors: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "author", [("", _("All")), *authors])


class AppointmentForm(forms.Form):
    """When, how, where and who; without a client also what for."""

    starts_at = moment_field(label=gettext_lazy("Begins"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=1, max_value=LONGEST_APPOINTMENT, initial=45
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=ContactChannel.choices)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=200, required=False)
    staff = many(label=gettext_lazy("Who takes part"), help_text=gettext_lazy("Two or more make it joint."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, for_client: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "staff", people)
        self.fields["title"].required = not for_client
        self.fields["starts_at"].widget.attrs["autofocus"] = True

    def booking(self) -> Booking:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return Booking(
            starts_at=data["starts_at"],
            minutes=data["minutes"],
            channel=ContactChannel(data["channel"]),
            place=data["place"],
            title=data["title"],
            staff=frozenset(UUID(key) for key in data["staff"]),
        )


class TaskForm(forms.Form):
    """What is to be done, by whom and by when."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), initial=TaskKind.OTHER)
    due_on = day_field(label=gettext_lazy("By"), required=False)
    remind_on = day_field(
        label=gettext_lazy("Reminder"),
        help_text=gettext_lazy("A message on this day, besides the one on the last day."),
        required=False,
    )
    owner = forms.ChoiceField(label=gettext_lazy("Whose"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, kinds: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds)
        _choose(self, "owner", people)
        self.fields["title"].widget.attrs["autofocus"] = True

    def text(self) -> TaskText:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return TaskText(
            title=data["title"], kind=TaskKind(data["kind"]), due_on=data["due_on"], remind_on=data["remind_on"]
        )


class TaskChangeForm(TaskForm):
    """A task that is somebody's already: it is handed over by a step of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, people=[], **kwargs)
        del self.fields["owner"]
        del self.fields["title"].widget.attrs["autofocus"]


class HandOverForm(forms.Form):
    """To whom a task goes."""

    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "to", [("", _("Choose")), *people])


class StepForm(forms.Form):
    """The version against which a step is taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TasksFilter(forms.Form):
    """Filter and order of one's tasks."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[(task_list.MINE, gettext_lazy("Mine")), (task_list.GIVEN, gettext_lazy("Given by me to others"))],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            (task_list.OPEN, gettext_lazy("Open tasks")),
            (task_list.DUE, gettext_lazy("Due today or before")),
            (task_list.OVERDUE, gettext_lazy("Overdue")),
            (task_list.DONE, gettext_lazy("Done")),
            (task_list.ALL, ALL),
        ],
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", [("", str(ALL)), *kinds])


class CalendarForm(forms.Form):
    """Whose calendar, which days."""

    who = forms.ChoiceField(label=gettext_lazy("Whose calendar"), required=False)
    day = day_field(label=gettext_lazy("Day"), required=False)
    span = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "who", people)
