"""From what the user names to raw sources: files, folders, standard input, addresses, feeds, one at a time.

Nothing is derived here, and nothing is fetched but the addresses that the user named and the pages that a feed
named by its address links to. A feed given as a file yields its entries' own words and fetches nothing.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tracktwo.errors import (
    EmptySourceError,
    MissingSourceError,
    OversizedSourceError,
    SourceError,
    UnreadableSourceError,
)
from tracktwo.source.decoding import unpack
from tracktwo.source.feeds import Entry, entries_of
from tracktwo.source.fetching import fetch, is_address
from tracktwo.source.media import EXTENSIONS, SNIFFED, MediaType, extension_of, is_gzip, media_type_of
from tracktwo.source.raw import RawSource, SetAside, SourceOptions

_KNOWN = ", ".join(sorted(EXTENSIONS))


def gather(sources: Sequence[str], options: SourceOptions | None = None) -> Iterator[RawSource | SetAside]:
    """Yield every source that ``sources`` name, in order and one at a time, or why it is set aside.

    Arguments:
        sources: paths of files and folders (read recursively in the order of their names, hidden ones left
            out), ``-`` for standard input, and ``http`` or ``https`` addresses.
    """
    chosen = options or SourceOptions()
    for name in sources:
        for label, given in _spread(name):
            if isinstance(given, SourceError):
                yield SetAside(label, given)
            else:
                yield from _taken(given, chosen)


def count(sources: Sequence[str]) -> int:
    """Count what `gather` will come to, without opening anything; a feed counts as one."""
    return sum(1 for name in sources for _ in _spread(name))


def refuse_nothing(sources: Sequence[str]) -> None:
    """Let names pass of which one at least may lead to a text.

    Raises:
        MissingSourceError: they name files and folders, and none of them is there.
        EmptySourceError: they name folders, and there is no file in any.
    """
    if not any(name == "-" or is_address(name) or os.path.lexists(name) for name in sources):
        raise MissingSourceError(f"{', '.join(sources)}: no such file or folder; check the path")
    if not count(sources):
        raise EmptySourceError(
            f"{', '.join(sources)}: no file in it; what begins with a dot is not looked at"
        )


def _spread(name: str) -> Iterator[tuple[str, str | SourceError]]:
    """Yield each file under a folder, or ``name`` itself, or what keeps a folder from being listed."""
    if name == "-" or is_address(name) or not Path(name).is_dir():
        yield name, name
        return
    blocked: list[OSError] = []
    for folder, folders, files in os.walk(name, onerror=blocked.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(f for f in files if not f.startswith(".")):
            path = str(Path(folder, file))
            yield path, path
        for error in blocked:
            where = str(error.filename or name)
            yield (
                where,
                UnreadableSourceError(f"{where}: cannot be listed ({error.strerror}); check its permissions"),
            )
        blocked.clear()
    for error in blocked:
        where = str(error.filename or name)
        yield (
            where,
            UnreadableSourceError(f"{where}: cannot be listed ({error.strerror}); check its permissions"),
        )


def _taken(name: str, options: SourceOptions) -> Iterator[RawSource | SetAside]:
    try:
        source = _from_address(name, options) if is_address(name) else _from_disk(name, options)
        if source.media_type is MediaType.FEED:
            yield from _from_feed(source, options)
        else:
            yield source
    except SourceError as error:
        yield SetAside(None if name == "-" else name, error)


def _from_disk(name: str, options: SourceOptions) -> RawSource:
    if name == "-":
        raw = sys.stdin.buffer.read(options.max_bytes + 1)
        _check_size(len(raw), "standard input", options.max_bytes)
        return _identified(RawSource(raw), options)
    return _identified(RawSource(_file(Path(name), name, options.max_bytes), name), options)


def _file(path: Path, name: str, most: int) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableSourceError(f"{name}: no regular file; name a file, a folder, an address or -")
        _check_size(about.st_size, name, most)
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except FileNotFoundError as error:
        raise MissingSourceError(f"{name}: no such file or folder; check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableSourceError(f"{name}: cannot be opened ({reason}); check its permissions") from error
    _check_size(len(raw), name, most)
    return raw


def _check_size(size: int, name: str, most: int) -> None:
    if size > most:
        raise OversizedSourceError(
            f"{name}: {size / 1024 / 1024:,.0f} MB or more, and at most {most / 1024 / 1024:,.0f} MB is read; "
            f"split it or raise the limit"
        )
    if size == 0:
        raise EmptySourceError(f"{name}: empty, 0 bytes; nothing to read")


def _identified(source: RawSource, options: SourceOptions, declared: str | None = None) -> RawSource:
    """Put to a source what form it has."""
    packed = is_gzip(source.raw[:2])
    body = unpack(source.raw, source.label, options.max_bytes) if packed else source.raw
    found = media_type_of(source.name, body[:SNIFFED], declared)
    extension = extension_of(source.name)
    # A file that has an extension says what it is: an unknown one is no invitation to guess. An address's says less.
    unknown = bool(extension) and extension not in EXTENSIONS and not is_address(source.label)
    if found is None or (
        unknown and found in (MediaType.PLAIN, MediaType.HTML) and not _is_stem(source.label)
    ):
        what = f"the extension {extension}" if unknown else "its content"
        raise UnreadableSourceError(
            f"{source.label}: not read, {what} is none of {_KNOWN}; convert it to one of them"
        )
    return replace(source, media_type=found, packed=packed)


def _is_stem(label: str) -> bool:
    """Whether what looks like an extension is the end of a title, as in “Press Briefing No. 12”."""
    suffix = extension_of(label)[1:]
    return len(suffix) > 8 or " " in suffix or suffix.isdigit()


def _from_address(name: str, options: SourceOptions) -> RawSource:
    answer = fetch(name, options)
    if not answer.body:
        raise EmptySourceError(f"{name}: an empty answer; nothing to read")
    source = RawSource(answer.body, name, answer.url, charset=answer.charset)
    return _identified(source, options, answer.content_type)


def _from_feed(feed: RawSource, options: SourceOptions) -> Iterator[RawSource | SetAside]:
    raw = unpack(feed.raw, feed.label, options.max_bytes) if feed.packed else feed.raw
    for number, entry in enumerate(entries_of(raw, feed.label), 1):
        label = f"{feed.label}#{entry.link or number}"
        try:
            yield _from_entry(entry, label, options, fetching=feed.url is not None)
        except SourceError as error:
            yield SetAside(label, error)


def _from_entry(entry: Entry, label: str, options: SourceOptions, fetching: bool) -> RawSource:
    if fetching and entry.link:
        source = _from_address(entry.link, options)
        if source.media_type is MediaType.FEED:
            raise UnreadableSourceError(
                f"{entry.link}: a feed within a feed is not followed; name it yourself"
            )
    else:
        if not entry.content.strip():
            raise EmptySourceError(f"{label}: the entry has no words of its own; name the page it links to")
        content = entry.content.encode("utf-8")
        source = RawSource(content, label, entry.link, entry.media_type, charset="utf-8")
    return replace(source, title=entry.title, publisher=entry.publisher, published=entry.published)
