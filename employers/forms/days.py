"""A day, as the browser's own control asks for it."""

from typing import Any

from django import forms


def day_field(**options: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
