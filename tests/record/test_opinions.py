"""What judgements on one claim come to, and what of them stands against what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Subject, Thing, canonical
from tracktwo.model.rulings import pair
from tracktwo.record.opinions import Matter, Verdict, conflicts_on, effect_of, rulings_on, standing

NAMES = {"acc": "accept", "rej": "reject", "cor": "correct", "lev": "level", "ful": "fulfils"}
REF = ClaimRef("a" * 64, "sha256:" + "b" * 64, "statements", ((1, 5),))


def judgements(words: str) -> list[Judgement]:
    """``"A:acc B:cor:party=ELB"``: one judgement a word, each later than the one before."""
    made = []
    for at, word in enumerate(words.split()):
        author, act, *rest = word.split(":")
        payload = None
        if act == "cor":
            field, _, value = rest[0].partition("=")
            payload = {"field": field, "value": value}
        elif act == "lev":
            payload = {"level": rest[0]}
        elif act == "ful":
            payload = {"verdict": rest[0], "by": None}
        subject = Subject(((REF,),))
        made.append(
            Judgement(JudgementAct(NAMES[act]), subject, author, f"{at:03}", None, canonical(payload))
        )
    return made


@pytest.mark.parametrize(
    ("words", "verdict", "corrections", "conflicts"),
    [
        ("", None, {}, []),
        ("A:acc", "accepted", {}, []),
        ("A:rej", "rejected", {}, []),
        ("A:acc A:rej", "rejected", {}, []),
        ("A:rej A:acc", "accepted", {}, []),
        ("A:acc B:acc", "accepted", {}, []),
        ("A:rej B:rej", "rejected", {}, []),
        ("A:acc B:rej", "disputed", {}, [Matter.ENTRY]),
        ("B:rej A:acc", "disputed", {}, [Matter.ENTRY]),
        ("A:acc B:rej B:acc", "accepted", {}, []),
        ("A:cor:party=ELB", None, {"party": "ELB"}, []),
        ("A:acc A:cor:party=ELB", "accepted", {"party": "ELB"}, []),
        ("A:cor:party=ELB A:cor:party=RUR", None, {"party": "RUR"}, []),
        ("A:cor:party=ELB B:cor:party=ELB", None, {"party": "ELB"}, []),
        ("A:cor:party=ELB B:cor:party=RUR", "disputed", {}, [Matter.FIELD]),
        ("A:cor:party=ELB B:cor:act=REJECT", None, {"party": "ELB", "act": "REJECT"}, []),
        ("A:cor:party=ELB B:rej", "disputed", {"party": "ELB"}, [Matter.ENTRY]),
        ("A:cor:party=ELB A:rej", "rejected", {}, []),
        ("A:rej A:cor:party=ELB", None, {"party": "ELB"}, []),
        ("A:acc A:rej A:cor:party=ELB", None, {"party": "ELB"}, []),
    ],
)
def test_what_judgements_come_to(
    words: str, verdict: str | None, corrections: dict[str, str], conflicts: list[Matter]
) -> None:
    made = judgements(words)
    effect = effect_of(made)
    assert effect.verdict == (verdict and Verdict(verdict))
    assert dict(effect.values) == corrections
    assert [c.matter for c in conflicts_on("x", made)] == conflicts


@given(
    st.permutations(
        judgements("A:acc B:cor:party=ELB C:rej A:cor:party=RUR B:lev:chatham C:lev:public A:ful:met")
    )
)
def test_the_order_of_arrival_changes_nothing(made: list[Judgement]) -> None:
    ordered = sorted(made, key=lambda j: j.order)
    assert effect_of(made) == effect_of(ordered)
    assert conflicts_on("x", made) == conflicts_on("x", ordered)


def test_levels_and_fulfilments() -> None:
    assert effect_of(judgements("A:lev:chatham A:lev:public")).level == "public"
    assert effect_of(judgements("A:lev:chatham B:lev:public")).level == "chatham"
    assert effect_of(judgements("A:ful:met B:ful:met")).fulfilment is not None
    assert effect_of(judgements("A:ful:met B:ful:not")).fulfilment is None
    assert [c.matter for c in conflicts_on("x", judgements("A:ful:met B:ful:not"))] == [Matter.FULFILMENT]


def test_a_long_chain_of_undoings_is_gone_through() -> None:
    chain = judgements("A:acc")
    for at in range(5_000):
        undone = Subject(judgement=chain[-1].id)
        chain.append(Judgement(JudgementAct.UNDO, undone, "A", f"{at + 1:05}"))
    assert chain[0] in standing(chain)
    assert chain[0] not in standing(chain[:-1])


def ruling(act: JudgementAct, groups: str, thing: Thing, by: str = "A", at: int = 0) -> Judgement:
    """``"a b|c"``: two groups of entries."""
    refs = tuple(
        tuple(ClaimRef(name, "d", thing.kinds[0]) for name in group.split()) for group in groups.split("|")
    )
    return Judgement(act, Subject(refs), by, f"{at:03}", None, canonical({"as": thing.value}))


def own_ids(judgement: Judgement) -> list[list[str]]:
    return [[ref.claim for ref in group] for group in judgement.subject.groups]


SAME, DISTINCT = JudgementAct.SAME, JudgementAct.DISTINCT


def test_one_round_is_one_dialogue_but_not_the_other_way_round() -> None:
    made = [
        ruling(SAME, "a b", Thing.ROUNDS),
        ruling(SAME, "c d", Thing.DIALOGUES),
        ruling(DISTINCT, "e|f", Thing.ROUNDS),
    ]
    of_dialogues, _ = rulings_on(made, Thing.DIALOGUES, own_ids)
    of_rounds, _ = rulings_on(made, Thing.ROUNDS, own_ids)
    assert of_dialogues.same == {pair("a", "b"), pair("c", "d")}
    assert not of_dialogues.distinct
    assert of_rounds.same == {pair("a", "b")}
    assert of_rounds.distinct == {pair("e", "f")}


def test_one_person_may_think_better_of_a_merge() -> None:
    made = [ruling(SAME, "a b", Thing.PEOPLE), ruling(DISTINCT, "a|b", Thing.PEOPLE, at=1)]
    rulings, conflicts = rulings_on(made, Thing.PEOPLE, own_ids)
    assert (rulings.same, rulings.distinct) == (frozenset(), {pair("a", "b")})
    assert not conflicts


def test_a_contradiction_by_way_of_a_third_names_all_who_take_part() -> None:
    made = [
        ruling(SAME, "a b", Thing.PEOPLE, "A"), ruling(SAME, "b c", Thing.PEOPLE, "B"),
        ruling(DISTINCT, "a|c", Thing.PEOPLE, "C"), ruling(SAME, "x y", Thing.PEOPLE, "D"),
    ]  # fmt: skip
    rulings, (conflict,) = rulings_on(made, Thing.PEOPLE, own_ids)
    assert rulings.joined == {pair("x", "y")}
    assert conflict.about == ("a", "b", "c")
    assert {j.author for j in conflict.judgements} == {"A", "B", "C"}
