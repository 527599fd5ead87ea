"""The addresses of clients, a module for each noun; the first that fits is taken."""

from clients.urls import cases, contacts, keywords, lists, merging, participations, question_path, records, work_ability

app_name = "clients"

urlpatterns = [
    *cases.urlpatterns,
    *keywords.urlpatterns,
    *work_ability.urlpatterns,
    *contacts.urlpatterns,
    *merging.urlpatterns,
    *question_path.urlpatterns,
    *participations.urlpatterns,
    *lists.urlpatterns,
    *records.urlpatterns,
    *lists.last_of_all,
]
