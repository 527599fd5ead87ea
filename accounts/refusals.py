"""A service's refusal on the page of the form that asked for it."""

from typing import Any

from config.kernel.errors import Refusal


def add_refusal(form: Any, refusal: Refusal) -> None:
    """The sentence stands at its field, or over the form; other kinds of refusal are raised on, as they have a page."""
    if refusal.status != Refusal.status:
        raise refusal
    names = (refusal.field, refusal.field.removesuffix("_id"))
    form.add_error(next((name for name in names if name in form.fields), None), str(refusal.sentence))
