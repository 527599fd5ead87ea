"""What every answer of a real installation tells the browser, and how Mozilla's Observatory marks it."""

import base64
import hashlib
import re
import subprocess
import sys

import pytest

from config.headers import FILE_POLICY
from tests.security.headers.conftest import HOST, ROOT, Installation, Response
from tests.security.observatory import Answer, Scripts, policy, score
from tests.security.test_configuration import real

# Who opens it, where, and the status. "nobody" has been to the sign-in page, as a visitor has.
PAGES = {
    "sign-in": ("nobody", "/sign-in/", 200),
    "home, as a stranger": ("nobody", "/sign-in/?next=/", 200),
    "list": ("supervisor", "/programmes/", 200),
    "dashboard": ("supervisor", "/programmes/S20784/", 200),
    "indicator": ("supervisor", "/programmes/S20784/indicators/A15/", 200),
    "rows": ("supervisor", "/programmes/S20784/people/?indicator=A15&part=numerator&period=all", 200),
    "detail": ("supervisor", "/participations/{participation}/", 200),
    "form": ("supervisor", "/imports/new/", 200),
    "imports": ("supervisor", "/imports/", 200),
    "import": ("supervisor", "/imports/{batch}/", 200),
    "documentation of the API": ("nobody", "/api/v1/docs/", 200),
    "not found": ("supervisor", "/programmes/NOWHERE/", 404),
    "no such address": ("supervisor", "/nowhere/", 404),
    "broken": ("supervisor", "/breaks/", 500),
    "form without its token": ("supervisor", "POST /sign-out/", 403),
    "method that is not allowed": ("supervisor", "POST /programmes/", 403),
}
FILES = {
    "figures": "/programmes/S20784/figures.csv",
    "workbook of figures": "/programmes/S20784/figures.xlsx",
    "problems of an import": "/imports/{batch}/errors.csv",
}


def cookies_of(installation: Installation, who: str) -> dict[str, str]:
    if who == "supervisor":
        return installation.signed_in()
    visited = installation.ask("/sign-in/")
    return {text.split("=", 1)[0]: text.split("=", 1)[1].split(";")[0] for text in visited.cookies}


def opened(installation: Installation, who: str, address: str) -> Response:
    method, _space, path = address.rpartition(" ")
    path = path.format(participation=installation.participation, batch=installation.batch)
    return installation.ask(path, method=method or "GET", cookies=cookies_of(installation, who))


def jar(installation: Installation, response: Response) -> tuple[str, ...]:
    """Every cookie set on the way: by the sign-in page, by the first page after it, and by this answer."""
    visited = installation.ask("/sign-in/", **{"Accept-Language": "en"})
    return (*visited.cookies, *response.cookies)


@pytest.mark.parametrize("page", PAGES)
def test_observatory_gives_140(installation, page):
    who, address, status = PAGES[page]
    response = opened(installation, who, address)
    path = address.rpartition(" ")[2].format(participation=installation.participation, batch=installation.batch)
    plain = installation.ask(path, **{"X-Forwarded-Proto": "http"})
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    preflight = installation.ask(path, method="OPTIONS", **asked)

    total, points = score(
        Answer(
            headers=response.headers,
            cookies=jar(installation, response),
            body=response.body.decode(),
            http_location=plain.headers.get("location", ""),
            preflight=preflight.headers,
        )
    )

    assert response.status == status
    assert total == 140, points


@pytest.mark.parametrize("page", PAGES)
def test_every_script_and_sheet_is_what_its_hash_says(installation, page):
    response = opened(installation, *PAGES[page][:2])
    text = response.body.decode()
    tags = re.findall(r"<(?:script|link)\b[^>]*>", text)
    found = Scripts(text)

    assert found.sources, "each page has a script"
    assert [source for source, checked in found.sources + found.sheets if not checked] == []
    for tag in tags:
        if (named := re.search(r'integrity="sha384-([^"]+)"', tag)) is None:
            continue
        address = re.search(r'(?:src|href)="([^"]+)"', tag)[1]
        served = installation.ask(address)
        assert served.status == 200
        assert base64.b64encode(hashlib.sha384(served.body).digest()).decode() == named[1], address


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_kept_by_nobody_and_embedded_by_nobody(installation, page):
    headers = opened(installation, *PAGES[page][:2]).headers

    assert headers["cache-control"] == "private, no-store" or page == "documentation of the API"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert "camera=()" in headers["permissions-policy"]
    assert "access-control-allow-origin" not in headers
    told = policy(headers["content-security-policy"])
    assert told["default-src"] == {"'none'"}
    assert told["frame-ancestors"] == told["base-uri"] == {"'none'"}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set().union(*told.values())


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_saved_and_never_shown(installation, name):
    response = opened(installation, "supervisor", FILES[name])

    assert response.status == 200
    assert response.headers["content-disposition"].startswith("attachment; ")
    assert response.headers["content-security-policy"] == FILE_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "private, no-store"


def test_files_of_the_program_have_their_headers_too(installation):
    page = installation.ask("/sign-in/").body.decode()

    for address in re.findall(r'(?:src|href)="(/static/[^"#]+)"', page):
        headers = installation.ask(address).headers
        assert headers["content-security-policy"] == FILE_POLICY, address
        assert headers["cross-origin-resource-policy"] == "same-origin", address
        assert headers["x-content-type-options"] == "nosniff", address
        assert "strict-transport-security" in headers, address
        assert "access-control-allow-origin" not in headers, address
        assert "immutable" in headers["cache-control"], address


@pytest.mark.parametrize("path", ["/api/v1/values/", "/api/v1/schema/", "/health/live", "/api/v1/nowhere/"])
def test_answers_to_machines_have_their_headers_too(installation, path):
    headers = installation.ask(path).headers

    assert policy(headers["content-security-policy"])["default-src"] == {"'none'"}
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" in headers


def test_signing_out_clears_what_the_browser_kept(installation):
    """The session ends, and with it the browser's cache and storage of this site."""
    cookies = dict(installation.signed_in())
    form = installation.ask("/programmes/", cookies=cookies).body.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]

    installation.session.clear()
    response = installation.ask(
        "/sign-out/",
        method="POST",
        cookies=cookies,
        body=f"csrfmiddlewaretoken={token}",
        **{"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{HOST}/programmes/"},
    )
    after = installation.ask("/programmes/", cookies=cookies)

    assert response.status == 302
    assert response.headers["clear-site-data"] == '"cache", "storage"'
    assert after.status == 302
    assert after.headers["location"].startswith("/sign-in/")


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", "localhost", f"{HOST}@evil.example", ""])
def test_another_host_is_refused(installation, host):
    response = installation.ask("/sign-in/", Host=host)

    assert response.status == 400
    assert b"evil" not in response.body


def test_a_forwarded_host_is_not_believed(installation):
    response = installation.ask(
        "/programmes/", **{"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    )

    assert response.status == 302
    assert response.headers["location"].startswith("/sign-in/")
    assert "evil" not in str(response.headers) + response.body.decode()


def test_plain_http_is_sent_to_https_and_sets_no_cookie(installation):
    response = installation.ask("/sign-in/", **{"X-Forwarded-Proto": "http"})

    assert (response.status, response.headers["location"]) == (301, f"https://{HOST}/sign-in/")
    assert response.cookies == []


def test_the_frameworks_own_check_finds_nothing(installation):
    """W021 alone is silenced: whether to be on the browsers' list for ever is the owner's to decide."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=real(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues (1 silenced)" in done.stdout + done.stderr
