"""Ordering an assessment and following it to its end."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.work_ability import ASSESSMENT_STEPS, AssessmentBody, AssessmentModule, AssessmentStatus
from clients.models import AssessmentOrder
from clients.policies import may_see_health
from clients.services.locking import locked_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal


@transaction.atomic
def order_assessment(
    *,
    actor: User,
    client_id: UUID,
    module: AssessmentModule,
    body: AssessmentBody,
    body_name: str,
    ordered_on: date,
) -> AssessmentOrder:
    """The assessment is ordered from the body as of the day."""
    client = locked_client(actor, client_id)
    if ordered_on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="ordered_on")
    order = AssessmentOrder(
        area_id=client.area_id,
        client=client,
        module=module,
        body=body,
        body_name=body_name.strip(),
        ordered_on=ordered_on,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(order)
    return order


@transaction.atomic
def move_assessment(
    *,
    actor: User,
    client_id: UUID,
    order_id: UUID,
    version: int,
    to: AssessmentStatus,
    on: date,
    result: str = "",
) -> AssessmentOrder:
    """The assessment has taken a step of ASSESSMENT_STEPS as of the day; what came of it is kept at its end.

    Refused: another step, a day out of order or to come, a result by somebody without the right to health.
    """
    client = locked_client(actor, client_id)
    order = AssessmentOrder.objects.filter(client=client, pk=order_id).locked().first()
    if order is None:
        raise NotFound
    if order.version != version:
        raise Conflict
    if to not in ASSESSMENT_STEPS[AssessmentStatus(order.status)]:
        raise OutOfOrder(_("This step cannot be taken from where the assessment stands."))
    if on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="on")
    if result and not may_see_health(actor, client):
        raise NotAllowed(_("This needs the right to see health details."))
    day = "started_on" if to == AssessmentStatus.STARTED else "ended_on"
    values = {"status": to, day: on} | ({"result": result} if result else {})
    change_record(order, version=version, values=values)
    order.refresh_from_db()
    return order
