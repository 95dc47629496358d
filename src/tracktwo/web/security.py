"""Headers that keep a browser from running, loading or keeping what is not ours, on every answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing is loaded from elsewhere, and nothing runs that is not a file of ours. What is not named is not allowed.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

#: What pages of ours never ask a browser for, so that nothing on them can.
_UNUSED = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "fullscreen",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "web-share", "xr-spatial-tracking",
)  # fmt: skip

#: What the OWASP Secure Headers Project advises for pages that load nothing from elsewhere. Left out on purpose: what
#: browsers no longer know (``X-XSS-Protection``, ``Expect-CT``), and ``require-trusted-types-for``, since our scripts
#: read pages of ours with a parser that it forbids.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
}
#: Our own files are the same for everybody, and change with the version only.
_OF_FILES = "public, max-age=3600"
#: What else is answered shows what one viewer may see, and is kept nowhere.
_OF_PAGES = "no-store"
#: By what answers differ where there are accounts.
_VARY = "Cookie, Authorization"
#: Tells a browser that has once been here by https to come by https only.
_BY_HTTPS = "max-age=31536000"


class Headers:
    """Adds the headers; stands around everything, so that refusals and errors have them too."""

    def __init__(self, app: ASGIApp, has_accounts: bool) -> None:
        self._app = app
        self._has_accounts = has_accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add(MutableHeaders(scope=message), scope, self._has_accounts)
            await send(message)

        await self._app(scope, receive, with_headers)


def add(headers: MutableHeaders, scope: Scope, has_accounts: bool) -> None:
    """Add what is not there yet."""
    is_file = scope["path"].startswith("/static/")
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", _OF_FILES if is_file else _OF_PAGES)
    if has_accounts and not is_file:
        headers["Vary"] = _VARY
    if has_accounts and scope.get("scheme") == "https":
        headers.setdefault("Strict-Transport-Security", _BY_HTTPS)
