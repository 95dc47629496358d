"""The shipped model reads real sentences, every time alike, and covers every character."""

import pickle
import time
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.making import document
from tests.slowness import slowness
from tracktwo.errors import ReaderError
from tracktwo.model import Passage, PassageRole, Span
from tracktwo.reading import load_reader
from tracktwo.reading.component import make_component
from tracktwo.reading.trees import is_tree

TEXT = """Zemblan minister hopes for talks

MIRNOV — Zemblan Foreign Minister Jelena Dragović said on Tuesday that talks with Qumar would resume in May.

“We have not closed the door,” she told reporters, “but they must open theirs.”

According to the Qumari embassy, both sides met in Geneva in 2014. A spokesman declined to comment."""


def attributed(doc: Doc) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        (
            [doc.text[s:e] for s, e in a.source],
            [doc.text[s:e] for s, e in a.cue],
            [doc.text[s:e] for s, e in a.content],
        )
        for a in doc._.attributions
    ]


def everything(doc: Doc) -> Any:
    tokens = [
        (t.idx, t.text, t.pos_, t.tag_, t.lemma_, t.dep_, t.head.i, t.is_sent_start, t._.dep_probability,
         t._.pos_probability, t._.unread)
        for t in doc
    ]  # fmt: skip
    entities = [(e.start_char, e.end_char, e.label_, e._.probability) for e in doc.ents]
    spans = [(s.start_char, s.end_char, s.label_, s._.attribution) for s in doc.spans["attribution"]]
    return tokens, entities, spans, doc._.attributions


@pytest.fixture(scope="module")
def doc(reader: Any) -> Doc:
    read: Doc = reader.read_text(TEXT)
    return read


def test_the_text_is_untouched(doc: Doc) -> None:
    assert doc.text == TEXT
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_who_said_what(doc: Doc) -> None:
    source = "Zemblan Foreign Minister Jelena Dragović"
    assert ([source], ["said"], ["that talks with Qumar would resume in May"]) in attributed(doc)


def test_a_quotation_broken_by_its_attribution_is_one_attribution(doc: Doc) -> None:
    assert (
        ["she"],
        ["told"],
        ["“We have not closed the door,”", "“but they must open theirs.”"],
    ) in attributed(doc)


def test_according_to(doc: Doc) -> None:
    assert (["the Qumari embassy"], ["According to"], ["both sides met in Geneva in 2014"]) in attributed(doc)


def test_attribution_spans_are_linked_and_labelled(doc: Doc) -> None:
    for place, attribution in enumerate(doc._.attributions):
        for role in ("source", "cue", "content"):
            spans = [
                (s.start_char, s.end_char)
                for s in doc.spans["attribution"]
                if s._.attribution == place and s.label_ == role.upper()
            ]
            assert tuple(spans) == getattr(attribution, role)
        assert 0 < attribution.probability <= 1
        assert doc[attribution.anchor].idx >= attribution.cue[0][0]


def test_entities(doc: Doc) -> None:
    found = {(e.text, e.label_) for e in doc.ents}
    assert {
        ("Jelena Dragović", "PERSON"),
        ("Geneva", "LOCATION"),
        ("2014", "DATE"),
    } <= found
    assert all(0 < e._.probability <= 1 for e in doc.ents)


def test_syntax(reader: Any) -> None:
    doc = reader.read_text(
        "Norwegian Foreign Minister Jelena Dragović said that the talks would resume in May."
    )
    said = next(t for t in doc if t.text == "said")
    assert (said.pos_, said.tag_, said.lemma_, said.dep_) == ("VERB", "VBD", "say", "ROOT")
    subject = next(t for t in said.children if t.dep_ == "nsubj")
    assert subject.text in ("Minister", "Jelena", "Dragović")
    resume = next(t for t in doc if t.text == "resume")
    assert (resume.dep_, resume.head) == ("ccomp", said)


def test_a_headline_is_a_sentence_of_its_own(doc: Doc) -> None:
    assert next(doc.sents).text.strip() == "Zemblan minister hopes for talks"


def test_every_sentence_hangs_on_one_root(doc: Doc) -> None:
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head.i == t.i]
        assert [t.dep_ for t in roots] == ["ROOT"]
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)


def test_a_reading_depends_on_its_document_alone(reader: Any) -> None:
    texts = [TEXT, "He said no.", TEXT.upper(), "Talks resumed in Qumar. " * 60]
    alone = [everything(load_reader().read_text(text)) for text in texts]
    assert [everything(reader.read_text(text)) for text in texts] == alone
    assert [everything(reader.read_text(text)) for text in reversed(texts)] == alone[::-1]


def test_a_pipe_reads_like_the_reader(reader: Any) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tracktwo_reader")
    texts = ["He said no.", TEXT, "Talks resumed."]
    piped = [everything(doc) for doc in nlp.pipe(texts, batch_size=2)]
    assert piped == [everything(reader.read_text(text)) for text in texts]


