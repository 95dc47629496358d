"""Who is told of in the words into which, or behind which, "he said" is put: somebody else than he.

"Mr. Paredes, he said, had greeted him", "Paredes would resign, she said". It goes by the order of words, as trees lose
such insertions. Words in quotation marks are left to :mod:`tracktwo.extraction.coreference`.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracktwo.extraction.clauses import relation
from tracktwo.extraction.cues import CueClass, entry_of_verb

#: How many words may stand between the verb and the mark that ends what is put in: "he told reporters on Monday,".
_REACH = 6


def told_of(subject: Token) -> range:
    """Indices of the tokens before ``subject`` that are what it says, where its verb of saying is put in or behind."""
    verb = subject.head
    nothing = range(0)
    first = subject.left_edge.i
    if relation(subject) != "nsubj" or not _speaks(verb) or first <= subject.sent.start:
        return nothing
    before = subject.doc[first - 1]
    if before.text != "," or before.i - 1 < subject.sent.start or before.nbor(-1).tag_ == "CC":
        return nothing
    if not _is_closed(verb):
        return nothing
    begin = subject.sent.start
    if any(_speaks(t) for t in subject.doc[begin : before.i]):
        return nothing  # "Paredes said on Monday that Chile, he thought, …": who speaks is told already
    return range(begin, before.i)


def is_put_in(subject: Token) -> bool:
    """Whether ``subject`` speaks what stands before it: whoever goes on speaking is rather it than whom it told of."""
    return bool(told_of(subject))


def _speaks(verb: Token) -> bool:
    return verb.pos_ == "VERB" and entry_of_verb(verb).kind is CueClass.SPEECH


def _is_closed(verb: Token) -> bool:
    """Whether a comma or the sentence's end follows, and no clause or thing that is said."""
    for token in verb.doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)]:
        if token.text in (",", ".", ";"):
            return True
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in ('"', "“", ":"):
            return False
    return verb.i + _REACH >= verb.sent.end
