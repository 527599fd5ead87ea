"""The calendar, and the feed that a calendar program fetches."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.context import set_context
from accounts.enums import Surface
from accounts.models import User
from accounts.requests import PersonRequest
from clients.forms.contacts import CalendarForm
from clients.models import CalendarFeed
from clients.selectors.calendar import Span, beside, clients_in, days_of, span_title
from clients.selectors.calendar_file import calendar_file
from clients.selectors.knowers import areas_of_work, people_of_unit
from clients.services.calendar_feed import close_feed, open_feed, owner_of_feed
from clients.views.agenda_reading import log_clients
from config.kernel.errors import NotFound

UNIT = "unit"
FIRST_YEAR, LAST_YEAR = 2000, 2100
SHOWN_OF_A_DAY = 6
GROUPS = ["appointments"]


@require_GET
def calendar(request: PersonRequest) -> HttpResponse:
    people = people_of_unit(request.user)
    span, day = _span(request.GET.get("span", "")), _day(request.GET.get("day", ""))
    who = request.GET.get("who", "")
    shown = _whose(request.user, people, who)
    days = days_of(request.user, span=span, day=day, people=shown, at_most=SHOWN_OF_A_DAY if span == Span.MONTH else 0)
    log_clients(request, clients_in([entry for one in days for entry in one.entries]), GROUPS, Surface.LIST)
    before, after = beside(span, day)
    context = {
        "title": span_title(span, day),
        "form": _form(people, who=who, day=day, span=span),
        "tabs": [(label, _address(who, kind, day), kind == span) for kind, label in _spans()],
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "is_day": span == Span.DAY,
        "several": len(shown) > 1,
        "before": _address(who, span, before),
        "after": _address(who, span, after),
        "today": _address(who, span, timezone.localdate()),
        "new_url": f"{reverse('clients:appointment_new')}?day={day.isoformat()}",
        "may_book": bool(areas_of_work(request.user)),
    }
    return render(request, "clients/calendar.html", context)


def _spans() -> list[tuple[Span, str]]:
    return [(Span.MONTH, _("Month")), (Span.WEEK, _("Week")), (Span.DAY, _("Day"))]


def _span(word: str) -> Span:
    return Span(word) if word in set(Span) else Span.WEEK


def _day(word: str) -> date:
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return timezone.localdate()
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else timezone.localdate()


def _whose(user: User, people: list[User], who: str) -> list[User]:
    """Oneself, everybody of the units, or one of them; anybody else is oneself."""
    if who == UNIT:
        return people
    return [one for one in people if str(one.pk) == who] or [user]


def _form(people: list[User], *, who: str, day: date, span: Span) -> CalendarForm:
    choices = [("", _("My own")), (UNIT, _("Everybody of my unit")), *((str(one.pk), one.name) for one in people[1:])]
    return CalendarForm(initial={"who": who, "day": day, "span": span.value}, people=choices)


def _address(who: str, span: Span, day: date) -> str:
    chosen = {"span": span.value, "day": day.isoformat(), **({"who": who} if who else {})}
    return f"{reverse('clients:calendar')}?{urlencode(chosen)}"


@require_GET
def calendar_feed_settings(request: PersonRequest) -> HttpResponse:
    return _settings_page(request, token="")


def _settings_page(request: PersonRequest, *, token: str) -> HttpResponse:
    held = CalendarFeed.objects.filter(user=request.user, revoked_at=None).first()
    address = f"{settings.BASE_URL}{reverse('clients:calendar_feed', args=[token])}" if token else ""
    context: dict[str, Any] = {
        "held": held,
        "address": address,
        "trail": [(_("Calendar"), reverse("clients:calendar"))],
    }
    return render(request, "clients/calendar_feed.html", context)


@require_POST
def calendar_feed_new(request: PersonRequest) -> HttpResponse:
    """A new address, shown this once."""
    return _settings_page(request, token=open_feed(actor=request.user))


@require_POST
def calendar_feed_revoke(request: PersonRequest) -> HttpResponse:
    if close_feed(actor=request.user):
        messages.success(request, _("The address opens nothing any more."))
    return redirect("clients:calendar_feed_settings")


@login_not_required
@require_GET
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program fetches: no session, the token alone; a wrong, revoked or idle one is not there."""
    owner = owner_of_feed(token=token)
    if owner is None:
        raise NotFound
    set_context(user=owner)
    user = User.objects.get(pk=owner)
    areas = {membership.area_id for membership in user.memberships_today()}
    if not areas:
        raise NotFound
    set_context(user=owner, areas=areas)
    response = HttpResponse(calendar_file(user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response
