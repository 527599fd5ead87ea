"""A client's contacts: all of them with files, one, a new one, changed, made final, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import PAGE, form_page, query_of
from accounts.stepup import second_factor_required
from clients.forms.contacts import ContactForm, ContactsFilter, StepForm, WithdrawContactForm, saved_over
from clients.models import Appointment, Client, Contact
from clients.selectors import contact_list
from clients.selectors.client_page import client_for
from clients.selectors.client_sections import tab_address
from clients.selectors.colleagues import colleagues, to_choose
from clients.selectors.contact_history import contact_history
from clients.services.contacts import (
    edit_contact,
    finalise_contact,
    record_contact,
    refuse_unless_editable,
    withdraw_contact,
)
from clients.views.agenda_reading import TAB, log_clients, trail_of
from config.kernel.errors import Conflict, NotFound, Refusal

GROUPS = ["notes"]
DRAFT = "draft"


@require_GET
def contact_index(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    form, found, sort = _chosen(request, client)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    address = f"?{query_of(request, 'page', 'sort')}"
    context = {
        "client": client,
        "form": form,
        "page": page,
        "table": contact_list.contacts_table(page, sort=sort, address=address),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": number_format(count)},
        "trail": trail_of(client),
    }
    return render(request, "clients/contact_list.html", context)


def _chosen(request: PersonRequest, client: Client) -> tuple[ContactsFilter, QuerySet[Contact], str]:
    form = ContactsFilter(request.GET, authors=contact_list.authors_of(request.user, client))
    form.is_valid()
    wanted = form.cleaned_data
    choice = contact_list.ContactChoice(
        channel=wanted.get("channel", ""),
        author=UUID(wanted["author"]) if wanted.get("author") else None,
        joint=bool(wanted.get("joint")),
        state=wanted.get("state", ""),
        sort=wanted.get("sort") or "-at",
    )
    return form, contact_list.chosen_contacts(request.user, client, choice), choice.sort


@require_GET
@second_factor_required
def contacts_csv(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "csv")


@require_GET
@second_factor_required
def contacts_xlsx(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "xlsx")


def _file(request: PersonRequest, client_id: UUID, kind: str) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], GROUPS, Surface.EXPORT)
    _form, found, _sort = _chosen(request, client)
    return file_of(contact_list.contacts_file(found), name="contacts", kind=kind)


@require_GET
def contact_detail(request: PersonRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    client, contact = _found(request, client_id, contact_id)
    context = {
        "client": client,
        "contact": contact,
        "state": contact_list.state_words(contact),
        "facts": contact_list.contact_facts(contact),
        "may_edit": contact_list.may_edit(request.user, contact),
        "may_withdraw": contact_list.may_withdraw(request.user, contact),
        "history": contact_history(contact, user=request.user),
        "trail": _contact_trail(client),
    }
    return render(request, "clients/contact_detail.html", context)


def _found(request: PersonRequest, client_id: UUID, contact_id: UUID) -> tuple[Client, Contact]:
    client = client_for(request.user, client_id=client_id)
    contact = contact_list.contact_for(request.user, client, contact_id=contact_id)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    return client, contact


def _contact_trail(client: Client) -> list[tuple[str, str]]:
    return [*trail_of(client), (_("Contacts"), reverse("clients:contacts", args=[client.pk]))]


def _people(request: PersonRequest, client: Client) -> list[tuple[str, str]]:
    return to_choose(colleagues(client.area_id).exclude(pk=request.user.pk), area_id=client.area_id)


@require_http_methods(["GET", "POST"])
def contact_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    held = _appointment(request, client)
    posted = request.method == "POST"
    form = ContactForm(
        request.POST if posted else None, people=_people(request, client), initial=_initial(request, held)
    )
    if posted and form.is_valid() and (contact := _recorded(request, client, form, held)):
        messages.success(request, _told(contact))
        return redirect(tab_address(client.pk, TAB))
    return _form_page(request, client, form, status=422 if posted else 200, cancel=tab_address(client.pk, TAB))


def _appointment(request: PersonRequest, client: Client) -> Appointment | None:
    """The appointment whose contact is recorded, when one of this client is named."""
    named = request.GET.get("appointment", "")
    try:
        key = UUID(named) if named else None
    except ValueError:
        raise NotFound from None
    if key is None:
        return None
    found = Appointment.objects.filter(client=client, pk=key).prefetch_related("staff").first()
    if found is None:
        raise NotFound
    return found


def _initial(request: PersonRequest, held: Appointment | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "channel": held.channel,
        "at": min(timezone.localtime(held.starts_at), timezone.localtime()).replace(tzinfo=None),
        "minutes": int((held.ends_at - held.starts_at).total_seconds() // 60),
        "with_client": True,
        "colleagues": [str(one.user_id) for one in held.staff.all() if one.user_id != request.user.pk],
    }


def _recorded(request: PersonRequest, client: Client, form: ContactForm, held: Appointment | None) -> Contact | None:
    """The contact, or nothing and the reason at its field, so that what was typed stays."""
    try:
        return record_contact(
            actor=request.user,
            client_id=client.pk,
            note=form.note(is_draft=request.POST.get("save") == DRAFT),
            appointment_id=held.pk if held else None,
        )
    except Refusal as refusal:
        _explain(form, refusal)
        return None


def _explain(form: Any, refusal: Refusal) -> None:
    """The refusal stands at its field; one that is of no field is the page's own."""
    if refusal.status != 422:
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))


