"""What a clause leans for or against: a word of support or opposition, and the issue that it governs.

Polarity is composed along the tree: "oppose" + "an end to" + X is for X; "must stop" + X is against X. Whose
leaning it is must be the speaker's own side; a claim about another side's view is no leaning of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    is_negated,
    markers,
    obliques_of,
    phrase_tokens,
    preposition_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.issues import clean_phrase, core_of, is_broad, is_named_by, is_thing, known_issues
from tracktwo.extraction.stance_words import (
    asks,
    is_firm,
    is_reversing,
    opens_entry,
    polarity_of,
    weight_of,
    words_of_stances,
)
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.voices import Side, Voice, content_roots
from tracktwo.extraction.wordings import forms_of

_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Leaning:
    """For or against one issue. ``weight`` is how plainly it is said, 0 to 1; ``place`` the word's index."""

    is_for: bool
    issue: str
    #: What two leanings on the same issue share, however it is worded.
    topic: str
    is_known: bool
    weight: float
    place: int


def leanings_in(cue: Sequence[Token], content: Sequence[Token], voice: Voice) -> list[Leaning]:
    """The leanings of the speaker in a statement, by its reporting words and its content."""
    if not content:
        return []
    inside = {t.i for t in content}
    found = [x for x in _of_cue(cue, content, inside) if x is not None]
    for token in content:
        found += [x for x in _of_word(token, inside, voice) if x is not None]
    return found


def leaning_of_verb(verb: Token) -> Leaning | None:
    """The leaning that a verb told as a fact shows, if it is one of the plain ones."""
    if not any(opens_entry(verb, entry) for entry in words_of_stances("told")):
        return None
    value = polarity_of(verb, "verbs")
    if value is None or modal_of(verb) in ("may", "might", "could", "would", "will"):
        return None
    return _governed(verb, value ^ is_negated(verb), 1.0, None)


def _of_cue(cue: Sequence[Token], content: Sequence[Token], inside: set[int]) -> Iterator[Leaning | None]:
    """ "welcomed X", "the stress was on X", "called for an end to X": the cue governs the content."""
    roots = content_roots(content)
    if not roots or any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.head.i in {r.i for r in roots} for t in content
    ):
        return
    root = next((r for r in roots if r.pos_ in ("NOUN", "PROPN", "VERB")), roots[0])
    if root.tag_ in ("VBD", "VBZ", "VBP"):
        return
    for token in cue:
        value = polarity_of(token, "verbs") if token.pos_ == "VERB" else polarity_of(token, "nouns")
        asked = _asked_clause(token, inside)
        if value is not None and asked is not None:
            yield _towards(asked, value ^ is_negated(token), weight_of(token), inside, token)
            return
        if value is not None:
            yield _towards(root, value ^ is_negated(token), weight_of(token), inside, token)
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
        value = polarity_of(token, "adjectives")
        if value is not None and voice.side_of_subjects(subjects_of(token)) is Side.OWN:
            yield _governed(token, value ^ is_negated(token), weight_of(token), inside)
        yield _predicated(token, inside)
    elif token.pos_ == "NOUN":
        yield from _of_noun(token, inside, voice)


def _of_content_verb(verb: Token, inside: set[int], voice: Voice) -> Iterator[Leaning | None]:
    asking = asks(verb)
    if asking and not is_negated(verb):
        reversing = is_reversing(verb)
        weight = 1.0 if reversing else 0.6
        yield _governed(verb, not reversing, weight, inside)
        return
    value = polarity_of(verb, "verbs")
    if value is None or voice.side_of_subjects(subjects_of(verb)) is not Side.OWN:
        return
    if modal_of(verb) in ("may", "might", "could"):
        return
    yield _governed(verb, value ^ is_negated(verb), weight_of(verb), inside)


