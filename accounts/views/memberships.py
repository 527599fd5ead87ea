"""One membership, and those nobody has looked at for a year."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms.administration import MembershipForm, VersionForm
from accounts.models import Membership
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors import people
from accounts.selectors.administration import Step, own_areas, own_units, period_state, tabs
from accounts.selectors.layout import list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from accounts.services.memberships import change_membership, confirm_membership, end_membership
from accounts.stepup import second_factor_required
from accounts.views.people import people_trail, raise_unreadable
from config.kernel.errors import NotAllowed


@require_GET
def review_list(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    page = page_of(request, people.to_review(request.user))
    count = page.paginator.count
    context = list_page(
        title=_("Memberships to review"),
        lede=_("Nobody has looked at these for a year. Open each: confirm it, change it or end it."),
        tabs=tabs(request.user, "accounts:reviews"),
        table=people.memberships_table(list(page), linked=True, person=True),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s membership", "%(count)s memberships", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
@second_factor_required
def membership_detail(request: PersonRequest, membership_id: UUID) -> HttpResponse:
    membership = people.membership_of(request.user, membership_id)
    posted = request.method == "POST"
    form = MembershipForm(
        request.POST if posted else None,
        membership=membership,
        areas=own_areas(request.user),
        units=own_units(request.user).filter(area_id=membership.area_id),
    )
    if posted and form.is_valid():
        change_membership(
            actor=request.user,
            membership_id=membership.pk,
            version=form.cleaned_data["version"],
            terms=form.terms(),
        )
        messages.success(request, _("The change holds from now on; the person has been told."))
        return redirect("accounts:person", membership.user_id)
    is_own = membership.user_id == request.user.pk
    context = record_page(
        title=membership.get_role_display(),
        lede=membership.user.name,
        trail=people_trail(membership.user),
        facts=[(_("State"), period_state(membership.valid_from, membership.valid_to).text)],
        steps=[] if is_own else _steps(membership),
        form=None if is_own else form,
        form_title=_("Change the membership"),
        submit_label=_("Save"),
        history=history_table(changes_of(Membership, people.MEMBERSHIP_FIELDS, pgh_obj_id=membership.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)


def _steps(membership: Membership) -> list[Step]:
    steps = (
        ("membership_confirm", _("Still needed"), "secondary"),
        ("membership_end", _("End now"), "danger"),
    )
    return [
        Step(
            label=label,
            url=reverse(f"accounts:{name}", args=[membership.pk]),
            tone=tone,
            version=membership.version,
        )
        for name, label, tone in steps
    ]


@require_POST
@second_factor_required
def membership_end(request: PersonRequest, membership_id: UUID) -> HttpResponse:
    ended = end_membership(actor=request.user, membership_id=membership_id, version=_version(request))
    messages.success(request, _("The role has ended; the person has been told."))
    return redirect("accounts:person", ended.user_id)


@require_POST
@second_factor_required
def membership_confirm(request: PersonRequest, membership_id: UUID) -> HttpResponse:
    confirm_membership(actor=request.user, membership_id=membership_id, version=_version(request))
    messages.success(request, _("Noted: the membership was reviewed today."))
    return redirect("accounts:reviews")


def _version(request: PersonRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise_unreadable(form)
    version: int = form.cleaned_data["version"]
    return version