def _told(contact: Contact) -> str:
    return _("Saved as a draft. Only you see it.") if contact.is_draft else _("The contact is recorded.")


def _form_page(
    request: PersonRequest,
    client: Client,
    form: ContactForm,
    *,
    status: int,
    cancel: str,
    contact: Contact | None = None,
) -> HttpResponse:
    context = {
        "client": client,
        "contact": contact,
        "form": form,
        "may_draft": contact is None or contact.is_draft,
        "conflict": status == Conflict.status,
        "facts": contact_list.contact_facts(contact) if contact else [],
        "cancel": cancel,
        "trail": _contact_trail(client),
    }
    return render(request, "clients/contact_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def contact_edit(request: PersonRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    client, contact = _found(request, client_id, contact_id)
    refuse_unless_editable(request.user, contact)
    posted = request.method == "POST"
    form = ContactForm(
        request.POST if posted else None, people=_people(request, client), initial=None if posted else _typed(contact)
    )
    back = reverse("clients:contact", args=[client.pk, contact.pk])
    if not posted or not form.is_valid():
        return _form_page(request, client, form, status=422 if posted else 200, cancel=back, contact=contact)
    try:
        changed = edit_contact(
            actor=request.user,
            contact_id=contact.pk,
            version=form.cleaned_data["version"] or 0,
            note=form.note(is_draft=request.POST.get("save") == DRAFT),
        )
    except Conflict:
        saved_over(form, contact.version)
        return _form_page(request, client, form, status=Conflict.status, cancel=back, contact=contact)
    except Refusal as refusal:
        _explain(form, refusal)
        return _form_page(request, client, form, status=422, cancel=back, contact=contact)
    messages.success(request, _told(changed))
    return redirect(back)


def _typed(contact: Contact) -> dict[str, Any]:
    return {
        "channel": contact.channel,
        "at": timezone.localtime(contact.at).replace(tzinfo=None),
        "minutes": contact.minutes,
        "summary": contact.summary,
        "with_client": contact.with_client,
        "talk": contact.talk,
        "others": contact.others,
        "colleagues": [str(one.user_id) for one in contact.staff.all()],
        "version": contact.version,
    }


@require_POST
def contact_finalise(request: PersonRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    client, contact = _found(request, client_id, contact_id)
    form = StepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        finalise_contact(actor=request.user, contact_id=contact.pk, version=version)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        messages.error(request, str(refusal.sentence))
        return redirect("clients:contact_edit", client.pk, contact.pk)
    messages.success(request, _("The contact is recorded."))
    return redirect("clients:contact", client.pk, contact.pk)


@require_http_methods(["GET", "POST"])
def contact_withdraw(request: PersonRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    client, contact = _found(request, client_id, contact_id)
    posted = request.method == "POST"
    form = WithdrawContactForm(request.POST if posted else None, initial={"version": contact.version})
    if posted and form.is_valid():
        withdraw_contact(actor=request.user, contact_id=contact.pk, **form.cleaned_data)
        messages.success(request, _("The contact is withdrawn and counts no more."))
        return redirect("clients:contact", client.pk, contact.pk)
    context = form_page(
        title=_("Withdraw the contact"),
        lede=_("It stays with its reason for those who know the client, and counts no more."),
        trail=_contact_trail(client),
        form=form,
        submit_label=_("Withdraw"),
        tone="danger",
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)
