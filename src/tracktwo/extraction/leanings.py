"""What a clause leans for or against: a word of support or opposition, and the issue that it governs.

Polarity is composed along the tree: "oppose" + "an end to" + X is for X; "must stop" + X is against X. Whose
leaning it is must be the speaker's own side; a claim about another side's view is no leaning of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    is_negated,
    is_passive,
    markers,
    relation,
    subjects_of,
    subtree_span,
)
from tracktwo.extraction.commissive_clauses import commissive_words
from tracktwo.extraction.denials import ruled_out_in, ruled_out_of
from tracktwo.extraction.dialogue_changes import change_of_verb, is_dialogue
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.issue_naming import Leaning
from tracktwo.extraction.issue_paths import (
    all_governed,
    all_towards,
    blamed_for,
    complement_of,
    governed,
    towards,
)
from tracktwo.extraction.outright import words_of_outright
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.stance_words import (
    asks,
    is_reversing,
    opens_entry,
    polarity_of,
    weight_of,
    words_of_stances,
)
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.veridicality import is_turned
from tracktwo.extraction.voices import Side, Voice, content_roots
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Change

#: What is told as a fact is a stance only where it is told this plainly.
_PLAINLY = 0.8
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def leanings_in(cue: Sequence[Token], content: Sequence[Token], voice: Voice) -> list[Leaning]:
    """The leanings of the speaker in a statement, by its reporting words and its content."""
    if not content:
        return []
    inside = {t.i for t in content}
    found = [x for x in _of_cue(cue, content, inside) if x is not None]
    for token in content:
        found += [x for x in _of_word(token, inside, voice) if x is not None]
    return found


def leanings_told(word: Token, voice: Voice) -> list[Leaning]:
    """The leanings that a predicate told as a fact of ``voice`` shows, if it is one of the plain ones."""
    inside = {t.i for t in word.sent}
    if is_turned(word, inside) is not False:
        return []
    found = list(ruled_out_of(word, inside, voice))
    if word.pos_ == "VERB" and any(opens_entry(word, e) for e in words_of_stances("told")):
        value = polarity_of(word, "verbs")
        if value is not None and modal_of(word) not in ("may", "might", "could", "would", "will"):
            leaning = governed(word, value ^ is_negated(word), 1.0, None)
            found += [leaning] if leaning is not None else []
    if word.pos_ == "ADJ" and forms_of(word) & words_of_stances("told_of_sides"):
        value = polarity_of(word, "adjectives")
        if value is not None and modal_of(word) is None:
            found += all_governed(word, value ^ is_negated(word), 0.6, inside)
    return [x for x in found if x.weight >= _PLAINLY]


def leaning_of_step(action: Token) -> Leaning | None:
    """The leaning of whoever undertakes to do ``action``: "will lift the limits" is against them."""
    if action.pos_ != "VERB" or is_negated(action):
        return None
    named = _named_talks(action)
    if named is not None:
        return named
    reversing = is_reversing(action)
    value = polarity_of(action, "verbs")
    if not reversing and value is None and not _is_done(action):
        return None
    return governed(action, False if reversing else value is not False, 1.0, None, sure=True)


def is_settled(action: Token) -> bool:
    """Whether a step was decided upon, and is not only on somebody's calendar: "decided to resume", "are to sign"."""
    return bool(forms_of(action.head) & words_of_stances("settling"))


def _is_done(action: Token) -> bool:
    return bool(forms_of(action) & (words_of_stances("done") | commissive_words("speakers_steps")))


def _named_talks(action: Token) -> Leaning | None:
    """ "agreed to resume the Lake Dialogue": for the talks themselves, by their name."""
    change = change_of_verb(action)
    if change not in (Change.STARTED, Change.RESUMED, Change.SUSPENDED):
        return None
    for talks in (t for t in action.children if relation(t) == "obj" and is_dialogue(t)):
        named = [c for c in talks.children if c.i < talks.i and relation(c) in ("compound", "amod", "flat")]
        if talks.pos_ == "PROPN" and any(c.pos_ == "PROPN" for c in named):
            words = " ".join(talks.doc[min(c.i for c in named) : talks.i + 1].text.split())
            return Leaning(change is not Change.SUSPENDED, words, words.casefold(), False, 1.0, action.i)
    return None


def answer_in(words: Sequence[Token]) -> bool | None:
    """Whether "this decision", that of another, is welcomed or rejected; None if neither is said."""
    for word in words:
        if word.pos_ != "VERB" or (value := polarity_of(word, "verbs")) is None or is_negated(word):
            continue
        for thing in (c for c in word.children if relation(c) == "obj"):
            pointing = any(c.lower_ in ("this", "that") for c in thing.children)
            bare = not any(relation(c) in ("nmod", "acl", "amod", "compound") for c in thing.children)
            if pointing and bare and forms_of(thing) & words_of_stances("pointing_back"):
                return value
    return None


