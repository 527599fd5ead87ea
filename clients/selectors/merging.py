"""Two records beside each other: what differs, what would be taken, and what stands in the way of merging them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.models import Client
from clients.selectors.contacts import withheld, withheld_words
from clients.selectors.wording import Wording, label
from config.kernel.encryption import Undecipherable
from config.kernel.personal import Group, Merge, registry

KEPT, ABSORBED = "kept", "absorbed"
IDENTITY = "identity_cipher"
IDENTITY_COLUMNS = ("identity_cipher", "identity_hash", "identity_hash_second")
EMPTY: tuple[Any, ...] = (None, "", [], False)
MOST_STEPS = 10
# What other pages of a client name by sections of their own.
LABELS: dict[str, Any] = {
    IDENTITY: gettext_lazy("Identity code"),
    "needs_interpreter": gettext_lazy("Needs an interpreter"),
    "interpreter_language": gettext_lazy("Language of interpreting"),
    "adjustments": gettext_lazy("Adjustments needed in service"),
    "adjustments_note": gettext_lazy("More about the adjustments"),
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field of which the two records say different things."""

    name: str
    label: str
    kept: str
    absorbed: str
    preset: str  # whose value is taken unless the person says otherwise; empty where the person must say


def mergeable() -> list[str]:
    """Fields of a client whose values are compared, in the order of the record; an identity code counts as one."""
    rules = registry()["clients.Client"].fields
    left_out = {*IDENTITY_COLUMNS[1:], "non_disclosure"}
    return [
        field.name
        for field in Client._meta.concrete_fields
        if not field.generated and field.name not in left_out and rules[field.name].group != Group.TECHNICAL
    ]


def must_choose(name: str) -> bool:
    """Whether a person decides when both records say something, and not the same."""
    return registry()["clients.Client"].fields[name].merge == Merge.REFUSE


def differing(kept: Client, absorbed: Client) -> Iterator[str]:
    """Names of the fields of which the two say different things."""
    for name in mergeable():
        if value_of(kept, name) != value_of(absorbed, name):
            yield name


def preset(name: str, kept: Client, absorbed: Client) -> str:
    """The record that says something when only one does, else the newer one; empty where a person must say."""
    if value_of(absorbed, name) in EMPTY:
        return KEPT
    if value_of(kept, name) in EMPTY:
        return ABSORBED
    if must_choose(name):
        return ""
    return ABSORBED if absorbed.created_at > kept.created_at else KEPT


def value_of(client: Client, name: str) -> Any:
    """The value as it is compared: of an identity code the code."""
    if name != IDENTITY:
        return getattr(client, Client._meta.get_field(name).attname)  # type: ignore[union-attr]
    try:
        return client.identity_code
    except Undecipherable:
        return _("cannot be read")


def differences(user: User, kept: Client, absorbed: Client) -> list[Difference]:
    """What the two say differently, in words; contacts under non-disclosure are withheld as everywhere."""
    wording = Wording(areas=[kept.area_id])
    hidden = withheld(user, kept) | withheld(user, absorbed)
    return [
        Difference(
            name=name,
            label=field_label(name),
            kept=withheld_words() if name in hidden else _words(wording, kept, name),
            absorbed=withheld_words() if name in hidden else _words(wording, absorbed, name),
            preset=preset(name, kept, absorbed),
        )
        for name in differing(kept, absorbed)
    ]


def field_label(name: str) -> str:
    """The field in words."""
    return str(LABELS[name]) if name in LABELS else label(name)


def _words(wording: Wording, client: Client, name: str) -> str:
    value, field = value_of(client, name), Client._meta.get_field(name)
    if name == IDENTITY:
        return str(value or "–")
    if isinstance(value, list):
        choices = dict(field.base_field.flatchoices)  # type: ignore[union-attr]
        return ", ".join(str(choices.get(one, one)) for one in value) or "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value not in EMPTY and name != "gender" and (choices := dict(field.flatchoices)):  # type: ignore[union-attr]
        return str(choices.get(value, value))
    return wording.value(name, value)


def successor_of(user: User, client_id: UUID) -> UUID | None:
    """The client whom the person may see and into whom this record was merged, if it was."""
    key = client_id
    for _step in range(MOST_STEPS):
        after = Client.objects.filter(pk=key).values_list("merged_into", flat=True).first()
        if after is None:
            break
        key = after
    if key == client_id or not Client.objects.visible_to(user).filter(pk=key).exists():
        return None
    return key
