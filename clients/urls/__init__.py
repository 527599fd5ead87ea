"""The addresses of clients, a module for each noun; the first that fits is taken."""

from clients.urls import (
    cases,
    chasing,
    contacts,
    employment,
    feedback,
    handovers,
    keywords,
    lists,
    merging,
    participations,
    plans,
    question_path,
    records,
    service_referrals,
    work_ability,
)

app_name = "clients"

urlpatterns = [
    *cases.urlpatterns,
    *keywords.urlpatterns,
    *work_ability.urlpatterns,
    *contacts.urlpatterns,
    *employment.urlpatterns,
    *feedback.urlpatterns,
    *handovers.urlpatterns,
    *merging.urlpatterns,
    *plans.urlpatterns,
    *question_path.urlpatterns,
    *service_referrals.urlpatterns,
    *participations.urlpatterns,
    *chasing.urlpatterns,
    *lists.urlpatterns,
    *records.urlpatterns,
    *lists.last_of_all,
]
