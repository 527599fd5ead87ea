"""Duplicates and merging, documents, people around the client."""

from django.urls import path

from clients.views import documents, merging, people_around

CLIENT = "clients/<uuid:client_id>/"
DOCUMENT = f"{CLIENT}documents/<uuid:document_id>/"

urlpatterns = [
    path("duplicates/", merging.duplicate_list, name="duplicates"),
    path("duplicates.csv", merging.duplicates_csv, name="duplicates_csv"),
    path("duplicates.xlsx", merging.duplicates_xlsx, name="duplicates_xlsx"),
    path("duplicates/<uuid:pair_id>/", merging.duplicate_detail, name="duplicate"),
    path("duplicates/<uuid:pair_id>/different/", merging.duplicate_part, name="duplicate_part"),
    path("duplicates/<uuid:pair_id>/merge/", merging.duplicate_merge, name="duplicate_merge"),
    path("merges/<uuid:merge_id>/", merging.merge_detail, name="merge"),
    path("merges/<uuid:merge_id>/undo/", merging.merge_undo, name="merge_undo"),
    path(f"{CLIENT}documents/all/", documents.document_list, name="documents"),
    path(f"{CLIENT}documents/documents.csv", documents.documents_csv, name="documents_csv"),
    path(f"{CLIENT}documents/documents.xlsx", documents.documents_xlsx, name="documents_xlsx"),
    path(f"{CLIENT}documents/new/", documents.document_new, name="document_new"),
    path(DOCUMENT, documents.document_detail, name="document"),
    path(f"{DOCUMENT}edit/", documents.document_edit, name="document_edit"),
    path(f"{DOCUMENT}versions/new/", documents.document_version_new, name="document_version_new"),
    path(f"{DOCUMENT}versions/<int:number>/file/", documents.document_file, name="document_file"),
    path(f"{CLIENT}people/new/", people_around.person_around_new, name="person_around_new"),
    path(f"{CLIENT}people/<uuid:around_id>/", people_around.person_around_edit, name="person_around_edit"),
    path(f"{CLIENT}people/<uuid:around_id>/end/", people_around.person_around_end, name="person_around_end"),
]
