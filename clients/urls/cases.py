"""Taking a client in, the case, incoming referrals."""

from django.urls import path

from clients.views import cases, intake, referrals

urlpatterns = [
    path("clients/new/", intake.intake, name="intake"),
    path("clients/new/duplicates/", intake.intake_duplicates, name="intake_duplicates"),
    path("clients/<uuid:client_id>/edit/", intake.client_edit, name="client_edit"),
    path("clients/<uuid:client_id>/case/", cases.case_detail, name="case"),
    path("clients/<uuid:client_id>/case/new/", cases.case_open, name="case_open"),
    path("clients/<uuid:client_id>/case/close/", cases.case_close, name="case_close"),
    path("clients/<uuid:client_id>/case/hold/", cases.case_hold, name="case_hold"),
    path("clients/<uuid:client_id>/case/resume/", cases.case_resume, name="case_resume"),
    path("clients/<uuid:client_id>/case/reopen/", cases.case_reopen, name="case_reopen"),
    path("incoming-referrals/", referrals.referral_list, name="incoming_referrals"),
    path("incoming-referrals.csv", referrals.referrals_csv, name="incoming_referrals_csv"),
    path("incoming-referrals.xlsx", referrals.referrals_xlsx, name="incoming_referrals_xlsx"),
    path("incoming-referrals/new/", referrals.referral_new, name="incoming_referral_new"),
    path("incoming-referrals/<uuid:incoming_referral_id>/", referrals.referral_detail, name="incoming_referral"),
]
