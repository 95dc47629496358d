"""The times that a document tells of, as EDTF, and which of them belongs to which clause.

Times in passages that are set aside (furniture, captions, credits) are not looked at, and no time is
invented: where the words leave the year open it stays ``XXXX``; where they name no date at all, `Time.edtf`
is None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from spacy.tokens import Doc, Token

from tracktwo.extraction.moments import Moment, Tense, reference_day, reference_month, with_year
from tracktwo.extraction.time_grammar import TimeExpression, find_expressions, lexicon_words
from tracktwo.extraction.time_resolution import resolve
from tracktwo.model import Document, DocumentKind, Span
from tracktwo.model.dates import Edtf

#: Rules whose times have no date by nature.
_DURATIONS = ("duration", "duration_for")
_VAGUE = ("vague", "vague_ago")
_COUNTED_IN_DAYS = ("weekday", "weekday_range", "deictic_day", "deictic_end")
#: Days that are often told without their year.
_WITHOUT_YEAR = ("month_day", "day_month", "month_day_range", "day_month_range")
_WITHOUT_YEAR_AT_ALL = (*_WITHOUT_YEAR, "month_range", "month_alone", "month_part")
_YEAR_RULES = {"this": 0, "last": -1, "next": 1}
_OPENING, _CLOSING = "“«„", "”»"


class TimeKind(StrEnum):
    """What sort of time an expression tells."""

    POINT = "point"
    INTERVAL = "interval"
    DURATION = "duration"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression of a document."""

    #: Where it stands, with a preposition that changes its meaning ("by March 2014") but not with a plain
    #: "on".
    span: Span
    words: str
    #: None where the words name no date, or none without a publication date.
    edtf: str | None
    kind: TimeKind
    #: by, since, until, before, after, or None. For by, until and before `edtf` is the time named itself; for
    #: since and after it is the open interval from there.
    relation: str | None = None


def find_times(document: Document, doc: Doc) -> tuple[Time, ...]:
    """Find the times of a read document, in the order of the text."""
    text = document.text
    expressions = find_expressions(text, lambda start, end: document.is_read(Span(start, end)))
    published = reference_day(document.published)
    month = reference_month(document.published)
    quoted = _quotations(text) if document.kind in (DocumentKind.NEWS_REPORT, DocumentKind.OPINION) else ()
    found: list[Time] = []
    anchor: str | None = None
    for expression in expressions:
        now = not any(q.start <= expression.start < q.end for q in quoted)
        day = published if published or _needs_day(expression) else month
        tense = tense_at(doc, expression.start)
        if day is None and tense is Tense.FUTURE and expression.rule in _WITHOUT_YEAR:
            # "met on 12 October 2022 and will meet again on 22 November": ahead of the day just told
            day = reference_day(anchor)
        if published and tense is Tense.PAST and expression.rule in _WITHOUT_YEAR_AT_ALL:
            day = _year_told(found, doc, expression, published) or day
        moment = Moment(day, tense, anchor, now)
        time = _time(expression, moment, text)
        merged = _merged(found[-1], time, expression, published, text) if found else None
        if merged is not None:
            found[-1] = merged
            anchor = merged.edtf or anchor
            continue
        found.append(time)
        if time.kind in (TimeKind.POINT, TimeKind.INTERVAL) and time.edtf and time.relation is None:
            anchor = time.edtf
    return tuple(_inherited(found, doc, published))


def _year_told(found: Sequence[Time], doc: Doc, expression: TimeExpression, published: date) -> date | None:
    """The last day of the only year that the same sentence names before: "the events of 2011, a raid in November"."""
    token = _token_at(doc, expression.start)
    if token is None or not doc.has_annotation("SENT_START"):
        return None
    begin = token.sent.start_char
    told = {t.edtf for t in found if begin <= t.span.start and t.edtf and t.relation is None}
    years = {int(edtf[:4]) for edtf in told if edtf[:4].isdigit()}
    is_bare = any(re.fullmatch(r"\d{4}", edtf) for edtf in told)
    year = years.pop() if is_bare and len(years) == 1 else published.year
    return date(year, 12, 31) if year < published.year else None


