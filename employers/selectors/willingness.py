"""Whether an employer is willing to hire, by whose word and until when, and who looks after it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.selectors.administration import Step
from clients.enums.demands import Adjustment
from clients.selectors.cells import day_cell, day_text, listed, text_cell
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.contacts import Interest
from employers.enums.register import JobTrait
from employers.models import Employer, EmployerContact, EmployerOwner, WillingKeyword
from employers.policies import areas_of_employers
from employers.selectors.parts import Part


def keyword_for(user: User, *, keyword_id: UUID) -> WillingKeyword:
    """A keyword of the user's own areas."""
    found = WillingKeyword.objects.in_areas_of(user).select_related("employer").filter(pk=keyword_id).first()
    if found is None:
        raise NotFound
    return found


def state_cell(one: WillingKeyword, day: date) -> Cell:
    """Whether the keyword holds, is to be confirmed, or has been ended and why."""
    if one.ended_on is not None:
        return Cell(text=pgettext("keyword", "Ended"), value="ended", tone="plain", note=one.get_end_reason_display())
    if one.is_fresh_on(day):
        return Cell(text=_("Willing to hire"), value="fresh", tone="good")
    return Cell(text=_("To be confirmed"), value="stale", tone="warn")


def willing_part(user: User, employer: Employer) -> Part:
    """The keywords of all areas, and what may be done to the own one; a contrary word is pointed out."""
    today, own = timezone.localdate(), areas_of_employers(user)
    found = list(
        WillingKeyword.objects.filter(employer=employer).select_related("area").order_by("ended_on", "-set_on")
    )
    found.sort(key=lambda one: (one.ended_on is not None, one.area_id not in own))
    rows = tuple(Row(cells=_cells(one, today)) for one in found)
    labels = (
        _("Area"),
        _("State"),
        _("Set on"),
        _("Confirmed on"),
        _("Holds until"),
        _("Work it has to offer"),
        _("Accommodations it can make"),
    )
    table = Table(
        caption=_("Willing to hire people with partial work ability"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Nobody has marked this employer as willing yet. A contact with interest does."),
    )
    standing = next((one for one in found if one.ended_on is None and one.area_id in own), None)
    return Part(
        key="willing",
        heading=_("Willing to hire"),
        table=table,
        note=_contrary_word(standing),
        steps=_steps(standing) if standing else (),
    )


def _steps(standing: WillingKeyword) -> tuple[Step, ...]:
    return (
        Step(
            label=_("Still willing: confirm"),
            url=reverse("employers:willing_confirm", args=[standing.pk]),
            version=standing.version,
        ),
        Step(label=_("Not willing any more"), url=reverse("employers:willing_end", args=[standing.pk])),
    )


def _contrary_word(standing: WillingKeyword | None) -> str:
    """A later contact in which the employer was not interested ends nothing by itself: the reader is asked."""
    if standing is None:
        return ""
    later = EmployerContact.objects.counted().filter(
        area=standing.area_id,
        employer=standing.employer_id,
        interest=Interest.NONE,
        held_on__gte=standing.confirmed_on,
    )
    last = later.order_by("-held_on").values_list("held_on", flat=True).first()
    if last is None:
        return ""
    return _(
        "On %(day)s the employer was not interested, and is still marked as willing. Confirm the mark or end it."
    ) % {"day": day_text(last)}


def _cells(one: WillingKeyword, today: date) -> tuple[Cell, ...]:
    return (
        Cell(text=one.area.name, header=True),
        state_cell(one, today),
        day_cell(one.set_on),
        day_cell(one.confirmed_on),
        day_cell(one.ended_on or one.holds_until()),
        text_cell(listed(JobTrait, one.traits)),
        text_cell(listed(Adjustment, one.accommodations)),
    )


def owners_part(user: User, employer: Employer) -> Part:
    """Who looks after the employer in the reader's areas."""
    own = areas_of_employers(user)
    found = EmployerOwner.objects.current().filter(area_id__in=own, employer=employer).select_related("user", "area")
    held = list(found)
    facts = tuple((one.area.name, one.user.name) for one in held) or ((_("Looked after by"), _("Nobody yet")),)
    return Part(
        key="owner",
        heading=_("Looked after by"),
        facts=facts,
        steps=(Step(label=_("Give to somebody"), url=reverse("employers:owner", args=[employer.pk])),),
    )
