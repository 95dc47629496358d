"""Nothing that is withheld comes out of any address of the app, however one asks.

Three readers who see less than everything try every route there is, with what is shown to them, with what they
guess, and with what is truly in the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, product
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.record.levelled import NAMES, OFFICES, Filling, Plan, Voice, build
from tests.record.test_withheld import changed, secrets
from tests.web.door import House, house
from tests.web.probing import (
    GUESS,
    OF_ONESELF,
    Address,
    Known,
    Probe,
    addresses,
    filled,
    first_visit,
    leaks,
    links,
    shown,
    visits,
    with_query,
)
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Record
from tracktwo.record.letters import plain
from tracktwo.views.known import dialogues
from tracktwo.web import accounts_passwords
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.pages.lists import LISTS
from tracktwo.web.viewer import Needs, Role

#: A busy machine needs minutes for the thousands of addresses that are asked.
pytestmark = pytest.mark.timeout(1800)

PUBLIC_ONLY = Clearance.PUBLIC
BELOW = (PUBLIC_ONLY, Clearance.BACKGROUND, Clearance.CHATHAM)
PUBLIC, BACKGROUND, CHATHAM, OFF = Level

#: Where forms are sent that are about no entry.
_OF_NO_ENTRY = ("/add", "/login", "/logout")

SAID = ("the quota must double before winter", "nobody gains from a closed ferry line")


def _voice(slot: int, form: str, level: Level = PUBLIC, about: str = "titled") -> Voice:
    return Voice(slot, form, SAID[slot % 2], about, level)


#: One document of each kind: open, closed as a whole, closed by a round, closed in one entry.
PLANS = (
    Plan(PUBLIC, (_voice(0, "whole"), _voice(1, "last")), 3, True, PUBLIC, True, True),
    Plan(CHATHAM, (_voice(0, "whole"), _voice(1, "initial", about="possessive")), 5, True, PUBLIC, True, True, True),
    Plan(BACKGROUND, (_voice(0, "capitals"), _voice(2, "titled", about="small")), 9, True, PUBLIC, False, True),
    Plan(OFF, (_voice(0, "whole"), _voice(1, "whole", about="whole")), 12, True, PUBLIC, True, True, True),
    Plan(PUBLIC, (_voice(0, "whole", CHATHAM, "last"), _voice(1, "whole"), _voice(2, "last", OFF)), 17, False, PUBLIC,
         False, True),
    Plan(PUBLIC, (_voice(0, "possessive"), _voice(2, "whole")), 21, True, CHATHAM, True, False),
)  # fmt: skip
#: Two for each of them.
PARTIES = (
    "Ruritania", "Elbonia", "Grand Fenwick", "Velmark", "Sylvania", "Borduria", "Freedonia", "Syldavia", "NOR", "MNG",
    "Latveria", "Genovia",
)  # fmt: skip


def _filling(turn: int) -> Filling:
    names, parties = NAMES[turn:] + NAMES[:turn], PARTIES[2 * turn :] + PARTIES[: 2 * turn]
    every = range(len(PLANS))
    return Filling(
        tuple(names[3 * n : 3 * n + 3] for n in every),
        tuple(tuple(OFFICES[(n + k) % len(OFFICES)] for k in range(3)) for n in every),
        tuple(parties[2 * n : 2 * n + 2] for n in every),
    )


FILLING = _filling(0)


@dataclass(frozen=True)
class Place:
    """A server over the record, and readers of it."""

    house: House
    record: Path

    def probe(self, clearance: Clearance, role: Role = Role.READER) -> Probe:
        """Somebody who asks."""
        name = f"{role.value} {clearance.value}"
        if name not in {one.name for one in self.house.keeper.accounts.all()}:
            self.house.account(name, role, clearance)
        return Probe(self.house.log_in(name), self.house.token(name, Scope.WRITE))

    @property
    def routes(self) -> tuple[Address, ...]:
        """Every route for reading."""
        return tuple(a for a in addresses(self.house.app.routes) if "GET" in a.methods)

    def known(self, clearance: Clearance) -> Known:
        """What a reader is shown, and all that is in the record besides."""
        full, seen = self._ids(Clearance.EVERYTHING), self._ids(clearance)
        # Judgements stand first, so that one of them is among a few.
        hidden = sorted(full.ids - seen.ids, key=lambda one: (one not in full.judgements, one))
        names = tuple(n for n in _words_of_secrets(clearance))
        some = {"claims": _few(seen.claims), "judgements": seen.judgements[:2]}
        return replace(seen, **some, hidden=tuple(hidden), names=names)

    def _ids(self, clearance: Clearance) -> Known:
        with Record.open(self.record) as record, record.reading(clearance) as gate:
            # Those of one kind and one way of being shown stand together.
            claims = sorted(gate.claims(), key=lambda e: (e.kind, e.document.id.partition(":")[0]))
            return Known(
                tuple(d.id.removeprefix("sha256:") for d in gate.documents()),
                tuple(e.id for e in claims),
                tuple(str(row[0]) for row in dialogues(gate, Filter()).rows),
                tuple(j.id for j in gate.judgements()),
            )


def _few(claims: tuple[str, ...]) -> tuple[str, ...]:
    """Some of them, of every kind."""
    return claims[:: max(1, len(claims) // 16)]


def _words_of_secrets(clearance: Clearance) -> Iterator[str]:
    """Whole names, offices and parties that are withheld, as somebody types them who guesses."""
    secret = secrets(PLANS, FILLING, clearance)
    for n, plan in enumerate(PLANS):
        for slot in plan.slots:
            name = FILLING.names[n][slot]
            if (plain(name)[-1],) in secret:
                yield name
        yield from (p for p in FILLING.parties[n] if plain(p) in secret)


def _made(folder: Path, filling: Filling) -> Place:
    record = folder / "talks.db"
    build(record, PLANS, filling).close()
    return Place(replace(house(record, folder / "accounts.db"), raises=False), record)


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Passwords are hashed quickly."""
    from tests.web.door import hurried

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts_passwords, "_HASHER", hurried())
        yield


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, quick: None) -> Place:
    return _made(tmp_path_factory.mktemp("place"), FILLING)


