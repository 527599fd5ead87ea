"""Clients, relations, consents, what was handled, imports."""

from django.urls import path

from clients.views import clients, consents, disclosures, glass, handled, imports, relations
from clients.views.merged import leads_to_kept

urlpatterns = [
    path("clients/", clients.client_list, name="clients"),
    path("clients.csv", clients.clients_csv, name="clients_csv"),
    path("clients.xlsx", clients.clients_xlsx, name="clients_xlsx"),
    path("clients/<uuid:client_id>/", leads_to_kept(clients.client_detail), name="client"),
    path("clients/<uuid:client_id>/handled/", handled.handled_list, name="handled"),
    path("clients/<uuid:client_id>/handled.pdf", handled.handled_pdf, name="handled_pdf"),
    path("clients/<uuid:client_id>/handled/names/", handled.names_decide, name="names_decide"),
    path("clients/<uuid:client_id>/relations/new/", relations.relation_new, name="relation_new"),
    path("clients/<uuid:client_id>/relations/<uuid:relation_id>/end/", relations.relation_end, name="relation_end"),
    path("clients/<uuid:client_id>/non-disclosure/", relations.non_disclosure, name="non_disclosure"),
    path("exceptional-access/", glass.glass_list, name="glasses"),
    path("exceptional-access.csv", glass.glasses_csv, name="glasses_csv"),
    path("exceptional-access.xlsx", glass.glasses_xlsx, name="glasses_xlsx"),
    path("exceptional-access/<uuid:client_id>/", glass.glass_open, name="glass_open"),
    path("exceptional-access/reviews/<uuid:glass_id>/", glass.glass_review, name="glass_review"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<uuid:batch_id>/", imports.import_detail, name="import"),
    path("imports/<uuid:batch_id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<uuid:batch_id>/errors/", imports.import_errors, name="import_errors"),
    path("imports/<uuid:batch_id>/notes/", imports.import_notes, name="import_notes"),
    path("imports/<uuid:batch_id>/changes/", imports.import_changes, name="import_changes"),
    path("imports/<uuid:batch_id>/errors.csv", imports.import_errors_csv, name="import_errors_csv"),
    path("imports/<uuid:batch_id>/import/", imports.import_confirm, name="import_confirm"),
    path("imports/<uuid:batch_id>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<uuid:batch_id>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<uuid:batch_id>/cancel/", imports.import_cancel, name="import_cancel"),
    path("clients/<uuid:client_id>/consents/", consents.consent_list, name="consents"),
    path("clients/<uuid:client_id>/consents/new/", consents.consent_new, name="consent_new"),
    path("clients/<uuid:client_id>/consents/consents.csv", consents.consents_csv, name="consents_csv"),
    path("clients/<uuid:client_id>/consents/consents.xlsx", consents.consents_xlsx, name="consents_xlsx"),
    path("clients/<uuid:client_id>/consents/<uuid:consent_id>/", consents.consent_detail, name="consent"),
    path(
        "clients/<uuid:client_id>/consents/<uuid:consent_id>/withdraw/",
        consents.consent_withdraw,
        name="consent_withdraw",
    ),
    path("clients/<uuid:client_id>/disclosures/", disclosures.disclosure_list, name="disclosures"),
    path("clients/<uuid:client_id>/disclosures/new/", disclosures.disclosure_new, name="disclosure_new"),
    path("clients/<uuid:client_id>/disclosures/disclosures.csv", disclosures.disclosures_csv, name="disclosures_csv"),
    path(
        "clients/<uuid:client_id>/disclosures/disclosures.xlsx", disclosures.disclosures_xlsx, name="disclosures_xlsx"
    ),
]
