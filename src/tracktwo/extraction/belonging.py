"""The party that the words around a name give: an office's, a possessive, "of Chile", "(Chile)", "led by".

It looks at one mention; what other mentions of the person tell is put together in
:mod:`tracktwo.extraction.people`.
"""

import re
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.offices import OfficePhrase, is_office_head
from tracktwo.extraction.parties import Kind, find_namings, implied_party, party_of_words
from tracktwo.extraction.spellings import Spelling

_BEHIND = re.compile(r",? (?:of|from|representing) (?:the )?|,? ?\(|, (?=[A-Z])")
_LED = re.compile(
    r"(?:[.;:!?\n]|^)(?P<whom>[^.;:!?\n,]*?(?:, [^.;:!?\n,]*?)?)\b(?:led|headed|commanded) by $"
)
#: With the verb left out: "The Turkish side was led by A, the Russian side by B and the Iranian side by C".
_LED_TOO = re.compile(
    r"\b(?:led|headed) by [^.;:!?\n]{3,250}?(?:,|,? and|,? while) the "
    r"(?P<whom>[A-Z][\w.' -]{2,30}? (?:delegation|side|team)) by (?:[A-Z][\w-]+ ){0,4}$"
)
_GOVERNMENT_LED = re.compile(
    r"\b[Gg]overnment(?:'s)? (?:delegation|team|side|negotiators?),? (?:(?:is|was|are|were) )?(?:led|headed) by $"
)
_SIDE = r"(?:delegation|side|team|negotiators|negotiating team|panel|party|group|contingent)"
#: An office, the comma that closes it perhaps left out: "Ana Souza, Director General, NCB led the Chilean side".
_APPOSED = r", (?:(?!\b(?:who|which|whose|met|said|told|with|while|Mrs?|Ms|Dr|H\.E)\b)[^.;:!?\n]){2,140}?,?"
#: Such as: X led the Chilean delegation; and, with the verb left out, "and X the Peruvian one".
_LEAD = r"(?:led|leads|will lead|headed|heads|will head|is leading|was leading) (?:the|a|an)"
_LEADS = re.compile(rf"(?:{_APPOSED}|, who)? {_LEAD} (?P<whom>[^.;:!?\n,]{{2,50}}? {_SIDE})\b")
_FIRST_OFFICE = re.compile(
    r"(?:\b(?P<its>[Ii]ts) |'s )(?P<office>[a-z][a-z -]{3,40}), (?:the|a|an) (?P<former>former )?$"
)
_OPPOSITE = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?P<whose>[A-Z][\w-]+(?: [A-Z][\w-]+)?) opposite number,? $"
)
_ITS = re.compile(r"(?:^|\n|[.!?][\"”]? )(?P<subject>[A-Z][^.!?\n]*)\.[\"”]? Its $")
_LEADS_TOO = re.compile(r",? the (?P<whom>[^.;:!?\n,]{2,30}?) (?:one|delegation|side|team)\b")
_LED_BEFORE = re.compile(rf"\b{_LEAD} [^.;:!?\n]{{2,50}}? {_SIDE},? (?:and|while) (?:[^.;:!?\n,]{{0,60}})$")


def party_beside(
    spelling: Spelling, start: int, end: int, before: OfficePhrase | None, after: OfficePhrase | None
) -> str | None:
    """The party that the words around a name give, the nearest first; None where they give none."""
    begin = before.start if before else start
    return (
        _by_first_office(spelling, begin)
        or (party_of_words(spelling.text[before.start : before.end]) if before else None)
        or _party_behind(spelling, end, before is not None)
        or (party_of_words(spelling.text[after.start : after.end]) if after else None)
        or _possessor(spelling, begin)
        or (_its(spelling, before) if before else None)
        or _opposite(spelling, begin)
        or next((g for o in (before, after) if o and (g := _government(spelling, o))), None)
        or _among(spelling, begin)
        or _leads(spelling, start, end)
        or _led(spelling, begin)
        or (implied_party(spelling.text[before.start : before.end]) if before else None)
    )


