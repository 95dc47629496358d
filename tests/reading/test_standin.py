"""Another spaCy pipeline may give the syntax and the entities; the attributions stay ours."""

from pathlib import Path
from typing import Any

import pytest
import spacy

from tests.making import document
from tracktwo.errors import ReaderError
from tracktwo.model import Passage, PassageRole, Span
from tracktwo.reading import load_reader

TEXT = "Menu\n\nZemblan envoy Ana Rao said that Qumar-Zembla talks would resume.\n\nThe rooms were empty"


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline of rules, with a tokenizer that splits less than ours."""
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = None
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ENVOY", "pattern": "Ana Rao"}])
    nlp.meta["version"] = "3.2.1"
    folder: Path = tmp_path_factory.mktemp("pipeline") / "rules"
    nlp.to_disk(folder)
    return str(folder)


def test_its_tokens_and_entities_and_our_attributions(pipeline: str) -> None:
    reader = load_reader(pipeline)
    passages = (Passage(Span(0, 4), PassageRole.BOILERPLATE),)
    doc = reader.read(document(TEXT, passages=passages))
    assert doc.text == TEXT
    assert "Qumar-Zembla" in [t.text for t in doc]
    assert [(e.text, e.label_) for e in doc.ents] == [("Ana Rao", "ENVOY")]
    (attribution,) = doc._.attributions
    assert [TEXT[s:e] for s, e in attribution.content] == ["that Qumar-Zembla talks would resume"]
    assert doc[attribution.anchor].text == "said"
    assert [t.text for t in doc if t._.unread and not t.is_space] == ["Menu"]
    assert {s.label_ for s in doc.spans["attribution"]} == {"SOURCE", "CUE", "CONTENT"}


def test_a_sentence_crosses_no_blank_line(pipeline: str) -> None:
    doc: Any = load_reader(pipeline).read_text("No stop here\n\nThe second paragraph.")
    assert [s.text.strip() for s in doc.sents] == ["No stop here", "The second paragraph."]


def test_the_version_names_both(pipeline: str) -> None:
    assert load_reader(pipeline).version.endswith("rules 3.2.1")


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ReaderError, match="no_such_pipeline"):
        load_reader("no_such_pipeline")
