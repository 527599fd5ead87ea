"""The list of what a person has been told."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.messages import address_of, messages_of, messages_table, unread_count
from accounts.services.messages import mark_read

PAGE = 50


@require_GET
def message_list(request: PersonRequest) -> HttpResponse:
    page = Paginator(messages_of(request.user), PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    total = ngettext("%(count)s message", "%(count)s messages", count) % {"count": number_format(count)}
    context = {"page": page, "table": messages_table(page), "total": total, "unread": unread_count(request.user)}
    return render(request, "accounts/message_list.html", context)


@require_GET
def message_open(request: PersonRequest, message_id: UUID) -> HttpResponse:
    return redirect(address_of(request.user, message_id))


@require_POST
def messages_read(request: PersonRequest) -> HttpResponse:
    mark_read(actor=request.user)
    return redirect("accounts:messages")