def _of_noun(noun: Token, inside: set[int], voice: Voice) -> Iterator[Leaning | None]:
    value = polarity_of(noun, "nouns")
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    if value is not None and relation(noun) in ("obj", "ROOT", "root", "xcomp", "obl"):
        own = owner is not None and voice.side_of_subjects((owner,)) is Side.OWN
        held = noun.head.pos_ == "VERB" and voice.side_of_subjects(subjects_of(noun.head)) is Side.OWN
        if own or (owner is None and held):
            yield _governed(noun, value, weight_of(noun), inside)
    yield _predicated(noun, inside)


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
    return _towards(subject, (value == "for") ^ is_negated(token), 0.7, inside, token)


def _governed(word: Token, is_for: bool, weight: float, inside: set[int] | None) -> Leaning | None:
    """The leaning on what ``word`` governs: its object, complement or the noun under its preposition."""
    target = _target(word)
    if target is None:
        return None
    done = _wanted_done(word, target)
    if done is not None:
        return _towards(target, is_for ^ is_reversing(done), weight, inside, word)
    return _towards(target, is_for, weight, inside, word)


def _wanted_done(word: Token, thing: Token) -> Token | None:
    """ "wanted drone strikes stopped": what is to be done to the thing that is wanted."""
    if word.pos_ != "VERB" or relation(thing) != "obj" or not forms_of(word) & words_of_stances("wanting"):
        return None
    below = [*thing.children, *word.children]
    return next(
        (c for c in below if c.tag_ == "VBN" and c.i > thing.i and relation(c) in ("acl", "xcomp")), None
    )


def _target(word: Token) -> Token | None:
    children = [c for c in word.children if c.i > word.i]
    for wanted in ("obj", "xcomp", "ccomp"):
        hit = next((c for c in children if relation(c) == wanted), None)
        if hit is not None and not (wanted == "obj" and _is_person_asked(hit, children)):
            return hit
    obliques = obliques_of(word, *sorted(words_of_stances("governed_after")))
    nominal = next((o.token for o in obliques if o.token.i > word.i and o.token.ent_type_ != "DATE"), None)
    if nominal is not None:
        return nominal
    return next((c for c in children if relation(c) in ("advcl", "acl")), None)


def _is_person_asked(thing: Token, children: Sequence[Token]) -> bool:
    """ "urged the minister to stop …": the infinitive is what is asked."""
    return any(relation(c) == "xcomp" and c.i > thing.i and c.tag_ != "VBN" for c in children)


def _towards(
    target: Token, is_for: bool, weight: float, inside: set[int] | None, governor: Token
) -> Leaning | None:
    """Follow what only leads on ("the importance of", "an end to") down to the issue."""
    path = [governor]
    for _ in range(_DEEPEST):
        if inside is not None and target.i not in inside:
            return None
        path.append(target)
        if (is_negated(target) and target.pos_ == "VERB") or "without" in markers(target):
            is_for = not is_for
        if is_reversing(target):
            is_for = not is_for
        elif target.pos_ in ("NOUN", "PROPN") and not _leads_on(target):
            break
        elif target.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
            return None
        further = _target(target) if target.pos_ in ("VERB", "ADJ") else _complement_of(target)
        if further is None:
            break
        target = further
    return _leaning(target, is_for, weight, inside, path)


def _leads_on(noun: Token) -> bool:
    if not forms_of(noun) & words_of_stances("light"):
        return False
    specific = any(relation(c) in ("compound", "amod") and c.pos_ == "NOUN" for c in noun.children)
    return not specific and _complement_of(noun) is not None


def _complement_of(noun: Token) -> Token | None:
    for child in noun.children:
        if child.i > noun.i and relation(child) in ("nmod", "acl"):
            if relation(child) == "nmod" and preposition_of(child) not in words_of_stances("leads_on_after"):
                continue
            return child
    return None