def _party_behind(spelling: Spelling, end: int, has_office: bool) -> str | None:
    """The party in "of Chile", "(Chile)" or, behind an office, ", Chile," straight after a name."""
    body = _of_body().match(spelling.plain, end)
    if body:
        return party_of_words(body["body"])
    opening = _BEHIND.match(spelling.plain, end)
    naming = spelling.naming_at(opening.end(), opening.end() + 1) if opening else None
    if opening is None or naming is None or naming.kind not in (Kind.NAME, Kind.ORGANISATION, Kind.MOVEMENT):
        return None
    follows = spelling.plain[naming.end : naming.end + 1]
    if opening.group().endswith("(") and follows != ")":
        return None
    if opening.group() == ", " and not (has_office and follows in (",", ".", ";", ")", "\n", "")):
        return None
    return naming.party


@cache
def _of_body() -> re.Pattern[str]:
    """Such as: of the Nepalese army, from Iraq's foreign ministry, of the Ghanaian delegation."""
    bodies = "|".join(lexicon.load("delegations")["bodies"])
    return re.compile(
        rf",? (?:of|from|at) (?P<body>(?:the |(?=[A-Z][\w.-]+(?: [A-Z][\w.-]+)?'s ))"
        rf"(?:[A-Z][\w.'-]*(?:'s)? ){{1,2}}(?:(?!and\b)[\w-]+ ){{0,3}}?(?:{bodies}))\b"
    )


def _possessor(spelling: Spelling, begin: int) -> str | None:
    """The party whose possessive stands straight before: "Ghana's Ama Boateng"."""
    index = spelling.last_before(begin)
    if index < 0 or not re.fullmatch(r"'s? \[?", spelling.plain[spelling.words[index].end : begin]):
        return None
    word = spelling.words[index]
    naming = spelling.naming_at(word.start, word.end)  # "North Korea's Kim", not "Korea's"
    return None if naming is None else naming.party or party_of_words(word.text)


def _by_first_office(spelling: Spelling, begin: int) -> str | None:
    """The party of the first of two designations: "Its special envoy, the former Ghanaian judge Ama Boateng"."""
    match = _FIRST_OFFICE.search(spelling.plain[max(0, begin - 90) : begin])
    described = spelling.plain[begin : begin + 7].lower()
    if match is None or not (described.startswith("former") or match["former"]):
        return None
    start = max(0, begin - 90) + match.start("office")
    phrase = OfficePhrase(start, max(0, begin - 90) + match.end("office"))
    if not is_office_head(spelling.words[spelling.last_before(phrase.end + 1)]):
        return None
    if match["its"]:
        return _its(spelling, phrase)
    return _possessor(spelling, start)


def _opposite(spelling: Spelling, begin: int) -> str | None:
    """The party in "her Ghanaian opposite number, Ama Boateng"."""
    match = _OPPOSITE.search(spelling.plain[max(0, begin - 80) : begin])
    return party_of_words(match["whose"]) if match else None


def _its(spelling: Spelling, before: OfficePhrase) -> str | None:
    """The country that "its" points back to: "Ghana will pay, its foreign minister, Ama Boateng, said".

    It is the one that its own sentence names before, or the one that the sentence before begins with.
    """
    office = spelling.text[before.start : before.end]
    if re.search(r"\b[Ii]ts $", spelling.plain[max(0, before.start - 4) : before.start]):
        own = _named_before(spelling, before.start - 4)
        if own is not None:
            return own
    match = _ITS.search(spelling.plain[max(0, before.start - 300) : before.start])
    if match is None:
        return None
    at = max(0, before.start - 300) + match.start("subject")
    at += len("The ") if match["subject"].startswith("The ") else 0
    naming = spelling.naming_at(at, at + 1)
    if naming is None or at - naming.start not in (0, len("The ")):
        return None
    # A country has ministers, spokesmen and envoys, a body has officers of its own; either has some.
    of_state, of_body = (
        re.search(lexicon.load("offices")[k], office.lower()) for k in ("of_state", "of_body")
    )
    kinds = ((Kind.NAME,) if not of_body else ()) + ((Kind.ORGANISATION,) if not of_state else ())
    return naming.party if naming.kind in kinds else None


