"""Logging in with an OpenID provider: the code flow with PKCE, a state and a nonce (OpenID Connect Core 1.0, 3.1).

It finds out who somebody is, and in which role; which account that is, is the business of ``accounts``.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from itsdangerous import BadSignature, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from tracktwo.errors import AccountsError
from tracktwo.web.oidc_settings import Provider
from tracktwo.web.viewer import Role

#: Seconds to wait for the provider.
_PATIENCE = 10.0
#: Seconds that a log-in may take on the provider's side.
LONGEST = 600
#: Signatures that are taken. None that is made with the client's secret, and none at all without one.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
#: Seconds by which the provider's clock may differ.
_LEEWAY = 60


class ProviderUnreachableError(AccountsError):
    """The provider does not answer, or not as a provider does."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for whom the provider vouches."""

    issuer: str
    subject: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Departure:
    """A log-in that begins: where to send the browser, and what it is to bring back."""

    to: str
    #: The value of a cookie, signed, without which nobody can come back.
    cookie: str


class RelyingParty:
    """This server, as the provider knows it."""

    def __init__(self, provider: Provider, secret: bytes) -> None:
        self.provider = provider
        self._signer = URLSafeTimedSerializer(secret, salt="tracktwo log-in elsewhere")
        self._lock = Lock()
        self._told: Mapping[str, Any] | None = None
        self._keys: KeySet | None = None

    def depart(self, next: str) -> Departure:
        """Begin a log-in.

        Raises:
            ProviderUnreachableError: it cannot be begun.
        """
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        with self._client() as client:
            to, state = client.create_authorization_url(
                self._endpoint("authorization_endpoint"), code_verifier=verifier, nonce=nonce
            )
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "next": next}
        return Departure(to, self._signer.dumps(kept))

    def come_back(self, cookie: str, query: Mapping[str, str]) -> tuple[Person, str]:
        """Who came back from the provider, and where they wanted to go.

        Raises:
            ProviderUnreachableError: the provider cannot be asked.
            AccountsError: nobody can be let in, with what to do.
        """
        try:
            kept = self._signer.loads(cookie, max_age=LONGEST)
        except BadSignature as error:
            raise AccountsError(
                "this log-in took too long, or began in another browser: begin again"
            ) from error
        if not secrets.compare_digest(query.get("state", "").encode(), kept["state"].encode()):
            raise AccountsError("this log-in is not the one that began here: begin again")
        if query.get("iss", self.provider.issuer).rstrip("/") != self.provider.issuer:
            raise AccountsError("another provider answered than the one that was asked")
        if "error" in query or "code" not in query:
            raise AccountsError(
                f"{self.provider.label} did not let you in: ask whoever keeps your account there"
            )
        claims = self._claims(query["code"], kept["verifier"], kept["nonce"])
        return self._person(claims), str(kept["next"])

    def _person(self, claims: Mapping[str, Any]) -> Person:
        role = self.provider.role_of(claims)
        if role is None:
            raise AccountsError(
                "you are known, but have no role here: ask whoever keeps the accounts of this server"
            )
        name = claims.get(self.provider.name_claim)
        if not isinstance(name, str) or not name.strip():
            raise AccountsError(
                f"{self.provider.label} does not say what you are called ({self.provider.name_claim}): ask whoever "
                "keeps this server"
            )
        return Person(self.provider.issuer, str(claims["sub"]), name, role)

    def _claims(self, code: str, verifier: str, nonce: str) -> Mapping[str, Any]:
        """What the provider says of somebody, with its signature and every condition checked."""
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"), code=code, code_verifier=verifier
                )
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        except (AuthlibBaseError, ValueError) as error:
            raise AccountsError(
                f"{self.provider.label} did not take its own answer back: begin again"
            ) from error
        try:
            return self._checked(str(token.get("id_token", "")), nonce)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise AccountsError(
                f"what {self.provider.label} says of you does not hold ({type(error).__name__}): begin again, and if "
                "it stays so, ask whoever keeps this server"
            ) from error

    def _checked(self, token: str, nonce: str) -> Mapping[str, Any]:
        try:
            read = jwt.decode(token, self._key_set(), algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            # The provider may sign with new keys since we asked for them.
            read = jwt.decode(token, self._key_set(again=True), algorithms=_ALGORITHMS)
        told = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._discovered()["issuer"]},
            aud={"essential": True, "value": self.provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        told.validate(read.claims)
        audience = read.claims["aud"]
        if (
            isinstance(audience, list)
            and len(audience) > 1
            and read.claims.get("azp") != self.provider.client_id
        ):
            raise ValueError("it was made for somebody else")
        return read.claims

    def _client(self) -> OAuth2Client:
        provider = self.provider
        return OAuth2Client(
            provider.client_id,
            provider.client_secret,
            token_endpoint_auth_method="client_secret_basic" if provider.client_secret else "none",
            scope=" ".join(provider.scopes),
            redirect_uri=provider.redirect,
            code_challenge_method="S256",
            timeout=_PATIENCE,
        )

    def _endpoint(self, name: str) -> str:
        try:
            return str(self._discovered()[name])
        except KeyError as error:
            raise self._unreachable(error) from error

    def _discovered(self) -> Mapping[str, Any]:
        with self._lock:
            if self._told is None:
                told = self._asked(f"{self.provider.issuer}/.well-known/openid-configuration")
                if str(told.get("issuer", "")).rstrip("/") != self.provider.issuer:
                    raise ProviderUnreachableError(
                        f"what answers at {self.provider.issuer} calls itself otherwise: whoever keeps this server can "
                        "mend the issuer in its settings"
                    )
                self._told = told
            return self._told

    def _key_set(self, *, again: bool = False) -> KeySet:
        address = self._endpoint("jwks_uri")
        with self._lock:
            if self._keys is None or again:
                self._keys = KeySet.import_key_set(self._asked(address))  # type: ignore[arg-type]
            return self._keys

    def _asked(self, address: str) -> dict[str, Any]:
        try:
            answer = httpx.get(address, timeout=_PATIENCE).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise self._unreachable(error) from error
        if not isinstance(answer, dict):
            raise self._unreachable(TypeError("no object"))
        return answer

    def _unreachable(self, _: Exception) -> ProviderUnreachableError:
        return ProviderUnreachableError(
            f"{self.provider.label} cannot be reached just now: try again later, or log in with a password if you "
            "have one here"
        )
