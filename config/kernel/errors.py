"""Refusals: what a service says when it will not do a thing; one middleware and one API handler render them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The request is understood and refused; `sentence` tells the person why, `status` is the HTTP answer."""

    status = 422
    code = "refused"
    sentence: Any = _("This cannot be done.")

    def __init__(self, sentence: Any = None, *, field: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.sentence = sentence or self.sentence
        self.field = field


class NotFound(Refusal):
    """Hidden and absent look the same."""

    status = 404
    code = "not_found"
    sentence = _("There is no such page or record, or it is not yours to see.")


class NotAllowed(Refusal):
    """The person may see the record but not take this step."""

    status = 403
    code = "not_allowed"
    sentence = _("You do not have the right to do this.")


class OutOfOrder(Refusal):
    """The step cannot be taken from the present state."""

    status = 409
    code = "out_of_order"
    sentence = _("This step cannot be taken now.")


class Conflict(Refusal):
    """Somebody else changed the record first."""

    status = 409
    code = "conflict"
    sentence = _("Somebody else changed this record after you opened it.")

    def __init__(
        self, sentence: Any = None, *, field: str = "", differences: Sequence[tuple[Any, Any, Any]] = ()
    ) -> None:
        """`differences` are triples of a field's name, what was wanted, and what the record says now."""
        super().__init__(sentence, field=field)
        self.differences = tuple(differences)
