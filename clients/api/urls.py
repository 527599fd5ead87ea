"""Addresses of clients, contacts and the work with clients, below /api/v1/."""

from django.urls import path

from clients.api.views import (
    clients,
    contacts,
    participation_forms,
    participations,
    places,
    plan_versions,
    plans,
    service_referrals,
)

ONE = "participations/<uuid:participation_id>/"
VERSION = "plan-versions/<uuid:plan_version_id>/"
REFERRAL = "service-referrals/<uuid:service_referral_id>/"

urlpatterns = [
    path("clients/", clients.ClientList.as_view(), name="clients"),
    path("clients/<uuid:client_id>/", clients.ClientDetail.as_view(), name="client"),
    path("clients/<uuid:client_id>/contacts/", contacts.ClientContacts.as_view(), name="client_contacts"),
    path("contacts/", contacts.ContactList.as_view(), name="contacts"),
    path("contacts/<uuid:contact_id>/", contacts.ContactDetail.as_view(), name="contact"),
    path(
        "clients/<uuid:client_id>/participations/",
        participations.ClientParticipations.as_view(),
        name="client_participations",
    ),
    path("participations/", participations.ParticipationList.as_view(), name="participations"),
    path(ONE, participations.ParticipationDetail.as_view(), name="participation"),
    path(ONE + "past-forms/", participations.PastForms.as_view(), name="past_forms"),
    path(ONE + "start-form/", participation_forms.StartFormDetail.as_view(), name="start_form"),
    path(ONE + "end-form/", participation_forms.EndFormDetail.as_view(), name="end_form"),
    path(ONE + "follow-up-form/", participation_forms.FollowUpFormDetail.as_view(), name="follow_up_form"),
    path(
        ONE + "start-form/withdrawal/",
        participation_forms.StartFormWithdrawal.as_view(),
        name="start_form_withdrawal",
    ),
    path(ONE + "end-form/withdrawal/", participation_forms.EndFormWithdrawal.as_view(), name="end_form_withdrawal"),
    path(
        ONE + "follow-up-form/withdrawal/",
        participation_forms.FollowUpFormWithdrawal.as_view(),
        name="follow_up_form_withdrawal",
    ),
    path("clients/<uuid:client_id>/plans/", plans.ClientPlans.as_view(), name="client_plans"),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/<uuid:plan_id>/", plans.PlanDetail.as_view(), name="plan"),
    path("plans/<uuid:plan_id>/versions/", plans.PlanVersions.as_view(), name="plan_versions"),
    path("plans/<uuid:plan_id>/reviews/", plans.PlanReviews.as_view(), name="plan_reviews"),
    path("plans/<uuid:plan_id>/ending/", plans.PlanEnd.as_view(), name="plan_ending"),
    path(VERSION, plan_versions.PlanVersionDetail.as_view(), name="plan_version"),
    path(VERSION + "approval/", plan_versions.PlanApproval.as_view(), name="plan_approval"),
    path(VERSION + "discarding/", plan_versions.PlanDiscarding.as_view(), name="plan_discarding"),
    path("plan-measures/<uuid:measure_id>/steps/", plan_versions.MeasureSteps.as_view(), name="measure_steps"),
    path(
        "clients/<uuid:client_id>/service-referrals/",
        service_referrals.ClientServiceReferrals.as_view(),
        name="client_service_referrals",
    ),
    path("service-referrals/", service_referrals.ServiceReferralList.as_view(), name="service_referrals"),
    path(REFERRAL, service_referrals.ServiceReferralDetail.as_view(), name="service_referral"),
    path(REFERRAL + "sending/", service_referrals.ServiceReferralSending.as_view(), name="service_referral_sending"),
    path(REFERRAL + "steps/", service_referrals.ServiceReferralSteps.as_view(), name="service_referral_steps"),
    path("services/", places.ServiceList.as_view(), name="services"),
    path("units/", places.UnitList.as_view(), name="units"),
    path("staff/", places.StaffList.as_view(), name="staff"),
]
