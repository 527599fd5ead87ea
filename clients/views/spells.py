"""Spells of labour-market status, legal standing and benefits: recorded, changed, withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import record_page
from clients.enums.spells import SpellKind
from clients.forms.employment import BenefitSpellForm, LabourSpellForm, LegalSpellForm, SpellForm, WithdrawForm
from clients.models import Client
from clients.selectors import spells
from clients.selectors.history import history_of
from clients.services.spells import change_spell, record_spell, withdraw_spell
from clients.views.ability_pages import done, form_response, saved
from clients.views.employment_pages import back_to, read, trail_of

FORMS: dict[SpellKind, type[SpellForm]] = {
    SpellKind.LABOUR: LabourSpellForm,
    SpellKind.LEGAL: LegalSpellForm,
    SpellKind.BENEFIT: BenefitSpellForm,
}
GROUPS = {SpellKind.LABOUR: "labour", SpellKind.LEGAL: "labour", SpellKind.BENEFIT: "benefits"}
SECTIONS = {SpellKind.LABOUR: "labour", SpellKind.LEGAL: "labour", SpellKind.BENEFIT: "benefits"}


def _titles(kind: SpellKind) -> tuple[str, str]:
    return {
        SpellKind.LABOUR: (_("Record a status"), _("The status is recorded.")),
        SpellKind.LEGAL: (_("Record a legal standing"), _("The standing is recorded.")),
        SpellKind.BENEFIT: (_("Record a benefit"), _("The benefit is recorded.")),
    }[kind]


@require_http_methods(["GET", "POST"])
def spell_new(request: PersonRequest, client_id: UUID, kind: SpellKind) -> HttpResponse:
    client = read(request, client_id, GROUPS[kind])
    title, said = _titles(kind)
    held = spells.open_status(client) if kind == SpellKind.LABOUR else None
    options = {"with_earlier": held is not None} if kind == SpellKind.LABOUR else {}
    form = FORMS[kind](request.POST if request.method == "POST" else None, **options)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(form, lambda: _record(request, client, kind, form), fresh=dict)
        if status == HttpResponse.status_code:
            done(request, said)
            return back_to(client, SECTIONS[kind])
    lede = _("Present status: %(status)s.") % {"status": held.get_status_display()} if held else ""
    return form_response(
        request, status=status, title=title, lede=lede, trail=trail_of(client), form=form, submit_label=_("Record")
    )


def _record(request: PersonRequest, client: Client, kind: SpellKind, form: SpellForm) -> object:
    return record_spell(
        actor=request.user,
        client_id=client.pk,
        kind=kind,
        values=form.said(),
        earlier_ended=form.cleaned_data.get("earlier_ended", ""),
    )


@require_http_methods(["GET", "POST"])
def spell_detail(request: PersonRequest, client_id: UUID, kind: SpellKind, **key: UUID) -> HttpResponse:
    """One spell with its history; to end or correct it, until it is withdrawn."""
    spell_id = key[f"{kind.value}_id"]
    client = read(request, client_id, GROUPS[kind])
    spell = spells.spell_for(client, kind=kind, spell_id=spell_id)
    initial = {name: getattr(spell, name) for name in FORMS[kind].base_fields if hasattr(spell, name)}
    form = FORMS[kind](request.POST if request.method == "POST" else None, initial=initial)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: change_spell(
                actor=request.user,
                client_id=client.pk,
                kind=kind,
                spell_id=spell.pk,
                version=form.cleaned_data["version"] or 0,
                values=form.said(),
            ),
            fresh=lambda: {"version": spells.spell_for(client, kind=kind, spell_id=spell_id).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("Saved."))
            return back_to(client, SECTIONS[kind])
    context: dict[str, Any] = record_page(
        title=spells.code_words(spell, kind),
        trail=trail_of(client),
        facts=spells.spell_facts(spell, kind),
        form=None if spell.is_withdrawn else form,
        form_title=_("End or correct it"),
        submit_label=_("Save"),
        history=history_of(spell, client=client, user=request.user),
        steps=[] if spell.is_withdrawn else [_withdraw_step(spell, kind)],
    )
    return render(request, "administration/record_page.html", context, status=status)


def _withdraw_step(spell: Any, kind: SpellKind) -> Step:
    address = reverse(f"clients:{kind.value}_spell_withdraw", args=[spell.client_id, spell.pk])
    return Step(label=_("Withdraw as recorded in error"), url=address)


@require_http_methods(["GET", "POST"])
def spell_withdraw(request: PersonRequest, client_id: UUID, kind: SpellKind, **key: UUID) -> HttpResponse:
    spell_id = key[f"{kind.value}_id"]
    client = read(request, client_id, GROUPS[kind])
    spell = spells.spell_for(client, kind=kind, spell_id=spell_id)
    if spell.is_withdrawn:
        return redirect(f"clients:{kind.value}_spell", client.pk, spell.pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": spell.version})
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: withdraw_spell(
                actor=request.user, client_id=client.pk, kind=kind, spell_id=spell.pk, **form.cleaned_data
            ),
            fresh=lambda: {"version": spells.spell_for(client, kind=kind, spell_id=spell_id).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("It is withdrawn as recorded in error."))
            return back_to(client, SECTIONS[kind])
    return form_response(
        request,
        status=status,
        title=_("Withdraw as recorded in error"),
        lede=spells.code_words(spell, kind),
        trail=trail_of(client),
        form=form,
        submit_label=_("Withdraw"),
        tone="danger",
    )
