from django.urls import path

from employers.views import occasions

ONE = "employer-events/<uuid:occasion_id>/"

urlpatterns = [
    path("employer-events/", occasions.occasion_list, name="occasions"),
    path("employer-events.csv", occasions.occasions_csv, name="occasions_csv"),
    path("employer-events.xlsx", occasions.occasions_xlsx, name="occasions_xlsx"),
    path("employer-events/new/", occasions.occasion_new, name="occasion_new"),
    path(ONE, occasions.occasion_detail, name="occasion"),
    path(f"{ONE}edit/", occasions.occasion_edit, name="occasion_edit"),
    path(f"{ONE}employers/", occasions.occasion_employer, name="occasion_employer"),
    path(f"{ONE}staff/", occasions.occasion_staff, name="occasion_staff"),
    path(f"{ONE}clients/", occasions.occasion_clients, name="occasion_clients"),
    path(f"{ONE}out/", occasions.occasion_out, name="occasion_out"),
    path(f"{ONE}decisions/", occasions.occasion_decision_new, name="occasion_decision"),
    path("employer-event-decisions/<uuid:panel_decision_id>/", occasions.decision_done, name="decision_done"),
]
