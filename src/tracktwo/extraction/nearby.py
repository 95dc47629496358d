"""People beside a word by the order of words alone, for where a tree has lost them in long titles and lists.

"with Ruritanian Deputy Prime Minister and Minister of Trade X, Y of Z, and W today" gives X, Y and W. It follows
titles, commas and "and"; it stops at a verb, a date, a relative clause or another preposition.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import sentence_tokens
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.word_forms import lemma_of

_FAR = 60
#: How many words a title has at most.
_TITLE = 9


def people_after(word: Token) -> tuple[Token, ...]:
    """Heads of the people listed right after ``word``, in order of the text."""
    found: list[Token] = []
    begun = True  # inside a title, before the name
    doc, index, end = word.doc, word.i + 1, sentence_tokens(word)[1]
    while index < min(end, word.i + _FAR):
        token = doc[index]
        if _begins_person(token):
            index = _end_of_person(token)
            if index < end and doc[index].tag_ == "POS":
                index += 1
                continue
            found.append(_head_of_person(token))
            begun = False
            if index < end and (_stops_list(doc[index]) or _begins_clause(doc[index], end)):
                break
            continue
        if found and lemma_of(token) in _words("led"):  # "X, representing the chair, and Y"
            index = _next_comma(token)
            continue
        begun = begun or token.lower_ in ("and", "&") or token.text == ","
        if _stops(token, begun) or _begins_clause(token, end):
            break
        index += 1
    return tuple(found)


def group_after(word: Token) -> tuple[Token, ...]:
    """The plural of people right after ``word``, adjectives between: "with visiting African leaders"."""
    for token in word.doc[word.i + 1 : min(word.i + _TITLE, word.sent.end)]:
        if token.tag_ == "NNS" and lemma_of(token) in _words("people"):
            return (token,)
        if token.pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "NUM") and token.tag_ != "VBG":
            break
    return ()


def people_before(word: Token) -> tuple[Token, ...]:
    """Heads of the people listed right before ``word``, in order of the text."""
    found: list[Token] = []
    doc, index, first = word.doc, word.i - 1, max(sentence_tokens(word)[0], word.i - _FAR)
    joined = False
    while index >= first:
        token = doc[index]
        joined = joined or token.lower_ in ("and", "&")
        if _is_person(token):
            start = _start_of_person(token)
            # "after talks with X, Y said": a comma alone makes no list
            if (index + 1 < len(doc) and doc[index + 1].tag_ == "POS") or (found and not joined):
                break
            found.insert(0, _head_of_person(doc[start]))
            index = start - 1
            continue
        if _stops_before(token, bool(found)):
            break
        index -= 1
    return tuple(found)


def owner_before(noun: Token) -> Token | None:
    """The head of the person whose possessive stands before ``noun``, adjectives between: "X's first meeting"."""
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - 5) : noun.i]):
        if token.tag_ == "POS":
            before = noun.doc[token.i - 1] if token.i > noun.sent.start else token
            return _head_of_person(before) if _is_person(before) else None
        if token.pos_ not in ("ADJ", "NOUN", "NUM", "ADV") and token.tag_ != "VBN":
            return None
    return None


def titled_party(name: Token) -> str | None:
    """The party that begins the title right before a person's name: "Rwandan President X"; None without one.

    What follows "for", "to" or "on" in a title is what the office deals with, and says nothing of its side.
    """
    if not _is_person(name):
        return None
    party = None
    for token in reversed(
        name.doc[max(name.sent.start, _start_of_person(name) - _TITLE) : _start_of_person(name)]
    ):
        if token.pos_ in ("VERB", "AUX", "CCONJ", "PUNCT", "DET", "PRON") and token.text not in ("-", "."):
            break
        if token.pos_ == "ADP":
            party = party if token.lower_ == "of" else None
        elif token.ent_type_ in ("NORP", "LOCATION", "ORGANIZATION"):
            party = party_of_words(_entity_words(token)) or party_of_words(token.text) or party
    return party


def _entity_words(token: Token) -> str:
    """The words of the entity that a token stands in: "North Korean", of which "Korean" alone is another's."""
    return next(
        (e.text for e in token.doc.ents if e.start <= token.i < e.end and e.label_ == "NORP"), token.text
    )


def _next_comma(token: Token) -> int:
    rest = token.doc[token.i : token.sent.end]
    return next((t.i for t in rest if t.text == ","), token.sent.end)


def _stops(token: Token, in_title: bool) -> bool:
    if token.pos_ in ("VERB", "AUX", "SCONJ") or token.tag_ in ("WP", "WDT", "TO", "PRP"):
        return True
    if token.tag_ == "PRP$":
        return not in_title  # "her counterpart X"
    if token.lower_ == "the" and token.nbor(-1).ent_type_ == "LOCATION":
        return True  # "at the talks with Uganda the Kenyan minister said"
    if token.text in (";", ":", "(", "—", ".") or token.ent_type_ == "DATE":
        return token.text != "("
    if token.pos_ == "ADP":
        before = token.nbor(-1)
        if before.text == "-":  # "Chairman-in-Office"
            return False
        titled = before.text[:1].isupper() or lemma_of(before) in _words("people") or token.lower_ == "and"
        listed = (*_words("title_inner"), *_words("title_prepositions"))
        return not (in_title and titled and token.lower_ in listed)
    return False


def _stops_list(token: Token) -> bool:
    """After a person only "and", a comma and "of" go on; a comma before an article begins an apposition."""
    doc = token.doc
    if token.text == "," and token.i + 1 < len(doc):
        return doc[token.i + 1].lower_ in ("the", "a", "an", "who", "which", "whose", "his", "her")
    if token.lower_ == "of" or token.lower_ in ("and", "&", "(") or token.text == ",":
        return False
    return not _begins_person(token)


def _begins_clause(comma: Token, end: int) -> bool:
    """Whether behind a comma somebody does something: "after meetings with X and Y, Z said"."""
    if comma.text != "," or comma.i + 1 >= end:
        return False
    doc, index = comma.doc, comma.i + 1
    while index < min(end, comma.i + _TITLE) and not _begins_person(doc[index]):
        if doc[index].pos_ not in ("PROPN", "NOUN", "ADJ") or doc[index].tag_ in ("NNS", "NNPS"):
            return False
        index += 1
    if index >= end or not _begins_person(doc[index]):
        return False
    after = doc[_end_of_person(doc[index])] if _end_of_person(doc[index]) < end else None
    return after is not None and after.tag_ in ("VBD", "VBZ", "MD")


def _stops_before(token: Token, after_person: bool) -> bool:
    if token.pos_ == "ADV" or token.ent_type_ == "DATE" or (token.pos_ == "AUX" and not after_person):
        return False
    if token.pos_ in ("VERB", "AUX", "SCONJ") or token.tag_ in ("WP", "WDT", "PRP"):
        return True
    if token.text in (";", ":", "—", '"', "“", "”"):
        return True
    if token.pos_ == "ADP":
        return token.lower_ not in _words("title_prepositions")
    return not after_person and token.pos_ not in ("PROPN", "PUNCT", "ADP", "ADV") and not token.is_punct


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON"


def _begins_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.i == _start_of_person(token)


def _start_of_person(token: Token) -> int:
    return next((ent.start for ent in token.doc.ents if ent.start <= token.i < ent.end), token.i)


def _end_of_person(token: Token) -> int:
    return next((ent.end for ent in token.doc.ents if ent.start <= token.i < ent.end), token.i + 1)


def _head_of_person(token: Token) -> Token:
    return token.doc[_start_of_person(token) : _end_of_person(token)].root


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("contacts")[name])
