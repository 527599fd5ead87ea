"""Where webhooks may go: only to hosts on the operator's list, so that nobody can make the server call inwards."""

from urllib.parse import urlsplit

from django.conf import settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def host_is_allowed(url: str) -> bool:
    """Whether the operator lists the host of the address, which is https; http only on this machine itself."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if host is None or parts.username is not None or parts.fragment:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return secure and host in settings.WEBHOOK_HOSTS
