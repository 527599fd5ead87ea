"""What a directory says of a person counts only with its own signature, for us, now, and for this sign-in."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from allauth.core import context
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from config.signin.directory import DirectoryAdapter, Refused

KEY, OTHER_KEY = generate_private_key(65537, 2048), generate_private_key(65537, 2048)
NONCE = "the nonce of this sign-in"


class Directory(BaseHTTPRequestHandler):
    """Tells its addresses and its one key, and remembers what it was asked for."""

    asked: list[str] = []
    issuer = ""
    elsewhere = "/moved"

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path.endswith(self.elsewhere):
            self.send_response(302)
            self.send_header("Location", f"{self.issuer}/planted")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        told: dict[str, Any] = {
            "keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "k1"}]
        }
        if self.path.endswith("openid-configuration"):
            told = {name: f"{self.issuer}/{name}" for name in ("token_endpoint", "authorization_endpoint", "jwks_uri")}
            told["issuer"] = self.issuer
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Directory) as server:
        Directory.issuer = f"http://localhost:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Directory.issuer
        server.shutdown()


@pytest.fixture
def adapter(db, rf, settings, issuer) -> Iterator[DirectoryAdapter]:
    app = {
        "provider_id": "directory",
        "name": "d",
        "client_id": "tasma",
        "secret": "s",
        "settings": {"server_url": issuer},
    }
    settings.OIDC_ISSUER = issuer
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    request = rf.get("/")
    with context.request_context(request):
        yield DirectoryAdapter(request)


def said(**claims: Any) -> dict[str, Any]:
    now = int(time.time())
    told = {"iss": Directory.issuer, "aud": "tasma", "sub": "s1", "nonce": NONCE, "iat": now, "exp": now + 60}
    return {**told, "email": "someone@test.invalid", **claims}


def signed(claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", **headers: Any) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k1", **headers})


def without_signature() -> str:
    parts = [json.dumps({"alg": "none", "kid": "k1"}), json.dumps(said())]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts) + "."


def with_another_payload() -> str:
    head, _payload, signature = signed(said()).split(".")
    other = base64.urlsafe_b64encode(json.dumps(said(sub="somebody else")).encode()).decode().rstrip("=")
    return f"{head}.{other}.{signature}"


def public_key_as_secret() -> str:
    """Made by hand: the library itself refuses to sign so."""
    import hashlib
    import hmac

    secret = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    parts = [json.dumps({"alg": "HS256", "typ": "JWT", "kid": "k1"}), json.dumps(said())]
    body = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
    mark = base64.urlsafe_b64encode(hmac.new(secret, body.encode(), hashlib.sha256).digest()).decode().rstrip("=")
    return f"{body}.{mark}"


def key_of(key: RSAPrivateKey) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return told | {"kid": "k1"}


FORGED = {
    "no signature": without_signature,
    "the public key as a secret": public_key_as_secret,
    "another payload": with_another_payload,
    "another key": lambda: signed(said(), key=OTHER_KEY),
    "a key it brings along": lambda: signed(said(), key=OTHER_KEY, jwk=key_of(OTHER_KEY)),
    "an address of keys it brings along": lambda: signed(
        said(), key=OTHER_KEY, jku=f"{Directory.issuer}/planted", x5u=f"{Directory.issuer}/planted"
    ),
    "an unknown key": lambda: signed(said(), kid="k2"),
    "for another audience": lambda: signed(said(aud="another application")),
    "for nobody": lambda: signed({name: value for name, value in said().items() if name != "aud"}),
    "of another issuer": lambda: signed(said(iss="https://elsewhere.invalid")),
    "expired": lambda: signed(said(exp=int(time.time()) - 3600, iat=int(time.time()) - 7200)),
    "not valid yet": lambda: signed(said(nbf=int(time.time()) + 3600, iat=int(time.time()) + 3600)),
    "of another sign-in": lambda: signed(said(nonce="another")),
    "of no sign-in": lambda: signed(said(nonce="")),
    "not a token": lambda: "not.a.token",
}


def test_what_the_directory_signed_for_us_counts(adapter):
    claims = adapter.claims({"id_token": signed(said())}, nonce=NONCE)

    assert (claims["sub"], claims["email"]) == ("s1", "someone@test.invalid")


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_token_is_refused(adapter, kind):
    token = FORGED[kind]()
    Directory.asked.clear()

    with pytest.raises(Refused):
        adapter.claims({"id_token": token}, nonce=NONCE)

    assert [path for path in Directory.asked if "planted" in path] == []


def test_an_empty_nonce_of_ours_matches_nothing(adapter):
    with pytest.raises(Refused):
        adapter.claims({"id_token": signed(said(nonce=""))}, nonce="")


def test_a_directory_that_calls_itself_otherwise_is_refused(adapter, settings):
    settings.OIDC_ISSUER = "https://directory.invalid"

    with pytest.raises(Refused):
        adapter.claims({"id_token": signed(said())}, nonce=NONCE)


@pytest.mark.parametrize("address", ["jwks_uri", "openid-configuration"])
def test_a_directory_that_sends_us_elsewhere_is_refused(adapter, monkeypatch, address):
    monkeypatch.setattr(Directory, "elsewhere", address)
    Directory.asked.clear()

    with pytest.raises(Refused):
        adapter.claims({"id_token": signed(said())}, nonce=NONCE)

    assert "/planted" not in Directory.asked
