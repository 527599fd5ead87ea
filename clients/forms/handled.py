"""What may be chosen of the report on who has handled the data, and the decision on names."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clients.selectors.handled import PERIODS


class HandledForm(forms.Form):
    """The period of the report."""

    period = forms.ChoiceField(label=_("Period"), choices=PERIODS.items(), required=False)
    sort = forms.ChoiceField(choices=[("-at", ""), ("at", "")], required=False, widget=forms.HiddenInput)


class PaperForm(forms.Form):
    """The paper: its period, language, and whether it names people."""

    period = forms.ChoiceField(label=_("Period"), choices=PERIODS.items(), required=False)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=settings.LANGUAGES)
    named = forms.BooleanField(label=_("With the names of people"), required=False)


class NamesForm(forms.Form):
    """A decision on the client's request for names."""

    is_given = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Names are told")), ("no", _("Names are not told"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("The provision and the reasons. A refusal is also given to the client in writing."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
