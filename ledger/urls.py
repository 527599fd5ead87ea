from django.urls import path

from ledger.views import webhooks

app_name = "ledger"

urlpatterns = [
    path("administration/webhooks/", webhooks.webhook_list, name="webhooks"),
    path("administration/webhooks/new/", webhooks.webhook_new, name="webhook_new"),
    path("administration/webhooks/deliveries/", webhooks.delivery_list, name="webhook_deliveries"),
    path("administration/webhooks/deliveries.csv", webhooks.delivery_csv, name="webhook_deliveries_csv"),
    path("administration/webhooks/deliveries/<uuid:delivery_id>/", webhooks.delivery_detail, name="webhook_delivery"),
    path(
        "administration/webhooks/deliveries/<uuid:delivery_id>/again/",
        webhooks.delivery_again,
        name="webhook_delivery_again",
    ),
    path("administration/webhooks/<uuid:endpoint_id>/", webhooks.webhook_detail, name="webhook"),
    path("administration/webhooks/<uuid:endpoint_id>/secret/", webhooks.webhook_secret, name="webhook_secret"),
    path("administration/webhooks/<uuid:endpoint_id>/try/", webhooks.webhook_try, name="webhook_try"),
    path("administration/webhooks/<uuid:endpoint_id>/stop/", webhooks.webhook_stop, name="webhook_stop"),
    path("administration/webhooks/<uuid:endpoint_id>/resume/", webhooks.webhook_resume, name="webhook_resume"),
    path("administration/webhooks/<uuid:endpoint_id>/again/", webhooks.webhook_again, name="webhook_again"),
]