def test_every_route_is_tried(place: Place) -> None:
    """A new page with a new kind of parameter is to be thought of here."""
    known = place.known(Clearance.PUBLIC)
    untried = {
        (a.path, p)
        for a in addresses(place.house.app.routes)
        for p in a.parameters
        if known.values(p, a.path) is None
    }
    assert untried == set()
    assert len(place.routes) > 40


def test_every_route_that_writes_says_who_may(place: Place) -> None:
    """A role, unless it is about oneself: logging in and out, one's own password, sessions and tokens."""
    own = ("/login", "/logout", "/account")
    open_to_all = [
        a.path
        for a in addresses(place.house.app.routes)
        if a.methods - {"GET", "HEAD", "OPTIONS"}
        and not (a.path in own or a.path.startswith("/account/"))
        and not any(isinstance(d.call, Needs) for d in a.route.dependant.dependencies)
    ]
    assert open_to_all == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clearance", "role"), [*((c, Role.READER) for c in BELOW), (PUBLIC_ONLY, Role.ADMINISTRATOR)]
)
def test_no_page_shows_what_is_withheld(place: Place, clearance: Clearance, role: Role) -> None:
    """Not to an administrator either, who is cleared for no more."""
    probe, secret = place.probe(clearance, role), secrets(PLANS, FILLING, clearance)
    known = place.known(clearance)
    found, broken = {}, []
    for url in visits(place.routes, known):
        text = probe.ask(url)
        if text.startswith("500"):
            broken.append(url)
        if told := leaks(text, secret):
            found[url] = told
    assert found == {}
    assert broken == []


