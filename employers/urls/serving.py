from django.urls import path

from employers.views import feedback, serving, teams

ONE = "services-to-employers/<uuid:employer_service_id>/"

urlpatterns = [
    path("services-to-employers/", serving.service_list, name="services"),
    path("services-to-employers.csv", serving.services_csv, name="services_csv"),
    path("services-to-employers.xlsx", serving.services_xlsx, name="services_xlsx"),
    path("services-to-employers/new/", serving.service_new, name="service_new"),
    path(ONE, serving.service_detail, name="service"),
    path(f"{ONE}stages/", serving.service_stage, name="service_stage"),
    path(f"{ONE}meetings/", serving.service_meeting, name="service_meeting"),
    path(f"{ONE}people/", serving.service_part, name="service_part"),
    path(f"{ONE}jobs/", serving.service_job, name="service_job"),
    path(f"{ONE}end/", serving.service_end, name="service_end"),
    path("employer-teams/", teams.team_list, name="teams"),
    path("employer-teams/new/", teams.team_new, name="team_new"),
    path("employer-teams/<uuid:team_id>/", teams.team_detail, name="team"),
    path("employer-feedback/", feedback.feedback_list, name="feedbacks"),
    path("employer-feedback.csv", feedback.feedbacks_csv, name="feedbacks_csv"),
    path("employer-feedback.xlsx", feedback.feedbacks_xlsx, name="feedbacks_xlsx"),
    path("employer-feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("employer-feedback/<uuid:employer_feedback_id>/", feedback.feedback_detail, name="feedback"),
    path("employer-feedback/<uuid:employer_feedback_id>/close/", feedback.feedback_close, name="feedback_close"),
    path("employer-feedback/<uuid:employer_feedback_id>/route/", feedback.feedback_route, name="feedback_route"),
]
