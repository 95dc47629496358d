"""Fetches one address that the user named, or that a feed the user named links to.

Follows redirects and keeps where they led; runs no script, sends no cookie, and fetches nothing else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tracktwo.errors import MissingSourceError, OversizedSourceError, UnreadableSourceError
from tracktwo.source.raw import SourceOptions

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

_PIECE = 64 * 1024
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    body: bytes
    #: Where the redirects led.
    url: str
    content_type: str | None
    charset: str | None


def is_address(source: str) -> bool:
    """Whether a source is named by ``http`` or ``https``."""
    return source.lower().startswith(("http://", "https://"))


def fetch(url: str, options: SourceOptions) -> Answer:
    """Fetch ``url``, no more than ``options.max_bytes`` of it.

    Raises:
        MissingSourceError: nothing answers there, or the answer is that there is nothing.
        OversizedSourceError: the answer is too large.
        UnreadableSourceError: the answer is an error, breaks off, takes too long, or is not to be asked for.
    """
    import certifi
    import urllib3
    from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError, ResponseError

    headers = {"User-Agent": "tracktwo", "Accept": "*/*"}
    if options.is_public_only:
        from tracktwo.source.public import public_pool

        pool = public_pool(ca_certs=certifi.where(), headers=headers)
    else:
        pool = urllib3.PoolManager(ca_certs=certifi.where(), headers=headers)
    until = time.monotonic() + options.patience
    retries = urllib3.Retry(total=options.max_redirects, connect=0, read=0, redirect=options.max_redirects)
    timeout = urllib3.Timeout(options.timeout)
    try:
        with pool.request("GET", url, preload_content=False, retries=retries, timeout=timeout) as response:
            return _answer(url, response, options.max_bytes, until)
    except MaxRetryError as error:
        if isinstance(error.reason, ResponseError):
            raise UnreadableSourceError(
                f"{url}: too many redirects; name the address they should lead to"
            ) from error
        raise MissingSourceError(
            f"{url}: cannot be reached ({error.reason}); check the address and the network"
        ) from error
    except LocationParseError as error:
        raise MissingSourceError(f"{url}: no address ({error}); check how it is written") from error
    except (HTTPError, OSError) as error:
        raise UnreadableSourceError(f"{url}: the answer broke off ({error}); try again") from error
    finally:
        pool.clear()


def _answer(url: str, response: BaseHTTPResponse, most: int, until: float) -> Answer:
    if response.status in _GONE:
        raise MissingSourceError(f"{url}: nothing there (HTTP {response.status}); check the address")
    if response.status >= 400:
        raise UnreadableSourceError(
            f"{url}: refused (HTTP {response.status}); open it in a browser and save the page, or try later"
        )
    body = _body(url, response, most, until)
    final = _final(url, response)
    content_type = response.headers.get("Content-Type")
    return Answer(body, final, content_type, _charset(content_type))


def _body(url: str, response: BaseHTTPResponse, most: int, until: float) -> bytes:
    length = response.headers.get("Content-Length", "")
    pieces = bytearray()
    if not (length.isdigit() and int(length) > most):
        for piece in response.stream(_PIECE, decode_content=True):
            pieces += piece
            if time.monotonic() > until:
                raise UnreadableSourceError(
                    f"{url}: the answer takes too long; save the page and add the file"
                )
            if len(pieces) > most:
                break
        else:
            return bytes(pieces)
    raise OversizedSourceError(f"{url}: more than {most:,} bytes; raise the limit or save the part you need")


def _final(url: str, response: BaseHTTPResponse) -> str:
    """The address after redirects; urllib3 keeps it relative when the server did."""
    joined = urljoin(url, response.url or url)
    return joined if urlsplit(joined).scheme in ("http", "https") else url


def _charset(content_type: str | None) -> str | None:
    message = Message()
    message["Content-Type"] = content_type or ""
    return message.get_content_charset()