def _of_cue(cue: Sequence[Token], content: Sequence[Token], inside: set[int]) -> Iterator[Leaning | None]:
    """ "welcomed X", "the stress was on X", "called for an end to X": the cue governs the content."""
    roots = content_roots(content)
    if not roots or any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.head.i in {r.i for r in roots} and relation(t) != "acl"
        for t in content
    ):
        return
    root = next((r for r in roots if r.pos_ in ("NOUN", "PROPN", "VERB")), roots[0])
    if root.tag_ in ("VBD", "VBZ", "VBP"):
        return
    for token in cue:
        value = polarity_of(token, "verbs") if token.pos_ == "VERB" else polarity_of(token, "nouns")
        asked = _asked_clause(token, inside)
        if asked is not None:
            if not is_negated(token):
                yield from all_towards(asked, True, weight_of(token), inside, token, sure=True)
            return
        if value is not None:
            blamed = blamed_for(token)
            root = blamed if blamed is not None and blamed.i in inside else root
            yield from all_towards(root, value ^ is_negated(token), weight_of(token), inside, token)
            return


def _asked_clause(cue: Token, inside: set[int]) -> Token | None:
    """ "called on Oman to open its ports": what is asked of somebody, and not whom it is asked of."""
    if cue.pos_ != "VERB" or not forms_of(cue) & words_of_stances("asking_verbs"):
        return None
    below = [c for c in cue.children if c.i in inside]
    below += [c for b in below if b.pos_ in ("NOUN", "PROPN", "PRON") for c in b.children if c.i in inside]
    return next((c for c in below if c.pos_ == "VERB" and "to" in markers(c)), None)


def _of_word(token: Token, inside: set[int], voice: Voice) -> Iterator[Leaning | None]:
    if token.pos_ == "VERB":
        yield from _of_content_verb(token, inside, voice)
    elif token.pos_ == "ADJ":
        value, turned = polarity_of(token, "adjectives"), is_turned(token, inside)
        if (
            value is not None
            and turned is not None
            and voice.side_of_subjects(subjects_of(token)) is Side.OWN
        ):
            yield from all_governed(token, value ^ turned ^ is_negated(token), weight_of(token), inside)
        elif asks(token) and not is_negated(token) and forms_of(token) & words_of_stances("permitted"):
            done = next((c for c in token.children if c.pos_ == "VERB" and "to" in markers(c)), None)
            yield towards(done, True, 1.0, inside, token, sure=True) if done is not None else None
        yield _predicated(token, inside)
    elif token.pos_ == "NOUN":
        yield from _of_noun(token, inside, voice)
    if token.lower_ == "without":
        yield _indispensable(token, inside)
    yield _of_question(token, inside)
    yield from ruled_out_in(token, inside, voice)


def _indispensable(without: Token, inside: set[int]) -> Leaning | None:
    """ "there can be no deal without guarantees": what is made a condition of everything else is wanted."""
    thing = without.head
    main = next((t for t in thing.ancestors if modal_of(t) in words_of_stances("possible_at_all")), None)
    if thing.pos_ not in ("NOUN", "PROPN") or main is None or main.i not in inside:
        return None
    denied = [
        t for t in main.subtree if t.lower_ in words_of_stances("denying") and t.i not in (thing.i, without.i)
    ]
    if not is_negated(main) and not denied:
        return None
    # What "without" marks is turned round on the way.
    return towards(thing, "without" not in markers(thing), 1.0, inside, without, sure=True)


def _of_question(token: Token, inside: set[int]) -> Leaning | None:
    """ "the question of monitors is not closed": whether something is still to be talked about."""
    table = lexicon.load("stances")["questions"]
    value = next((n for n in ("against", "for") if any(opens_entry(token, str(e)) for e in table[n])), None)
    if value is None:
        return None
    top = token if any(c.dep_ in SUBJECTS for c in token.children) else token.head
    subject = next((c for c in top.children if c.dep_ in SUBJECTS and c.i < token.i), None)
    if subject is None or not forms_of(subject) & {str(w) for w in table["nouns"]}:
        return None
    thing = complement_of(subject)
    if thing is None:
        return None
    return towards(thing, (value == "for") ^ is_negated(top), 1.0, inside, token, sure=True)


