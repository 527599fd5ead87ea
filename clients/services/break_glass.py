"""Exceptional access: one client beyond one's need to know, for a reason, for an hour, told to others and reviewed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import ROLES_WITH_CLIENTS, MessageKind, Role, Surface
from accounts.models import Membership, User
from accounts.policies import areas_with_role, units_under
from accounts.services.messages import tell
from accounts.services.reading import log_read
from clients import policies
from clients.enums import CASELOAD, GlassVerdict
from clients.models import BreakGlass, Client
from clients.models.relations import GLASS_LASTS
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal

MIN_REASON = 20
REVIEWED_WITHIN = timedelta(days=7)
PURPOSE = "clients:exceptional_access"


@transaction.atomic
def open_glass(*, actor: User, client_id: UUID, reason: str, request_id: str = "") -> BreakGlass:
    """The actor may open the client for an hour; those responsible and supervisors are told, and a review is due.

    The door must have asked for a fresh second factor. Rights to contacts under non-disclosure and to health details
    are as before. Absent clients and those of other areas look the same.
    """
    if len(reason.strip()) < MIN_REASON:
        raise Refusal(_("Give the reason in at least %(count)s characters.") % {"count": MIN_REASON}, field="reason")
    areas = areas_with_role(actor, ROLES_WITH_CLIENTS)
    client = Client.objects.filter(area_id__in=areas, pk=client_id).locked().first()
    if client is None or not policies.may_open_glass(actor, client.area_id):
        raise NotFound
    if Client.objects.visible_to(actor).filter(pk=client_id).exists():
        raise OutOfOrder(_("You may open this client as it is."))
    now = timezone.now()
    glass = BreakGlass.objects.create(
        area_id=client.area_id,
        client=client,
        user=actor,
        reason=reason.strip(),
        opened_at=now,
        expires_at=now + GLASS_LASTS,
        review_due_on=timezone.localdate(now) + REVIEWED_WITHIN,
    )
    log_read(
        actor=actor,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose=PURPOSE,
        field_groups=["client"],
        request_id=request_id,
        ground="break_glass",
    )
    _announce(glass, client)
    return glass


def _announce(glass: BreakGlass, client: Client) -> None:
    held = client.relations.in_force(timezone.localdate()).filter(kind__in=CASELOAD)
    for person in set(held.values_list("user_id", flat=True)) - {glass.user_id}:
        tell(user_id=person, kind=MessageKind.GLASS_OPENED, about=client.pk)
    for person in _supervisors(client) - {glass.user_id}:
        tell(user_id=person, kind=MessageKind.GLASS_TO_REVIEW, about=glass.pk)


def _supervisors(client: Client) -> set[UUID]:
    """Supervisors of the area and of the units the client's unit stands under."""
    held = Membership.objects.filter(area_id=client.area_id, role=Role.SUPERVISOR).valid_on(timezone.localdate())
    return {
        one.user_id for one in held if one.unit_id is None or client.unit_id in units_under(client.area_id, one.unit_id)
    }


@transaction.atomic
def review_glass(*, actor: User, glass_id: UUID, verdict: str, comment: str, version: int) -> BreakGlass:
    """The access is judged, once; the person is told, and an unjustified one goes to the data-protection officers."""
    found = BreakGlass.objects.filter(policies.reviewable(actor), pk=glass_id).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    if found.reviewed_at is not None:
        raise OutOfOrder(_("The access has already been reviewed."))
    if found.version != version:
        raise Conflict
    if verdict not in GlassVerdict.values:
        raise Refusal(_("Choose a verdict."), field="verdict")
    if verdict != GlassVerdict.JUSTIFIED and not comment.strip():
        raise Refusal(_("Say what is wrong, or what is to be done."), field="comment")
    found.verdict, found.comment = verdict, comment.strip()
    found.reviewed_at, found.reviewed_by, found.version = timezone.now(), actor, version + 1
    found.save(update_fields=["verdict", "comment", "reviewed_at", "reviewed_by", "version"])
    tell(user_id=found.user_id, kind=MessageKind.GLASS_REVIEWED, about=found.pk)
    if verdict == GlassVerdict.UNJUSTIFIED:
        officers = Membership.objects.filter(area_id=found.area_id, role=Role.DATA_PROTECTION)
        for person in set(officers.valid_on(timezone.localdate()).values_list("user_id", flat=True)):
            tell(user_id=person, kind=MessageKind.GLASS_UNJUSTIFIED, about=found.pk)
    return found