def _named_before(spelling: Spelling, at: int) -> str | None:
    """The country that a sentence begins with, or the only one that it names, up to an offset."""
    ends = list(re.finditer(r"\n|(?<=\w[a-z])[.!?][\"”]? ", spelling.plain[max(0, at - 400) : at]))
    begin = max(0, at - 400) + (ends[-1].end() if ends else 0)
    namings = [n for n in spelling.namings if begin <= n.start and n.end <= at and n.party]
    countries = [n for n in namings if n.kind in (Kind.NAME, Kind.MOVEMENT)]
    if countries and spelling.plain[begin : countries[0].start].strip(' “"').lower() in (
        "",
        "the",
        "but",
        "and",
    ):
        return countries[0].party
    return countries[0].party if len({n.party for n in namings}) == 1 and countries else None


def _government(spelling: Spelling, before: OfficePhrase) -> str | None:
    """The party of the government named last before "government spokeswoman Ama Boateng"."""
    office = spelling.plain[before.start : before.end].lower()
    if not office.startswith(("government ", "government's ")) and not re.search(
        r"\bgovernment (?:delegation|team|side)\b", office
    ):
        return None
    return _last_government(spelling, before.start)


def _last_government(spelling: Spelling, at: int) -> str | None:
    """The party of the government named last before an offset."""
    ahead = spelling.plain[max(0, at - 900) : at]
    name = r"((?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
    told = re.findall(
        rf"\b[Tt]he {name} [Gg]overnment\b|\b[Gg]overnment of {name}|([A-Z][\w-]+)'s government\b", ahead
    )
    return party_of_words(" ".join(told[-1]).strip()) if told else None


def _leads(spelling: Spelling, start: int, end: int) -> str | None:
    """The party of the delegation that somebody leads: "Ama Boateng led the Ghanaian delegation"."""
    match = _LEADS.match(spelling.plain, end)
    if match is None and _LED_BEFORE.search(spelling.plain[max(0, start - 160) : start]):
        match = _LEADS_TOO.match(spelling.plain, end)
    return party_of_words(match["whom"]) if match else None


def _led(spelling: Spelling, begin: int) -> str | None:
    """The party of those whom somebody leads: "M23 rebels led by Ama Boateng"."""
    ahead = spelling.plain[max(0, begin - 90) : begin]
    elided = _LED_TOO.search(spelling.plain[max(0, begin - 300) : begin])
    if elided:
        return party_of_words(elided["whom"])
    if _GOVERNMENT_LED.search(ahead):
        return _last_government(spelling, begin)
    match = _LED.search(ahead)
    whom = match["whom"].rstrip(" ,").rpartition(",")[2].strip() if match else ""
    namings = find_namings(whom)
    is_group = re.search(rf"\b(?:{_groups()})\b", whom) or (namings and namings[-1].end == len(whom))
    return party_of_words(whom) if is_group else None


def _among(spelling: Spelling, begin: int) -> str | None:
    """The party of those whom somebody is one of: "with Ghanaian officials, including Minister Ama Boateng"."""
    ahead = spelling.plain[max(0, begin - 260) : begin]
    matches = list(_includes().finditer(ahead))
    if not matches or re.search(r"[.;:!?\n]|\b(?:who|which|met|said|from|of)\b", ahead[matches[-1].end() :]):
        return None
    return party_of_words(matches[-1]["whom"])


@cache
def _includes() -> re.Pattern[str]:
    groups = "|".join(lexicon.load("delegations")["including"])
    whom = rf"(?P<whom>(?:[A-Z][\w.'-]*(?:'s)? |and ){{1,4}}(?:[a-z-]+ ){{0,2}}(?:{groups}))"
    return re.compile(rf"\b{whom},? (?:including|such as|among them|notably) ")


@cache
def _groups() -> str:
    """What people are called who have a leader; an agreement "led by" a president is no side of his."""
    return "|".join(lexicon.load("delegations")["led"])
