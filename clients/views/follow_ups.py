"""Follow-ups after employment: as a list with files, and the form of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.enums.employment import CheckState
from clients.forms.employment import CheckForm, FollowUpsFilter
from clients.selectors import follow_ups
from clients.selectors.cells import day_text
from clients.selectors.employment import check_for, months_words
from clients.services.follow_up import answer_check
from clients.views.ability_pages import done, form_response, saved
from clients.views.agenda_reading import log_clients
from clients.views.employment_pages import read, trail_of
from config.kernel.errors import OutOfOrder

GROUPS = ["employment"]
FIELDS = (
    "contact_result",
    "checked_on",
    "is_employed",
    "same_employer",
    "hours_per_week",
    "adjustments_in_use",
    "needs_support",
    "support_note",
)


@require_GET
def follow_up_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, follow_ups.chosen_follow_ups(request.user, choice))
    log_clients(request, [one.client for one in page], GROUPS, Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Follow-ups after employment"),
        lede=_("How work goes 1, 3, 6 and 12 months after it began. Late: not asked within 30 days of the day."),
        form=form,
        reset_url=reverse("clients:follow_ups"),
        page=page,
        table=follow_ups.follow_ups_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s follow-up", "%(count)s follow-ups", count) % {"count": number_format(count)},
        files=[
            (kind.upper(), f"{reverse(f'clients:follow_ups_{kind}')}?{query_of(request, 'page')}")
            for kind in ("csv", "xlsx")
        ],
    )
    return render(request, "clients/follow_up_list.html", context)


def _choice(request: PersonRequest) -> tuple[FollowUpsFilter, follow_ups.FollowUpChoice]:
    form = FollowUpsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, follow_ups.FollowUpChoice(
        state=wanted.get("state") or follow_ups.OPEN,
        mine=wanted.get("whose") == "mine",
        months=wanted.get("months"),
        sort=wanted.get("sort") or "due",
    )


@require_GET
@second_factor_required
def follow_ups_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def follow_ups_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(follow_ups.chosen_follow_ups(request.user, choice))
    log_clients(request, [one.client for one in found], GROUPS, Surface.EXPORT)
    return file_of(follow_ups.follow_ups_table(found), name="follow-ups", kind=kind)


@require_http_methods(["GET", "POST"])
def employment_check(request: PersonRequest, client_id: UUID, check_id: UUID) -> HttpResponse:
    """The form of one follow-up; back to where it was opened from, My day or the employment."""
    client = read(request, client_id, "employment")
    check = check_for(client, check_id=check_id)
    if check.state_on(timezone.localdate()) == CheckState.DROPPED:
        raise OutOfOrder(_("This follow-up is not needed: the employment ended before, or was withdrawn."))
    initial = {name: getattr(check, name) for name in FIELDS if check.checked_on} | {"version": check.version}
    for name in ("is_employed", "same_employer", "adjustments_in_use", "needs_support"):
        if initial.get(name) is not None:
            initial[name] = "1" if initial[name] else "0"
    form = CheckForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version")
        status = saved(
            form,
            lambda: answer_check(
                actor=request.user, client_id=client.pk, check_id=check.pk, version=version, values=data
            ),
            fresh=lambda: {"version": check_for(client, check_id=check_id).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("The follow-up is recorded."))
            back = request.GET.get("next", "")
            if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
                return redirect(back)
            return redirect("clients:employment", client.pk, check.employment_id)
    return form_response(
        request,
        status=status,
        title=_("Follow-up after employment: %(when)s") % {"when": months_words(check.months)},
        lede=_("%(employer)s, since %(begun)s. Day of the follow-up %(due)s.")
        % {
            "employer": check.employment.employer_name,
            "begun": day_text(check.employment.begun_on),
            "due": day_text(check.due_on),
        },
        trail=trail_of(client),
        form=form,
        submit_label=_("Record the follow-up"),
    )