def _of_content_verb(verb: Token, inside: set[int], voice: Voice) -> Iterator[Leaning | None]:
    if asks(verb):
        if not is_negated(verb) and is_turned(verb, inside) is False:
            reversing = is_reversing(verb)
            weight = 1.0 if reversing else 0.6
            asked = _is_asked_of_others(verb, voice)
            yield from all_governed(verb, not reversing, weight, inside, outright=asked)
        return
    value = polarity_of(verb, "verbs")
    if value is None or voice.side_of_subjects(subjects_of(verb)) is not Side.OWN:
        return
    turned = is_turned(verb, inside)
    if modal_of(verb) in ("may", "might", "could") or turned is None:
        return
    value ^= turned
    if is_negated(verb) and forms_of(verb) & words_of_outright("not_denied"):
        return  # "does not rule out that …"
    if _wants_outright(verb, voice):
        yield from all_governed(verb, value ^ is_negated(verb), 1.0, inside, sure=True)
        return
    yield from all_governed(verb, value ^ is_negated(verb), weight_of(verb), inside)


def _is_asked_of_others(verb: Token, voice: Voice) -> bool:
    """ "Their troops must leave the ridge", "all curbs must be lifted": asked of others, and not of oneself."""
    subjects = subjects_of(verb)
    if any(t.lower_ == "you" for t in subjects):
        return False
    side = voice.side_of_subjects(subjects)
    return side is Side.OTHER or is_passive(verb) or (modal_of(verb) == "must" and side is Side.THING)


def _wants_outright(verb: Token, voice: Voice) -> bool:
    """ "Ghana wanted a second bridge": a side, by its name, wants a thing."""
    named = [t for t in subjects_of(verb) if t.pos_ == "PROPN" and voice.names_a_side(t)]
    thing = any(relation(c) == "obj" and c.pos_ == "NOUN" for c in verb.children)
    return thing and bool(named) and bool(forms_of(verb) & words_of_stances("wanting_outright"))


def _of_noun(noun: Token, inside: set[int], voice: Voice) -> Iterator[Leaning | None]:
    value = polarity_of(noun, "nouns")
    first = noun
    while relation(first) == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    if value is not None and relation(first) in ("obj", "ROOT", "root", "xcomp", "obl"):
        owner = owner_of(noun)
        if owner is not None and owner.pos_ in ("PRON", "DET") and relation(first) == "obj":
            owner = None  # "expressed its concern"
        own = owner is not None and _is_own(owner, voice)
        held = first.head.pos_ == "VERB" and voice.side_of_subjects(subjects_of(first.head)) is Side.OWN
        if own or (owner is None and held):
            yield from all_governed(noun, value, weight_of(noun), inside)
    yield _predicated(noun, inside)


def owner_of(noun: Token) -> Token | None:
    """Whose support or concern it is: "the Administration's support", "U.S. support", "Turkish opposition"."""
    before = [c for c in noun.children if c.i < noun.i]
    told = next((c for c in before if c.dep_ == "nmod:poss"), None)
    if told is not None:
        return told
    naming = ("LOCATION", "NORP", "ORGANIZATION")
    named = [c for c in before if c.ent_type_ in naming and relation(c) in ("compound", "amod", "nmod")]
    if not named and relation(noun) == "conj" and not any(relation(c) == "det" for c in before):
        return owner_of(noun.head)  # "Ghana's leadership and support for the truce"
    return named[0] if named else None


def _is_own(owner: Token, voice: Voice) -> bool:
    if voice.side_of_subjects((owner,)) is Side.OWN:
        return True
    if forms_of(owner) & words_of_stances("own_bodies") and not any(
        relation(c) in ("nmod", "compound", "amod") for c in owner.children
    ):
        return True  # "the Administration's support"
    words = words_at(owner.doc, *subtree_span(owner))
    party = party_of_words(words.removesuffix("'s").removesuffix("’s"))
    return party is not None and bool(set(party.split("+")) & set((voice.party or "").split("+")))


def _predicated(token: Token, inside: set[int]) -> Leaning | None:
    """ "drone strikes are counterproductive": what is said of the issue itself."""
    if not any(relation(c) == "cop" for c in token.children):
        return None
    words = forms_of(token)
    table = lexicon.load("stances")["predicates"]
    beside = {t.lower_ for c in token.children if c.i < token.i for t in c.subtree}
    value = next(
        (
            name
            for name in ("against", "for")
            if any(e.split()[-1] in words and set(e.split()[:-1]) <= beside for e in map(str, table[name]))
        ),
        None,
    )
    subject = next((c for c in token.children if relation(c) in ("nsubj", "csubj")), None)
    if value is None or subject is None or subject.pos_ == "PRON":
        return None
    turned = is_turned(token, inside)
    if turned is None:
        return None
    return towards(subject, (value == "for") ^ turned ^ is_negated(token), 0.7, inside, token)
