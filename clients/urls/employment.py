"""Spells of status, standing and benefits; employment with follow-up and support; meetings of the network."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.enums.spells import SpellKind
from clients.views import employment, follow_ups, meetings, spells, supports

CLIENT = "clients/<uuid:client_id>/"
EMPLOYMENT = f"{CLIENT}employment/<uuid:employment_id>/"
SUPPORT = f"{CLIENT}supports/<uuid:application_id>/"
MEETING = f"{CLIENT}meetings/<uuid:meeting_id>/"
WORDS = {SpellKind.LABOUR: "labour-status", SpellKind.LEGAL: "legal-standing", SpellKind.BENEFIT: "benefits"}


def _of(kind: SpellKind, word: str) -> list[URLPattern]:
    """The three addresses of a sort of spells."""
    one, given = f"{CLIENT}{word}/<uuid:{kind.value}_id>/", {"kind": kind}
    return [
        path(f"{CLIENT}{word}/new/", spells.spell_new, given, name=f"{kind.value}_spell_new"),
        path(one, spells.spell_detail, given, name=f"{kind.value}_spell"),
        path(f"{one}withdraw/", spells.spell_withdraw, given, name=f"{kind.value}_spell_withdraw"),
    ]


urlpatterns: list[URLPattern] = [
    path("follow-ups/", follow_ups.follow_up_list, name="follow_ups"),
    path("follow-ups.csv", follow_ups.follow_ups_csv, name="follow_ups_csv"),
    path("follow-ups.xlsx", follow_ups.follow_ups_xlsx, name="follow_ups_xlsx"),
    *[one for kind, word in WORDS.items() for one in _of(kind, word)],
    path(f"{CLIENT}employment/new/", employment.employment_new, name="employment_new"),
    path(EMPLOYMENT, employment.employment_detail, name="employment"),
    path(f"{EMPLOYMENT}edit/", employment.employment_edit, name="employment_edit"),
    path(f"{EMPLOYMENT}withdraw/", employment.employment_withdraw, name="employment_withdraw"),
    path(f"{EMPLOYMENT}coaching/new/", employment.coaching_new, name="coaching_new"),
    path(f"{CLIENT}coaching/<uuid:coaching_id>/withdraw/", employment.coaching_withdraw, name="coaching_withdraw"),
    path(f"{CLIENT}follow-ups/<uuid:check_id>/", follow_ups.employment_check, name="employment_check"),
    path(f"{CLIENT}supports/new/", supports.support_new, name="support_new"),
    path(SUPPORT, supports.support_detail, name="support"),
    path(f"{SUPPORT}withdraw/", supports.support_withdraw, name="support_withdraw"),
    path(f"{CLIENT}meetings/new/", meetings.meeting_new, name="meeting_new"),
    path(MEETING, meetings.meeting_detail, name="meeting"),
    path(f"{MEETING}held/", meetings.meeting_held, name="meeting_held"),
    path(f"{MEETING}cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}withdraw/", meetings.meeting_withdraw, name="meeting_withdraw"),
]
