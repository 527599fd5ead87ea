"""Mozilla's HTTP Observatory, algorithm 4, as published (mdn-http-observatory, MPL-2.0): its tests and their points.

Compared by hand with npm's @mdn/mdn-http-observatory 1.4.8: 400 made-up answers got the same points from both. What
needs the network is left out: the list of preloaded hosts (a bonus no installation has from us) and the check of the
certificate (the proxy's).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie

BONUS_FROM = 90
SIX_MONTHS = 15_552_000
BROAD = ("ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*")
UNSAFE = ("'unsafe-inline'", "data:")
PASSIVE = ("img-src", "media-src")
GOOD_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BAD_REFERRER = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True)
class Answer:
    """A page as it came over HTTPS: headers by lower-case name, the cookies of the visit, the body; and the answers
    of the same address over HTTP (its location) and to another site's preflight."""

    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: str
    http_location: str
    preflight: Mapping[str, str]


def score(answer: Answer) -> tuple[int, dict[str, int]]:
    """The whole score, and the points of each test."""
    points = {test.__name__: test(answer) for test in TESTS}
    without_bonus = 100 + sum(point for point in points.values() if point < 0)
    return (100 + sum(points.values()) if without_bonus >= BONUS_FROM else max(without_bonus, 0)), points


def policy(header: str) -> dict[str, set[str]]:
    """Directives with their sources; a directive given twice makes the policy invalid."""
    found: dict[str, set[str]] = {}
    for part in filter(None, (part.strip() for part in header.split(";"))):
        name, *sources = part.lower().split()
        if name in found:
            raise ValueError(name)
        found[name] = set(sources) or ({"'none'"} if name.endswith("-src") else set())
    return found


def content_security_policy(answer: Answer) -> int:  # noqa: PLR0911 - a list of findings, the worst first
    header = answer.headers.get("content-security-policy", "")
    if not header:
        return -25
    try:
        found = policy(header)
    except ValueError:
        return -25
    anything = {"*"}
    default = found.get("default-src", anything)
    scripts, styles, objects = (found.get(f"{kind}-src", default) for kind in ("script", "style", "object"))
    for sources in (scripts, styles):
        if any(source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for source in sources):
            sources.discard("'unsafe-inline'")
    active = set().union(*(sources for name, sources in found.items() if name not in PASSIVE), scripts)
    passive = set().union(*(found.get(name, default) for name in PASSIVE))
    if scripts & {*BROAD, *UNSAFE} or objects & set(BROAD):
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & {*BROAD, *UNSAFE}:
        return 0
    return 10 if found.get("default-src") == {"'none'"} else 5


def cookies(answer: Answer) -> int:
    """The worst of the visit's cookies decides."""
    if not answer.cookies:
        return 0
    protected = strict_transport_security(answer) >= 0
    return min(_cookie(text, protected=protected) for text in answer.cookies)


def _cookie(text: str, *, protected: bool) -> int:
    ((name, cookie),) = SimpleCookie(text).items()
    is_session = any(word in name.lower() for word in ("login", "sess"))
    same_site = cookie["samesite"].lower()
    worst = [5 if same_site else 0]
    if same_site not in {"", "lax", "strict", "none"} or (same_site == "none" and not cookie["secure"]):
        worst.append(-20)
    if not cookie["secure"]:
        worst.append((-10 if is_session else -5) if protected else (-40 if is_session else -20))
    if "csrf" in name.lower() and not same_site:
        worst.append(-20)
    if is_session and not cookie["httponly"]:
        worst.append(-30)
    return min(worst)


def cross_origin_resource_sharing(answer: Answer) -> int:
    reflected = answer.preflight.get("access-control-allow-origin", "")
    credentials = answer.preflight.get("access-control-allow-credentials", "").strip().lower() == "true"
    return -50 if reflected not in {"", "*"} and credentials else 0


def cross_origin_resource_policy(answer: Answer) -> int:
    value = answer.headers.get("cross-origin-resource-policy", "").strip().lower()
    return {"": 0, "same-site": 10, "same-origin": 10, "cross-origin": 0}.get(value, -5)


def redirection(answer: Answer) -> int:
    if not answer.http_location:
        return -20
    return 0 if answer.http_location.startswith("https://") else -20


def referrer_policy(answer: Answer) -> int:
    given = answer.headers.get("referrer-policy", "")
    if not given:
        return 0
    known = [word for word in map(str.strip, given.lower().split(",")) if word in GOOD_REFERRER | BAD_REFERRER]
    return 5 if known and known[-1] in GOOD_REFERRER else -5


def strict_transport_security(answer: Answer) -> int:
    given = answer.headers.get("strict-transport-security", "").lower()
    if not given:
        return -20
    found = re.search(r"max-age=\"?(\d+)", given)
    if found is None:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def subresource_integrity(answer: Answer) -> int:
    """Scripts of one's own site need none; those of others do; the bonus is for scripts that all come safely."""
    if not answer.headers.get("content-type", "").startswith(("text/html", "application/xhtml+xml")):
        return 0
    found = Scripts(answer.body)
    if not found.sources:
        return 0
    worst = [5 if any(checked for _source, checked in found.sources) else 0]
    for source, checked in found.sources:
        if source.startswith(("//", "http:")):
            worst.append(-20 if checked else -50)
        elif source.startswith("https:"):
            worst.append(5 if checked else -5)
    return min(worst)


def x_content_type_options(answer: Answer) -> int:
    return 0 if answer.headers.get("x-content-type-options", "").strip().lower() == "nosniff" else -5


def x_frame_options(answer: Answer) -> int:
    try:
        if policy(answer.headers.get("content-security-policy", "")).get("frame-ancestors"):
            return 5
    except ValueError:
        pass
    return 0 if answer.headers.get("x-frame-options", "").strip().lower() in {"deny", "sameorigin"} else -20


class Scripts(HTMLParser):
    """Every script of a page: where from, and whether with a hash."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.sources: list[tuple[str, bool]] = []
        self.sheets: list[tuple[str, bool]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.sources.append((given["src"] or "", bool(given.get("integrity"))))
        if tag == "link" and "stylesheet" in (given.get("rel") or ""):
            self.sheets.append((given.get("href") or "", bool(given.get("integrity"))))


TESTS = (
    content_security_policy,
    cookies,
    cross_origin_resource_sharing,
    redirection,
    referrer_policy,
    strict_transport_security,
    subresource_integrity,
    x_content_type_options,
    x_frame_options,
    cross_origin_resource_policy,
)
