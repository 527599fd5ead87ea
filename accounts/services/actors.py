"""As whom a machine acts on clients' records: a row among the users, with the role of machines in its area."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from accounts.enums import Right, Role
from accounts.models import ApiClient, Membership, User, machine_name
from accounts.services.records import add_record


def give_actor(machine: ApiClient, *, rights: Iterable[Right] = ()) -> User:
    """The machine acts as this row from now on, until its own last day, with these rights beside those it had.

    For a machine of one area, in whose context this is called.
    """
    actor = User.objects.filter(machine=machine).first()
    if actor is None:
        return _made(machine, rights=rights)
    held = Membership.objects.filter(user=actor).get()
    if lacking := set(rights) - set(held.rights):
        Membership.objects.filter(pk=held.pk).update(rights=sorted({*held.rights, *lacking}), version=F("version") + 1)
    return actor


def end_actor(machine: ApiClient) -> None:
    """The machine has no role any more; its name stays for the history."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user__machine=machine).update(valid_to=yesterday, version=F("version") + 1)


def _made(machine: ApiClient, *, rights: Iterable[Right]) -> User:
    key = uuid4()
    actor = User(
        pk=key, email=f"{key}@machine.invalid", name=machine_name(machine.name), is_active=False, machine=machine
    )
    actor.set_unusable_password()
    add_record(actor)
    add_record(
        Membership(user=actor, area=machine.area, role=Role.MACHINE, rights=sorted(rights), valid_to=machine.valid_to)
    )
    return actor
