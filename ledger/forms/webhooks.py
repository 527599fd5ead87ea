"""What is filled in of a webhook, and how its deliveries are filtered."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from ledger.enums import SUBSCRIBED, DeliveryState, WebhookKind
from ledger.models import WebhookEndpoint


class EndpointForm(forms.Form):
    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none(), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=100)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("https://…; the operator of Täsmä must have listed its host."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is told"),
        choices=[(kind.value, kind.label) for kind in SUBSCRIBED],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class EndpointChangeForm(EndpointForm):
    field_order = ("version",)

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, areas=Area.objects.none(), **kwargs)
        del self.fields["area"]


class VersionForm(forms.Form):
    """The version a change was made against."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DeliveriesForm(forms.Form):
    endpoint = forms.ModelChoiceField(
        label=_("Webhook"), queryset=WebhookEndpoint.objects.none(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *DeliveryState.choices], required=False)
    kind = forms.ChoiceField(label=_("Event"), choices=[("", _("All")), *WebhookKind.choices], required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, endpoints: QuerySet[WebhookEndpoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["endpoint"].queryset = endpoints  # type: ignore[attr-defined]
