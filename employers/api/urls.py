"""Addresses of work with employers, below /api/v1/."""

from django.urls import path

from employers.api.views import contacts, employers, job_referrals, matches, placements, vacancies

EMPLOYER = "employers/<uuid:employer_id>/"
CLIENT = "clients/<uuid:client_id>/"
VACANCY = "vacancies/<uuid:vacancy_id>/"
REFERRAL = "job-referrals/<uuid:job_referral_id>/"

urlpatterns = [
    path("employers/", employers.EmployerList.as_view(), name="employers"),
    path(EMPLOYER, employers.EmployerDetail.as_view(), name="employer"),
    path(EMPLOYER + "establishments/", employers.EmployerEstablishments.as_view(), name="employer_establishments"),
    path(EMPLOYER + "contacts/", contacts.EmployerContacts.as_view(), name="employer_contacts_of"),
    path(EMPLOYER + "vacancies/", vacancies.EmployerVacancies.as_view(), name="employer_vacancies"),
    path("employer-contacts/", contacts.EmployerContactList.as_view(), name="employer_contacts"),
    path("vacancies/", vacancies.VacancyList.as_view(), name="vacancies"),
    path(VACANCY, vacancies.VacancyDetail.as_view(), name="vacancy"),
    path(VACANCY + "steps/", vacancies.VacancySteps.as_view(), name="vacancy_steps"),
    path(CLIENT + "job-referrals/", job_referrals.ClientJobReferrals.as_view(), name="client_job_referrals"),
    path("job-referrals/", job_referrals.JobReferralList.as_view(), name="job_referrals"),
    path(REFERRAL, job_referrals.JobReferralDetail.as_view(), name="job_referral"),
    path(REFERRAL + "steps/", job_referrals.JobReferralSteps.as_view(), name="job_referral_steps"),
    path(CLIENT + "job-matches/", matches.ClientJobMatches.as_view(), name="client_job_matches"),
    path("job-matches/<uuid:search_id>/", matches.JobMatches.as_view(), name="job_matches"),
    path("placements/", placements.PlacementList.as_view(), name="placements"),
    path("support-decisions/", placements.SupportDecisionList.as_view(), name="support_decisions"),
]
