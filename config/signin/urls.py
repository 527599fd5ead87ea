"""The few names the sign-in library asks for, and the directory; nothing else of the library is open."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from config.signin import directory


def _leads_to(name: str) -> Any:
    return login_not_required(RedirectView.as_view(pattern_name=name, query_string=True))


urlpatterns = [
    path("account/sign-in/", _leads_to("accounts:signin"), name="account_login"),
    path("account/sign-in/second-factor/", _leads_to("accounts:second_factor"), name="mfa_authenticate"),
    path("account/directory/", directory.start, name="directory"),
    path("account/directory/back/", directory.back, name="directory_back"),
]
