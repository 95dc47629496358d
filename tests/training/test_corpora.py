"""Corpora become words with labels; texts here are made up."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy")

from training.corpora import (
    Link,
    blank_english,
    count_cues,
    link_attributions,
    read_attributions,
    read_entities,
    read_treebank,
    text_of,
)
from training.prepare import to_bioes

CONLLU = """# newdoc id = made-up
# newpar id = p1
# sent_id = 1
# text = Envoys don't agree.
1	Envoys	envoy	NOUN	NNS	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	agree	agree	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar id = p2
# sent_id = 2
# text = Talks end
1	Talks	talk	NOUN	NNS	_	2	nsubj	_	_
2	end	end	VERB	VBP	_	0	root	_	_

"""


def write(path: Path, text: str) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


def test_a_treebank_keeps_its_text_heads_and_paragraphs(tmp_path: Path) -> None:
    (document,) = read_treebank(write(tmp_path / "a.conllu.gz", CONLLU), "ewt")
    assert text_of(document) == "Envoys don't agree.\n\nTalks end"
    assert document.units == [0, 5]
    assert document.breaks == [2, 0, 0, 0, 0, 2, 0]
    assert document.head == [3, 3, 3, 3, 3, 6, 6]
    assert document.lemma[2] == "lower|2|ot"


def test_entities_and_paragraphs(tmp_path: Path) -> None:
    lines = "# doc = one\nEnvoy\tO\nAna\tB-Person\nRao\tI-Person\n\nMirnov\tB-Location\n"
    (document,) = read_entities(write(tmp_path / "a.tsv.gz", lines))
    assert document.words == ["Envoy", "Ana", "Rao", "Mirnov"]
    assert document.breaks == [2, 0, 0, 2]
    assert to_bioes(document.entity) == ["O", "B-PERSON", "E-PERSON", "S-LOCATION"]


def test_bio_with_an_inside_that_nothing_begins() -> None:
    assert to_bioes(["I-X", "B-X", "I-X", "I-Y", "O"]) == ["S-X", "B-X", "E-X", "S-Y", "O"]


TEXT = "“We will not sign,” Ana Rao has said, “before May.” According to Qumar, talks go on."


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


@pytest.fixture
def documents(tmp_path: Path) -> list[Any]:
    attributions = [
        {
            "source": spans("Ana Rao"),
            "cue": spans("has said"),
            "content": spans("“We will not sign,”", "“before May.”"),
        },
        {"source": spans("Qumar"), "cue": spans("According to"), "content": spans("talks go on.")},
    ]
    line = json.dumps({"doc_id": "a", "text": TEXT, "attributions": attributions})
    return list(read_attributions(write(tmp_path / "a.jsonl.gz", line + "\n"), "polnear", blank_english()))


def test_a_cue_is_anchored_on_its_most_cue_like_word(documents: list[Any]) -> None:
    counts = count_cues(documents)
    counts.anywhere.update({"has": 50, "to": 50})
    document, raw = documents[0]
    link_attributions(document, raw, counts)
    assert [document.words[link.anchor] for link in document.links] == ["said", "According"]


def test_spans_are_words_without_punctuation_at_their_edges(documents: list[Any]) -> None:
    document, raw = documents[0]
    link_attributions(document, raw, count_cues(documents))
    first: Link = document.links[0]
    assert [document.words[s:e] for s, e in first.content] == [
        ["We", "will", "not", "sign"],
        ["before", "May"],
    ]
    assert [document.words[s:e] for s, e in first.source] == [["Ana", "Rao"]]
