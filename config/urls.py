"""All addresses of the installation."""

from django.urls import include, path

from accounts.views.profile import set_language

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("accounts.urls")),
    path("", include("reporting.urls")),
    path("", include("employers.urls")),
    path("", include("clients.urls")),
    path("", include("config.signin.urls")),
    path("", include("ledger.urls")),
    path("", include("network.urls")),
    path("", include("questionnaires.urls")),
    path("language/setlang/", set_language, name="set_language"),
    path("api/v1/", include("config.api.urls")),
    path("identity/o/api/", include("config.api.oauth")),
]
