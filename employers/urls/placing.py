"""Job referrals, placements and their contracts, retention."""

from django.urls import path

from employers.views import job_referrals, placements, retention

_REFERRAL = "job-referrals/<uuid:job_referral_id>/"
_PLACEMENT = "placements/<uuid:placement_id>/"

urlpatterns = [
    path("job-referrals/", job_referrals.job_referral_list, name="job_referrals"),
    path("job-referrals.csv", job_referrals.job_referrals_csv, name="job_referrals_csv"),
    path("job-referrals.xlsx", job_referrals.job_referrals_xlsx, name="job_referrals_xlsx"),
    path(_REFERRAL, job_referrals.job_referral_detail, name="job_referral"),
    path(f"{_REFERRAL}edit/", job_referrals.job_referral_edit, name="job_referral_edit"),
    path(f"{_REFERRAL}send/", job_referrals.job_referral_send, name="job_referral_send"),
    path(f"{_REFERRAL}step/", job_referrals.job_referral_step, name="job_referral_step"),
    path(f"{_REFERRAL}presentation.pdf", job_referrals.job_referral_pdf, name="job_referral_pdf"),
    path("clients/<uuid:client_id>/job-referrals/new/", job_referrals.job_referral_new, name="job_referral_new"),
    path("placements/", placements.placement_list, name="placements"),
    path("placements.csv", placements.placements_csv, name="placements_csv"),
    path("placements.xlsx", placements.placements_xlsx, name="placements_xlsx"),
    path("placements/retention/", retention.retention, name="retention"),
    path("placements/retention.csv", retention.retention_csv, name="retention_csv"),
    path("placements/retention.xlsx", retention.retention_xlsx, name="retention_xlsx"),
    path(_PLACEMENT, placements.placement_detail, name="placement"),
    path(f"{_PLACEMENT}evaluation/", placements.placement_evaluate, name="placement_evaluate"),
    path(f"{_PLACEMENT}contract.pdf", placements.placement_contract_pdf, name="placement_contract_pdf"),
    path("clients/<uuid:client_id>/placements/new/", placements.placement_new, name="placement_new"),
]
