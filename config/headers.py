"""The headers by which a browser protects people from other sites, and from files that are shown as pages."""

from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What pages may use of the machine they run on: keys for signing in, and nothing else.
ALLOWED_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")
DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(
    [*(f"{name}=(self)" for name in ALLOWED_FEATURES), *(f"{name}=()" for name in DENIED_FEATURES)]
)
# A file is kept, not shown: if a browser shows it all the same, it can do nothing.
FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
SAME_SITE_ONLY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Permitted-Cross-Domain-Policies": "none",
}
FORGET = '"cache", "storage"'


def protect(request: HttpRequest, response: HttpResponseBase) -> None:
    """The answer is kept by nobody, embedded by nobody, and a file in it is saved and never shown."""
    response.setdefault("Cache-Control", "private, no-store")
    response.setdefault("X-Robots-Tag", "noindex, nofollow")  # the public pages say otherwise
    for name, value in SAME_SITE_ONLY.items():
        response[name] = value
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        response["Content-Security-Policy"] = FILE_POLICY
        response["X-Content-Type-Options"] = "nosniff"
    if _signs_out(request, response):
        response["Clear-Site-Data"] = FORGET


def protect_static(headers: Headers, path: str, url: str) -> None:
    """The same for files of the program, which may be kept but neither embedded by others nor shown as pages."""
    for name, value in {**SAME_SITE_ONLY, "Content-Security-Policy": FILE_POLICY}.items():
        headers[name] = value


def _signs_out(request: HttpRequest, response: HttpResponseBase) -> bool:
    """The session that the browser came with ends, however that came about."""
    name = settings.SESSION_COOKIE_NAME
    ended = response.cookies.get(name)
    return name in request.COOKIES and ended is not None and ended["max-age"] == 0
