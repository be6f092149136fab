"""An OpenID Connect provider for tests, a process of its own on loopback.

`python oidc_provider.py CLIENT_ID CLIENT_SECRET REDIRECT_URI` prints its address, then serves discovery,
authorize, token, jwks, userinfo and end_session. It refuses what a real one refuses: another client, secret
or redirect address, a code used twice, a wrong PKCE verifier.
"""

import base64
import hashlib
import html
import json
import secrets
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

PEOPLE: Final[Mapping[str, Mapping[str, object]]] = {
    "wang": {"name": "王敏", "email": "wang@union.example", "email_verified": True},
    "li": {"name": "李强", "email": "li@union.example", "email_verified": True},
}
LIFETIME_S: Final = 300
Answer = tuple[int, Mapping[str, str], bytes]


class Provider:
    """What the provider knows: its client, its key, and the codes and tokens it has given out."""

    def __init__(self, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self.client_id, self.client_secret, self.redirect_uri = client_id, client_secret, redirect_uri
        self.key = RSAKey.generate_key(2048, {"use": "sig", "kid": "k"})
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.tokens: dict[str, str] = {}
        self.issuer = ""

    def answer(
        self, path: str, query: Mapping[str, str], form: Mapping[str, str], authorization: str
    ) -> Answer:
        if path == "/.well-known/openid-configuration":
            return _json(self.metadata())
        if path == "/jwks":
            return _json({"keys": [self.key.as_dict(private=False)]})
        if path == "/authorize":
            return self.authorize(query)
        if path == "/token":
            return self.token(form, authorization)
        if path == "/userinfo":
            subject = self.tokens.get(authorization.removeprefix("Bearer "), "")
            return _json({"sub": subject, **PEOPLE[subject]}) if subject else _refusal("invalid_token", 401)
        if path == "/end_session":
            back = query.get("post_logout_redirect_uri", "")
            jwt.decode(query.get("id_token_hint", ""), self.key, algorithms=["RS256"])
            return _redirect(back) if back == self.redirect_uri else _refusal("invalid_request")
        return _refusal("not_found", 404)

    def metadata(self) -> dict[str, object]:
        places = ("authorization", "token", "userinfo", "end_session")
        paths = {"authorization": "authorize"}
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{paths.get(name, name)}" for name in places},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, query: Mapping[str, str]) -> Answer:
        asked = (query.get("client_id"), query.get("redirect_uri"), query.get("response_type"))
        if asked != (self.client_id, self.redirect_uri, "code") or "openid" not in query.get("scope", ""):
            return _refusal("invalid_request")
        subject = query.get("as", "")
        if subject not in PEOPLE:
            links = (
                f'<a href="/authorize?{html.escape(urlencode({**query, "as": one}))}">{about["name"]}</a>'
                for one, about in PEOPLE.items()
            )
            page = f'<!doctype html><meta charset="utf-8"><h1>统一认证</h1>{" ".join(links)}'
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
        code = secrets.token_urlsafe()
        self.codes[code] = (subject, query.get("nonce", ""), query.get("code_challenge", ""))
        return _redirect(f"{self.redirect_uri}?code={quote(code)}&state={quote(query.get('state', ''))}")

    def token(self, form: Mapping[str, str], authorization: str) -> Answer:
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        if (unquote(pair[0]), unquote(pair[2])) != (self.client_id, self.client_secret):
            return _refusal("invalid_client", 401)
        subject, nonce, challenge = self.codes.pop(form.get("code", ""), ("", "", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        if not subject or not proven or form.get("redirect_uri") != self.redirect_uri:
            return _refusal("invalid_grant")
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": subject,
            "aud": self.client_id,
            "iat": now,
            "exp": now + LIFETIME_S,
            "nonce": nonce,
            **PEOPLE[subject],
        }
        access = secrets.token_urlsafe()
        self.tokens[access] = subject
        signed = jwt.encode({"alg": "RS256", "kid": "k"}, claims, self.key)
        return _json(
            {"access_token": access, "token_type": "Bearer", "expires_in": LIFETIME_S, "id_token": signed}
        )


def _json(shape: object, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(shape).encode()


def _refusal(error: str, status: int = 400) -> Answer:
    return _json({"error": error}, status)


def _redirect(address: str) -> Answer:
    return 302, {"Location": address}, b""


def serve(provider: Provider) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, form: Mapping[str, str]) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            status, headers, body = provider.answer(
                asked.path, query, form, self.headers.get("Authorization", "")
            )
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Silent: what it writes would mix with the address."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        print(provider.issuer, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(Provider(*sys.argv[1:4]))
