"""Referrals to services, the partner's link, services without a referral, counterparts."""

from django.urls import path

from clients.views import referral_link, service_periods, service_referrals

_ONE = "service-referrals/<uuid:service_referral_id>/"

urlpatterns = [
    path("service-referrals/", service_referrals.referral_list, name="service_referrals"),
    path("service-referrals.csv", service_referrals.referrals_csv, name="service_referrals_csv"),
    path("service-referrals.xlsx", service_referrals.referrals_xlsx, name="service_referrals_xlsx"),
    path("service-referrals/answers/", service_referrals.referral_answers, name="service_referral_answers"),
    path(
        "service-referrals/answers.xlsx",
        service_referrals.referral_answers_xlsx,
        name="service_referral_answers_xlsx",
    ),
    path(_ONE, service_referrals.referral_detail, name="service_referral"),
    path(f"{_ONE}edit/", service_referrals.referral_edit, name="service_referral_edit"),
    path(f"{_ONE}send/", service_referrals.referral_send, name="service_referral_send"),
    path(f"{_ONE}step/", service_referrals.referral_step, name="service_referral_step"),
    path(f"{_ONE}link/", service_referrals.referral_link_again, name="service_referral_link_again"),
    path("clients/<uuid:client_id>/referrals/new/", service_referrals.referral_new, name="service_referral_new"),
    path("clients/<uuid:client_id>/services/new/", service_periods.period_new, name="service_period_new"),
    path("services/<uuid:service_period_id>/", service_periods.period_edit, name="service_period_edit"),
    path("clients/<uuid:client_id>/counterparts/new/", service_periods.counterpart_new, name="counterpart_new"),
    path("counterparts/<uuid:counterpart_id>/end/", service_periods.counterpart_end, name="counterpart_end"),
    path("r/<str:token>/", referral_link.referral_link, name="referral_link"),
    path("r/<str:token>/answer/", referral_link.referral_link_answer, name="referral_link_answer"),
    path("r/<str:token>/new/", referral_link.referral_link_renew, name="referral_link_renew"),
]
