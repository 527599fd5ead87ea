"""How often each door may be knocked at (bars of security), and by what a caller is counted."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from accounts.services.rate_limits import Limit
from config.signin.adapters import client_address

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Door:
    limit: Limit
    caller: Callable[[HttpRequest], str]


def address(request: HttpRequest) -> str:
    return client_address(request) or "nowhere"


def typed_email(request: HttpRequest) -> str:
    return request.POST.get("email", "").strip().lower()[:254]


def person(request: HttpRequest) -> str:
    """Who is signed in, or is between the password and the second factor."""
    pending = request.session.get("account_login")
    key = request.session.get("_auth_user_id") or (pending.get("user_pk") if isinstance(pending, dict) else None)
    return str(key or "")


def path(request: HttpRequest) -> str:
    """What is asked for, where the address itself is the secret."""
    return request.path


def machine(request: HttpRequest) -> str:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.POST.get("client_id", "")[:100]
    try:
        return base64.b64decode(value).partition(b":")[0].decode()[:100]
    except (binascii.Error, UnicodeDecodeError):
        return ""


SIGN_IN = (Door(Limit("signin", 5, MINUTE), typed_email), Door(Limit("signin-address", 20, MINUTE), address))
PASSKEY = (Door(Limit("passkey-address", 20, MINUTE), address),)
CODE = (Door(Limit("code", 5, MINUTE), person), Door(Limit("code-address", 20, MINUTE), address))
RESET = (Door(Limit("reset", 3, HOUR), typed_email), Door(Limit("reset-address", 10, HOUR), address))
LINK = (Door(Limit("link-address", 20, MINUTE), address),)
TOKEN = (Door(Limit("token", 10, MINUTE), machine), Door(Limit("token-address", 60, MINUTE), address))
FEEDBACK = (Door(Limit("feedback-address", 5, HOUR), address),)
# Each of these sends a mail to whatever address was written.
INTEREST = (Door(Limit("interest", 3, DAY), typed_email), Door(Limit("interest-address", 10, HOUR), address))
INTEREST_LINK = (Door(Limit("interest-link", 60, HOUR), path), Door(Limit("interest-link-address", 300, HOUR), address))
PAPER = (Door(Limit("package-paper-address", 60, HOUR), address),)
# A whole office may stand behind one address; each of its programs asks every quarter of an hour or so.
CALENDAR = (Door(Limit("calendar", 30, HOUR), path), Door(Limit("calendar-address", 2_000, HOUR), address))
# A partner's office, and the scanners of its mail, may all stand behind one address. A guessed link is a new path.
PARTNER = (Door(Limit("referral", 60, HOUR), path), Door(Limit("referral-address", 300, HOUR), address))
PARTNER_SENDS = (Door(Limit("referral-sent", 30, HOUR), path), Door(Limit("referral-sent-address", 100, HOUR), address))
PARTNER_RENEWS = (Door(Limit("referral-new", 3, HOUR), path), Door(Limit("referral-new-address", 20, HOUR), address))

SENT: dict[str, tuple[Door, ...]] = {
    "accounts:signin": SIGN_IN,
    "accounts:passkey_signin": PASSKEY,
    "accounts:second_factor": CODE,
    "accounts:step_up": CODE,
    "accounts:app_add": CODE,
    "accounts:password": CODE,
    "accounts:password_reset": RESET,
    "accounts:link": LINK,
    "accounts:feedback_new": FEEDBACK,
    "clients:referral_link": PARTNER_SENDS,
    "clients:referral_link_answer": PARTNER_SENDS,
    "clients:referral_link_renew": PARTNER_RENEWS,
    "questionnaires:answer": PARTNER_SENDS,
    "employers:interest_new": INTEREST,
    "employers:interest_confirm": INTEREST_LINK,
    "oauth_token": TOKEN,
    "oauth_revoke": TOKEN,
}
OPENED: dict[str, tuple[Door, ...]] = {
    "accounts:signin_link": LINK,
    "directory_back": LINK,
    "clients:calendar_feed": CALENDAR,
    "clients:referral_link": PARTNER,
    "employers:interest_confirm": INTEREST_LINK,
    "employers:package_paper": PAPER,
    "questionnaires:answer": PARTNER,
}

FILES = ("_csv", "_xlsx", "_ods", "_pdf", "_export")
# Numbers, questions, vacancies and work at an employer, and deliveries of webhooks tell of nobody.
OF_NUMBERS = frozenset(
    {
        "employers:analyses_csv",
        "employers:analyses_xlsx",
        "employers:analysis_pdf",
        "employers:leads_csv",
        "employers:leads_xlsx",
        "employers:vacancies_csv",
        "employers:vacancies_xlsx",
        "ledger:webhook_deliveries_csv",
        "questionnaires:question_sets_csv",
        "questionnaires:question_sets_xlsx",
        "reporting:case_figures_csv",
        "reporting:case_figures_xlsx",
        "reporting:figures_csv",
        "reporting:figures_xlsx",
        "reporting:published_csv",
        "reporting:published_xlsx",
    }
)


def export() -> tuple[Door, ...]:
    """Files of people by the hour: the number stands in the settings, and is asked of them each time."""
    return (Door(Limit("export", settings.EXPORTS_PER_HOUR, HOUR), person),)


def doors(*, method: str | None, name: str) -> tuple[Door, ...]:
    """The limits of a request to the route of this name."""
    if method == "POST":
        return SENT.get(name, ())
    if name.endswith(FILES) and name not in OF_NUMBERS:
        return export()
    return OPENED.get(name, ())