def _leaning(
    target: Token, is_for: bool, weight: float, inside: set[int] | None, path: Sequence[Token]
) -> Leaning | None:
    if target.pos_ in ("PRON", "VERB", "NUM") or target.ent_type_ in ("PERSON", "DATE", "MONEY"):
        return None
    known = _known([t for t in core_of(phrase_tokens(target)) if inside is None or t.i in inside])
    if not known or is_broad(known[0]):
        known = _known(_path_words(path, inside)) or known or _known(_compact(target))
    if not known and not is_thing(target):
        return None
    if not known and (
        target.lemma_.casefold() in words_of_stances("leading")
        or forms_of(target) & words_of_stances("light")
    ):
        known = _known([t for t in target.subtree if inside is None or t.i in inside])
    if known and is_for and known[0] in words_of_stances("evils"):
        return None  # "support for the victims of the crackdown"
    words = forms_of(path[0]).union(*(forms_of(t) for t in path))
    if known and known[0] in words_of_stances("general_issues") and words & words_of_stances("goodwill"):
        return None
    own = clean_phrase([t for t in phrase_tokens(target) if inside is None or t.i in inside])
    firm = is_firm(path) or _is_condemned(path[0])
    if known and not is_broad(known[0]) and not firm and not _names_issue(target, path, known[0], inside):
        return None
    if known and known[0] in words_of_stances("general_issues") and not firm:
        return None
    if known and not is_broad(known[0]):
        return Leaning(is_for, known[0], known[0], True, weight, path[0].i)
    step = bool(forms_of(target) & words_of_stances("steps"))
    if (
        own is None
        or not (step or is_thing(target))
        or own.casefold() in words_of_stances("virtues")
        or forms_of(target) & words_of_stances("virtues")
    ):
        return None
    if forms_of(target) & words_of_stances("light") and not step:
        return None
    if not firm and not (known and step):
        return None  # "welcomed", "stressed the importance of" take no side on anything in general
    if not known and (target.pos_ == "PROPN" or forms_of(target) & words_of_stances("no_issues")):
        return None
    topic = f"{known[0]}: {target.lemma_.casefold()}" if known else own.casefold()
    return Leaning(is_for, own, topic, bool(known), weight if known else 0.8 * weight, path[0].i)


def _is_condemned(word: Token) -> bool:
    """ "the strikes are unacceptable": what is said against an issue itself takes a side."""
    if not any(relation(c) == "cop" for c in word.children):
        return False
    against = lexicon.load("stances")["predicates"]["against"]
    return any(str(entry).split()[-1] in forms_of(word) for entry in against)


def _names_issue(target: Token, path: Sequence[Token], name: str, inside: set[int] | None) -> bool:
    """Whether the word leant on is itself of the issue: "the truce", "its implementation", not "the embassy team"."""
    if is_named_by(name, core_of(phrase_tokens(target)), target):
        return True
    leading = [t for t in path[1:] if t.pos_ == "NOUN"]
    leads = all(forms_of(t) & (words_of_stances("light") | words_of_stances("leading") | words_of_stances("steps"))
                for t in leading if t.i != target.i)  # fmt: skip
    own = forms_of(target) & (
        words_of_stances("light") | words_of_stances("leading") | words_of_stances("steps")
    )
    return leads and (bool(own) or is_named_by(name, _path_words(path, inside), target))


def _path_words(path: Sequence[Token], inside: set[int] | None) -> list[Token]:
    """The words on the way to the issue: "continuity of engagement" names more than "engagement"."""
    words = {t.i: t for node in path[1:] if node.pos_ == "NOUN" for t in core_of(phrase_tokens(node))}
    return [words[i] for i in sorted(words) if inside is None or i in inside]


def _compact(noun: Token) -> list[Token]:
    """A noun with the words right before it: "drone strikes", without what follows."""
    return [c for c in noun.children if c.i < noun.i and relation(c) in ("compound", "amod", "nmod")] + [noun]


def _known(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Issues of the tree in ``tokens``, narrow ones first; places are none."""
    names = [name for name in known_issues(tokens) if name not in words_of_stances("places")]
    return tuple(sorted(names, key=is_broad))