def _needs_day(expression: TimeExpression) -> bool:
    """Whether an expression is counted in days or weeks, so that a month of publication does not settle it."""
    unit = expression.parts.get("unit", "").lower().rstrip("s")
    return expression.rule in _COUNTED_IN_DAYS or unit in (
        "day",
        "week",
        "weekend",
        "fortnight",
        "hour",
        "minute",
    )


def time_of(times: Sequence[Time], doc: Doc, start: int, end: int) -> Time | None:
    """The time that modifies the clause or phrase at ``start`` to ``end`` (code points), or None.

    A time inside the same clause is preferred to one of a clause around or below it, and a near one to a far
    one. Times of the sentence that stand in another finite clause beside this one are not taken.
    """
    root = _root(doc, start, end)
    if root is None:
        return None
    sentence = root.sent if doc.has_annotation("SENT_START") else doc[:]
    here = [
        t for t in times
        if t.edtf and sentence.start_char <= t.span.start < sentence.end_char
    ]  # fmt: skip
    if not here:
        return None
    if not doc.has_annotation("DEP"):
        return min(here, key=lambda t: _gap(t.span, start, end))
    ranked = sorted(
        (_clauses_between(doc, root, t), t.relation is not None, _gap(t.span, start, end), t.span, t)
        for t in here
    )
    best = ranked[0]
    return best[-1] if best[0] <= 1 or best[2] == 0 else None


def tense_at(doc: Doc, offset: int) -> Tense | None:
    """Which way the clause around a code point looks, by its verb; None where neither way is marked."""
    token = _token_at(doc, offset)
    if token is None:
        return None
    if not doc.has_annotation("DEP"):
        return _tense_of_words(doc, token)
    for verb in _governing(token):
        tense = _tense_of_verb(verb)
        if tense is not None:
            return tense
    return None


def _time(expression: TimeExpression, moment: Moment, text: str) -> Time:
    edtf = resolve(expression, moment)
    kind = TimeKind.POINT
    if expression.rule in _DURATIONS:
        kind, edtf = TimeKind.DURATION, None
    elif expression.rule in _VAGUE:
        kind, edtf = TimeKind.VAGUE, None
    elif edtf is not None and "/" in edtf:
        kind = TimeKind.INTERVAL
    elif edtf is None:
        kind = TimeKind.VAGUE
    span = Span(expression.start, expression.end)
    return Time(span, text[span.start : span.end], edtf, kind, expression.relation)


def _merged(
    before: Time, time: Time, expression: TimeExpression, published: date | None, text: str
) -> Time | None:
    """ "January 3-4 earlier this year", "March of last year": the second expression dates the first."""
    gap = text[before.span.end : time.span.start].strip(" ,\n")
    parts = expression.parts
    if (
        gap not in ("", "of")
        or parts.get("unit") != "year"
        or expression.rule not in ("deictic_part", "deictic_unit")
    ):
        return None
    if before.edtf is None or parts["which"].lower() not in _YEAR_RULES or before.kind is TimeKind.VAGUE:
        return None
    span = Span(before.span.start, time.span.end)
    open_year = re.sub(r"(^|/)\d{4}-", r"\1XXXX-", before.edtf)
    step = _YEAR_RULES[parts["which"].lower()]
    edtf = with_year(open_year, published.year + step) if published else open_year
    return replace(before, span=span, words=text[span.start : span.end], edtf=edtf or before.edtf)


def _inherited(times: list[Time], doc: Doc, published: date | None) -> Iterator[Time]:
    """Give days without a year the year of a full date: of the same day anywhere, or in the same sentence."""
    full = [
        t for t in times if t.edtf and "X" not in t.edtf and "-" in t.edtf and t.kind is not TimeKind.VAGUE
    ]
    for time in times:
        if published is None and time.edtf and time.edtf.startswith("XXXX-"):
            year = _year_nearby(time, full, doc)
            edtf = with_year(time.edtf, year) if year else None
            yield replace(time, edtf=edtf or time.edtf)
        else:
            yield time