def test_the_component_can_be_sent_to_another_process(reader: Any) -> None:
    component = pickle.loads(pickle.dumps(make_component(spacy.blank("en"), "reader", None)))
    doc = component(spacy.blank("en").make_doc(TEXT))
    assert everything(doc) == everything(reader.read_text(TEXT))


def test_nothing_is_cut_off(reader: Any) -> None:
    sentence = "The envoy of Qumar said that the two sides would meet again in Geneva next week . "
    text = sentence * 320
    doc = reader.read_text(text)
    assert doc.text == text
    assert sum(not t.is_space for t in doc) > 5000
    assert "\n" not in text
    last = [a for a in doc._.attributions if a.anchor > len(doc) - 40]
    assert last
    assert all(t.pos_ for t in doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\n \t a", ".", "“", "\u200b", "🙂", "a" * 3000])
def test_odd_texts_are_read(reader: Any, text: str) -> None:
    doc = reader.read_text(text)
    assert doc.text == text
    assert len(list(doc.sents)) >= (1 if len(doc) else 0)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB. \n“”"’é外🙂,said-1'), max_size=120))
def test_any_text_is_covered_and_every_span_is_in_it(reader: Any, text: str) -> None:
    doc = reader.read_text(text)
    assert doc.text == text
    for attribution in doc._.attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)


def test_offsets_are_code_points(reader: Any) -> None:
    text = "🙂🙂 Zemblan envoy Đorđe Šušnjar said that Qumar’s offer was “naïve”."
    doc = reader.read_text(text)
    (attribution,) = doc._.attributions
    assert [text[s:e] for s, e in attribution.cue] == ["said"]
    assert "Đorđe Šušnjar" in {e.text for e in doc.ents}


def test_passages_set_aside_are_tokens_and_no_more(reader: Any) -> None:
    text = "Home | World\nThe minister said that talks would resume.Envoy Ana Rao said no. Photo: A. Rao"
    body = Span(13, text.index(" Photo"))
    passages = (
        Passage(Span(0, 13), PassageRole.BOILERPLATE),
        Passage(body, PassageRole.BODY),
        Passage(Span(body.end, len(text)), PassageRole.CREDIT),
    )
    doc = reader.read(document(text, passages=passages))
    assert doc.text == text
    unread = [t for t in doc if t._.unread]
    assert "".join(t.text_with_ws for t in unread) == "Home | World\n Photo: A. Rao"
    assert not any(t.ent_type_ or (t.pos_ and not t.is_space) for t in unread)
    for sentence in doc.sents:
        assert len({t._.unread for t in sentence}) == 1
    for span in doc.spans["attribution"]:
        assert body.start <= span.start_char < span.end_char <= body.end


def test_a_passage_boundary_ends_a_sentence_even_inside_a_token(reader: Any) -> None:
    text = "Talks to resumeGENEVA"
    cut = text.index("GENEVA")
    passages = (Passage(Span(0, cut), PassageRole.TITLE), Passage(Span(cut, len(text)), PassageRole.BODY))
    doc = reader.read(document(text, passages=passages))
    assert [s.text for s in doc.sents] == ["Talks to resume", "GENEVA"]


def test_a_sentence_never_crosses_a_blank_line(reader: Any) -> None:
    doc = reader.read_text("The ministers of Qumar and\n\nZemblan envoys met")
    assert [s.text.strip() for s in doc.sents] == ["The ministers of Qumar and", "Zemblan envoys met"]


def test_a_read_doc_can_be_written_and_read_back(doc: Doc) -> None:
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert everything(again) == everything(doc)


def test_the_version_names_the_weights(reader: Any) -> None:
    name, number, digest = reader.version.split()
    assert (name, len(digest)) == ("tracktwo-reader", len("sha256:") + 16)
    assert number.count(".") == 2


def test_missing_weights_are_named(tmp_path: Any) -> None:
    with pytest.raises(ReaderError, match=r"reader\.onnx"):
        load_reader(weights=tmp_path)


def test_broken_weights_are_named(tmp_path: Any) -> None:
    for name in (
        "reader.onnx",
        "links.onnx",
        "words.npz",
        "trees.npz",
        "lemmas.json",
        "vocabulary.txt",
        "model.json",
    ):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ReaderError, match="cannot be loaded"):
        load_reader(weights=tmp_path)


@pytest.mark.slow
def test_reading_is_quick_enough_to_notice_a_fall(reader: Any) -> None:
    text = TEXT * 30
    began = time.process_time()
    doc = reader.read_text(text)
    # A tenth of what is measured by `make bench`: a busy machine must not fail this.
    assert len(doc) / (time.process_time() - began) > 500 / slowness()


def test_heads_of_every_sentence_are_a_tree(doc: Doc) -> None:
    import numpy as np

    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        place = {t.i: n + 1 for n, t in enumerate(words)}
        heads = [0 if t.head.i == t.i else place[t.head.i] for t in words]
        assert is_tree(np.array(heads))
