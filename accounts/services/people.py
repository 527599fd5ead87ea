"""People of an area: inviting, renaming, closing and opening their accounts."""

from uuid import UUID

import pghistory
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import MessageKind
from accounts.models import Membership, User
from accounts.policies import areas_administered
from accounts.services.memberships import Terms, give_membership, keep_an_administrator, lock_administrators
from accounts.services.messages import tell
from accounts.services.records import change_record, check_record
from accounts.services.recovery import send_invitation
from accounts.services.sessions import end_sessions
from config.kernel.errors import NotAllowed, NotFound, Refusal

SHORTEST_REASON = 5


@transaction.atomic
def invite(*, actor: User, email: str, name: str, language: str, terms: Terms) -> UUID:
    """The person has an account with this first membership, and gets a mail to set up the sign-in.

    Somebody known already, perhaps in another area, keeps name and sign-in and gets the membership only. Refused when
    that account is closed, and as in `give_membership`.
    """
    if terms.area_id not in areas_administered(actor):
        raise NotAllowed(_("Only an administrator of the area changes its roles."))
    key, is_open = _known(email)
    if key is None:
        return _invite_new(actor, email=email, name=name, language=language, terms=terms)
    if not is_open:
        raise Refusal(_("This person's account is closed. It has to be opened again first."), field="email")
    give_membership(actor=actor, person_id=key, terms=terms)
    if User.objects.get(pk=key).last_login is None:
        send_invitation(user_id=key)
    return key


def _known(email: str) -> tuple[UUID | None, bool | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, active FROM accounts_person_to_invite(%s)", [email.lower()])
        key, is_open = cursor.fetchone()
    return key, is_open


def _invite_new(actor: User, *, email: str, name: str, language: str, terms: Terms) -> UUID:
    person = User(email=email.lower(), name=name.strip(), language=language)
    person.set_unusable_password()
    check_record(person)
    person.save(force_insert=True)
    give_membership(actor=actor, person_id=person.pk, terms=terms)
    send_invitation(user_id=person.pk)
    return person.pk


@transaction.atomic
def invite_again(*, actor: User, person_id: UUID) -> None:
    """A new link to set up the sign-in goes to somebody who has never signed in; the older one is void."""
    person = person_for(actor, person_id)
    if person.last_login is not None or not person.is_active:
        raise Refusal(_("The person has signed in before: reset the sign-in instead."))
    send_invitation(user_id=person.pk)


@transaction.atomic
def rename(*, actor: User, person_id: UUID, version: int, name: str) -> User:
    """The person has this name."""
    person = person_for(actor, person_id)
    change_record(person, version=version, values={"name": name.strip()})
    return person


@transaction.atomic
def deactivate(*, actor: User, person_id: UUID, version: int, reason: str) -> None:
    """The account is closed: no sign-in, no session, and the person is told. The reason stands in the history.

    Refused for oneself, for somebody who also belongs to another area (end the own area's memberships instead), and for
    the last administrator of an area.
    """
    person = person_for(actor, person_id)
    _check_reason(reason)
    if person.pk == actor.pk:
        raise NotAllowed(_("Nobody closes the own account; ask another administrator."))
    if belongs_elsewhere(person.pk):
        raise Refusal(_("The person also belongs to another area. End the memberships of your area instead."))
    areas = sorted(set(Membership.objects.filter(user=person).values_list("area_id", flat=True)))
    for area_id in areas:
        lock_administrators(area_id)
    with pghistory.context(reason=reason.strip()):
        change_record(person, version=version, values={"is_active": False})
    for area_id in areas:
        keep_an_administrator(area_id)
    end_sessions(user_id=person.pk, actor=actor)
    tell(user_id=person.pk, kind=MessageKind.DEACTIVATED)


@transaction.atomic
def reactivate(*, actor: User, person_id: UUID, version: int, reason: str) -> None:
    """The account is open again with the memberships it has; the person is told. The reason stands in the history."""
    person = person_for(actor, person_id)
    _check_reason(reason)
    if belongs_elsewhere(person.pk):
        raise Refusal(_("The person also belongs to another area, whose administrator has to agree; ask the operator."))
    with pghistory.context(reason=reason.strip()):
        change_record(person, version=version, values={"is_active": True})
    tell(user_id=person.pk, kind=MessageKind.REACTIVATED)


def person_for(actor: User, person_id: UUID) -> User:
    """The person, if of an area the actor administers, held until the transaction ends; else NotFound."""
    mine = Membership.objects.of_people().filter(area_id__in=areas_administered(actor), user_id=person_id)
    if not mine.exists():
        raise NotFound
    return User.objects.select_for_update().get(pk=person_id)


def belongs_elsewhere(person_id: UUID) -> bool:
    """Whether the person has memberships, now or to come, in an area the actor does not administer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_belongs_elsewhere(%s)", [person_id])
        return bool(cursor.fetchone()[0])


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write the reason; it stands in the history."), field="reason")
