"""Taking part in programmes: beginning, the stay, the forms with their drafts, why one is missing, withdrawal."""

from django.urls import path

from clients.views import participation_forms, participations

FORM = "participations/<uuid:participation_id>/forms/<str:form_kind>/"

urlpatterns = [
    path("clients/<uuid:client_id>/participations/new/", participations.participation_new, name="participation_new"),
    path("participations/<uuid:participation_id>/", participations.participation_detail, name="participation_detail"),
    path("participations/<uuid:participation_id>/stay/", participations.participation_stay, name="participation_stay"),
    path(FORM, participation_forms.participation_form, name="participation_form"),
    path(f"{FORM}draft/", participation_forms.form_draft, name="form_draft"),
    path(f"{FORM}draft/discard/", participation_forms.form_draft_discard, name="form_draft_discard"),
    path(f"{FORM}withdraw/", participation_forms.form_withdraw, name="form_withdraw"),
    path(
        "participations/<uuid:participation_id>/forms/<str:later_kind>/missing/",
        participation_forms.form_missing,
        name="form_missing",
    ),
]