@pytest.mark.slow
@pytest.mark.parametrize("clearance", BELOW)
def test_nothing_that_is_led_to_shows_what_is_withheld(place: Place, clearance: Clearance) -> None:
    """Whoever follows links sees no more, and no link leads nowhere."""
    probe, secret = place.probe(clearance), secrets(PLANS, FILLING, clearance)
    waiting, seen, broken, found = ["/"], {"/"}, [], {}
    while waiting and len(seen) < 600:
        url = waiting.pop(0)
        answer = probe.client.get(url)
        text = shown(answer)
        if answer.status_code not in (200, 303):
            broken.append((url, answer.status_code))
        if told := leaks(text, secret):
            found[url] = told
        for link in links(answer.text) if "html" in answer.headers.get("content-type", "") else ():
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                waiting.append(link)
    assert found == {}
    assert broken == []
    assert len(seen) > 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clearance", "role"), [*((c, Role.READER) for c in BELOW), (PUBLIC_ONLY, Role.EDITOR)]
)
def test_what_is_withheld_is_answered_like_what_is_not_there(
    place: Place, clearance: Clearance, role: Role
) -> None:
    """Status, headers and words are the same for an id that is in the record and for one that is not."""
    probe, known = place.probe(clearance, role), place.known(clearance)
    differing = []
    #: What is answered to what is not there, by where it stands in which address, and how long it is.
    nothing: dict[tuple[str, int, int], str] = {}
    for address, hidden in product((a for a in place.routes if a.parameters), some_hidden(known)):
        values = [(known.values(p, address.path) or ("",))[0] for p in address.parameters]
        cuts = (hidden, hidden[:8]) if len(hidden) == 64 else (hidden,)
        for n, cut in product(range(len(values)), cuts):

            def answer(guess: str, n: int = n) -> str:
                return probe.ask(filled(address, [*values[:n], guess, *values[n + 1 :]]), guess)  # noqa: B023

            key = (address.path, n, len(cut))
            if key not in nothing:
                nothing[key] = answer(_unlike(hidden)[: len(cut)])
            if answer(cut) != nothing[key]:
                differing.append(filled(address, [*values[:n], cut, *values[n + 1 :]]))
    assert differing == []


@pytest.mark.slow
@pytest.mark.parametrize("clearance", BELOW)
def test_asking_for_a_withheld_name_is_like_asking_for_nobody(place: Place, clearance: Clearance) -> None:
    """Search, every filter of every list, exports, counts and facets."""
    probe, known = place.probe(clearance), place.known(clearance)
    differing, leaking = [], {}
    #: What is answered to what nobody is called, by where it is asked for, and in how many words of which kind.
    nobodys: dict[tuple[str, str, int, bool], str] = {}
    secret = secrets(PLANS, FILLING, clearance)
    asked = (*known.names[:1], *known.names[-2:], *some_hidden(known)[:1])
    # Half of them in turn, and the other half for the reader of the next level.
    turn = cycle((asked[::2], asked[1::2]) if BELOW.index(clearance) % 2 else (asked[1::2], asked[::2]))
    for address in place.routes:
        url = first_visit(address, known)
        for name in address.query:
            for value in next(turn):
                here = probe.ask(with_query(url, name, value), value)
                nobody = _unlike(value)
                key = (url, name, len(value.split()), value.isalpha())
                if key not in nobodys:
                    nobodys[key] = probe.ask(with_query(url, name, nobody), nobody)
                if here != nobodys[key]:
                    differing.append(with_query(url, name, value))
                if told := leaks(
                    here.replace(GUESS, ""), secret - {plain(value)} - {(w,) for w in plain(value)}
                ):
                    leaking[with_query(url, name, value)] = told
    assert leaking == {}
    assert differing == []


