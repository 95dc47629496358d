"""An OpenID provider that vouches for whoever it is told to, with tokens that it signs; on a free port of this machine."""

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tracktwo", "between us"


@dataclass
class StandIn:
    """What the provider says and does; a test changes what it wants to be otherwise."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    #: Keys that are published, where they are others than the one that signs.
    published: list[RSAKey] | None = None
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "7", "preferred_username": "Mara", "groups": ["talks-editors"]}
    )
    #: Claims that are put in place of the right ones.
    instead: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    is_down: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def told() -> JSONResponse:
            if self.is_down:
                return JSONResponse({}, 502)
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return JSONResponse(
                {"issuer": self.address} | {name: f"{self.address}/{at}" for name, at in names.items()}
            )

        @app.get("/authorize")
        def authorize(request: Request) -> RedirectResponse:
            asked = dict(request.query_params)
            self.asked.append(asked)
            code = f"code-{len(self.codes)}"
            self.codes[code] = asked
            back = {"code": code, "state": asked["state"], "iss": self.address}
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

        @app.post("/token")
        async def token(request: Request) -> JSONResponse:
            sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
            asked = self.codes.pop(sent["code"], None)
            known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
            plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            if request.headers.get("Authorization") not in (f"Basic {known}", f"Basic {plain}"):
                return JSONResponse({"error": "invalid_client"}, 401)
            digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
            if (
                asked is None
                or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]
            ):
                return JSONResponse({"error": "invalid_grant"}, 400)
            now = int(time.time())
            claims = {
                "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
                **self.person, **self.instead,
            }  # fmt: skip
            signed = jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])
            return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

        @app.get("/keys")
        def keys() -> JSONResponse:
            shown = self.published or [self.key]
            return JSONResponse({"keys": [key.as_dict(private=False) for key in shown]})

        return app


@contextmanager
def provider() -> Iterator[StandIn]:
    """Run one from a thread."""
    made = StandIn()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(made.app(), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.should_exit = True
            thread.join(30)
