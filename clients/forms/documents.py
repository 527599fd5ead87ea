"""What is asked on the pages of documents and of the people around a client."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clients.enums.merging import HEALTH_DOCUMENTS, AroundRole, DocumentKind
from clients.forms.consents import day_field
from clients.services.documents import MAX_BYTES, MEGABYTE, TYPES, Described, Upload, kinds_text

ALL = gettext_lazy("All")


class FileField(forms.FileField):
    """A file of the kinds and the size that documents may have."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join(f".{ending}" for ending in TYPES)
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), max_length=200, **options)


def upload_of(form: forms.Form) -> Upload:
    """The file that was chosen."""
    chosen = form.cleaned_data["file"]
    return Upload(name=chosen.name, content=b"".join(chosen.chunks()))


class DescriptionForm(forms.Form):
    """What is said of a document."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"), choices=DocumentKind.choices)
    is_health = forms.BooleanField(
        label=gettext_lazy("It tells of health"),
        help_text=gettext_lazy("Then only those with the right to health details see that it is there."),
        required=False,
    )
    expires_on = day_field(
        label=gettext_lazy("Expires"),
        help_text=gettext_lazy("The last day on which it holds. Empty: it does not expire."),
        required=False,
    )

    def __init__(self, *args: Any, sees_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_health:
            del self.fields["is_health"]
            allowed = [(code, label) for code, label in DocumentKind.choices if code not in HEALTH_DOCUMENTS]
            self.fields["kind"].choices = allowed  # type: ignore[attr-defined]

    @property
    def described(self) -> Described:
        data = self.cleaned_data
        return Described(
            kind=DocumentKind(data["kind"]),
            title=data["title"],
            is_health=bool(data.get("is_health")),
            expires_on=data["expires_on"],
        )


class DocumentForm(DescriptionForm):
    """A new document with its file."""

    file = FileField(label=gettext_lazy("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_help()


class VersionForm(forms.Form):
    """A new version of a document."""

    file = FileField(label=gettext_lazy("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_help()


def file_help() -> str:
    """Which files may be brought."""
    return _("%(kinds)s, at most %(limit)s megabytes.") % {"kinds": kinds_text(), "limit": MAX_BYTES // MEGABYTE}


class DescriptionEditForm(DescriptionForm):
    """A document described anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DocumentsFilter(forms.Form):
    """Which documents the list shows."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=[("", ALL), *DocumentKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", ALL),
            ("valid", pgettext_lazy("document", "In force")),
            ("expired", pgettext_lazy("document", "Expired")),
        ],
        required=False,
    )
    sort = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


class PersonAroundForm(forms.Form):
    """Somebody around the client."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    role = forms.ChoiceField(label=gettext_lazy("What the person does for the client"), choices=AroundRole.choices)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("When and about what to get in touch. Nothing of health."),
        max_length=300,
        required=False,
    )
    started_on = day_field(label=gettext_lazy("Since"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = timezone.localdate


class EndAroundForm(forms.Form):
    """From when the person does nothing for the client any more."""

    ended_on = day_field(label=gettext_lazy("Last day"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = timezone.localdate