@pytest.mark.slow
@pytest.mark.parametrize("clearance", BELOW)
def test_records_that_differ_in_what_is_withheld_answer_alike(
    place: Place, tmp_path: Path, clearance: Clearance
) -> None:
    """Byte for byte, on every route."""
    other = _made(tmp_path, changed(PLANS, FILLING, _filling(7), clearance))
    known = place.known(clearance)
    assert known.documents == other.known(clearance).documents
    assert known.claims == other.known(clearance).claims
    one, two = place.probe(clearance), other.probe(clearance)
    some = replace(known, claims=known.claims[::2])
    urls = [url for url in visits(place.routes, some) if not url.startswith(OF_ONESELF)]
    # Two of the values in turn, and the other two for the reader of the next level.
    turn = cycle((("quota", "2"), ("2031-04", "public"))[:: -1 if BELOW.index(clearance) % 2 else 1])
    for address in place.routes:
        for name in address.query:
            urls += [with_query(first_visit(address, known), name, v) for v in next(turn)]
    # In whatever order a list is asked for, its rows stand by what is shown of them.
    urls += [
        f"/{name}{suffix}?order={way}{sort.value}"
        for name, chosen in LISTS.items()
        for sort in chosen.sorts.values()
        for suffix, way in (("", ""), (".json", "-"))
    ]
    differing = [url for url in urls if not url.startswith(OF_ONESELF) and one.ask(url) != two.ask(url)]
    assert differing == []


@pytest.mark.slow
@pytest.mark.parametrize("clearance", BELOW)
def test_nobody_writes_about_what_they_do_not_see(place: Place, clearance: Clearance) -> None:
    """Even an administrator who sends forms about withheld entries gets what is sent about nothing."""
    before = _judged(place)
    probe, known = place.probe(clearance, Role.ADMINISTRATOR), place.known(clearance)
    token = _form_token(probe.client)
    writing = [
        a for a in addresses(place.house.app.routes) if "POST" in a.methods and a.path not in _OF_NO_ENTRY
    ]
    differing = []
    for address, hidden in product(writing, [h for h in some_hidden(known) if h.isalnum()][:3]):
        if not address.path.startswith("/account"):
            here = [_send(probe, address, known, value, token) for value in (hidden, _unlike(hidden))]
            if here[0] != here[1]:
                differing.append((address.path, hidden, *here))
    assert differing == []
    assert _judged(place) == before


def some_hidden(known: Known) -> tuple[str, ...]:
    """A few ids of each kind that are not shown: of documents, of entries, of dialogues."""
    ids = [h for h in known.hidden if len(h) == 64]
    return (*ids[:: max(1, len(ids) // 4)], *[h for h in known.hidden if len(h) != 64][:1])


def _send(probe: Probe, address: Address, known: Known, value: str, token: str) -> list[str]:
    """What a form with an id in every field gets, whatever its button is called."""
    url = filled(address, [value for _ in address.parameters])
    answers = []
    for act in ("accept", "correct", "same", "level"):
        if url.startswith("/api/v1"):
            body = {
                "act": act,
                "claim": value,
                "claims": [value, known.claims[0]],
                "level": "public",
                "as": "people",
            }
            sent = probe.client.post(url, json=body, headers=probe.token)
        else:
            fields = dict.fromkeys(address.body, value)
            sent = probe.client.post(url, data={**fields, "act": act, "form_token": token, "level": "public"})
        answers.append(shown(sent, (value,)))
    return answers


def _judged(place: Place) -> int:
    with Record.open(place.record) as record, record.reading() as gate:
        return len(gate.judgements())


def _form_token(client: TestClient) -> str:
    from tests.web.door import form_token

    return form_token(client, "/account")


def _unlike(hidden: str) -> str:
    """Something of the same form and length that is nowhere."""
    if all(c in "0123456789abcdef" for c in hidden):
        return hidden[::-1].translate(str.maketrans("0123456789abcdef", "89abcdef01234567"))
    words = cycle("zwqxvkjf")
    return "".join(next(words) if c.isalpha() else c for c in hidden).title()