def _year_nearby(time: Time, full: Sequence[Time], doc: Doc) -> int | None:
    assert time.edtf is not None
    wanted = Edtf.parse(time.edtf)
    same = {int(t.edtf[:4]) for t in full if t.edtf and _shares_day(wanted, Edtf.parse(t.edtf))}
    if len(same) == 1:
        return same.pop()
    token = _token_at(doc, time.span.start)
    if same or token is None or not doc.has_annotation("SENT_START"):
        return None
    sentence = token.sent
    beside = {
        int(t.edtf[:4]) for t in full
        if t.edtf and t.edtf[:4].isdigit() and t.relation is None
        and sentence.start_char <= t.span.start < sentence.end_char
    }  # fmt: skip
    return beside.pop() if len(beside) == 1 and "-" in time.edtf[5:] else None


def _shares_day(open_date: Edtf, full: Edtf) -> bool:
    """Whether a day without a year is an end of a full date, or lies in one that gives its days."""
    one, first, last = open_date.start, full.start, full.end
    if (
        one is None
        or first is None
        or last is None
        or one.day is None
        or first.day is None
        or last.day is None
    ):
        return False
    day = f"{one.month}-{one.day}"
    return f"{first.month}-{first.day}" <= day <= f"{last.month}-{last.day}" and first.year == last.year


def _quotations(text: str) -> tuple[Span, ...]:
    spans, start = [], None
    for match in re.finditer(r"[“«„”»\"]|\n\s*\n", text):
        mark = match[0]
        if mark in _OPENING or (mark == '"' and start is None):
            start = match.start()
        elif start is not None:
            if mark in _CLOSING or mark == '"':
                spans.append(Span(start, match.end()))
            start = None
    return tuple(spans)


def _token_at(doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _root(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    return span.root if doc.has_annotation("DEP") else span[0]


def _gap(span: Span, start: int, end: int) -> int:
    if span.start < end and start < span.end:
        return 0
    return start - span.end if span.end <= start else span.start - end


def _governing(token: Token) -> Iterator[Token]:
    """The verbs and copular predicates above a token, nearest first."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "aux", "aux:pass") for c in token.children):
            yield token
        if token.head.i == token.i:
            return
        token = token.head


def _tense_of_verb(verb: Token) -> Tense | None:
    future = lexicon_words("future")
    below = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop", "mark")]
    if any(c.lower_ in future or c.lemma_ in future for c in below if c.dep_ != "mark"):
        return Tense.FUTURE
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in below):
        return Tense.FUTURE
    is_passive = any(c.dep_ == "aux:pass" for c in below)
    if verb.lemma_ in future and (is_passive or verb.tag_ in ("VBP", "VBZ", "VBN", "JJ")):
        return Tense.FUTURE
    if verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in ("has", "have") for c in below):
        return Tense.PAST
    return Tense.PAST if verb.tag_ == "VBN" and not below else None


def _tense_of_words(doc: Doc, token: Token) -> Tense | None:
    """The nearest marker among the thirty words before, where no syntax is known."""
    future, past = lexicon_words("future"), lexicon_words("past")
    for i in range(token.i, max(-1, token.i - 30), -1):
        word = doc[i].lower_
        if word in (".", "!", "?"):
            return None
        if any(word == f or word == f"{f}d" or word == f"{f}ed" or word == f"{f}s" for f in future):
            return Tense.FUTURE
        if word in past:
            return Tense.PAST
    return None


def _clauses_between(doc: Doc, root: Token, time: Time) -> int:
    """How many clause boundaries lie between ``root`` and the word that the time hangs on."""
    span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return 9
    time_up = [t.i for t in _clause_heads(span.root)]
    root_up = [t.i for t in _clause_heads(root)]
    for down, clause in enumerate(time_up):
        if clause in root_up:
            return down + root_up.index(clause)
    return 9


def _clause_heads(token: Token) -> Iterator[Token]:
    clausal = ("ROOT", "acl", "acl:relcl", "advcl", "ccomp", "csubj", "parataxis", "xcomp", "conj")
    for _ in range(30):
        is_clause = token.pos_ in ("VERB", "AUX") or any(
            c.dep_ in ("nsubj", "nsubj:pass", "cop") for c in token.children
        )
        if token.dep_ == "ROOT" or (token.dep_ in clausal and is_clause):
            yield token
        if token.head.i == token.i:
            return
        token = token.head
