"""The party of named officials: a table of phrases, each a test of its own, with a bar for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tracktwo.extraction.parties import (
    country_of_place,
    find_namings,
    implied_party,
    join_parties,
    parties_named_in,
    party_of_words,
)

GROUPS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parties.yaml").read_text(encoding="utf-8"))
PHRASES = [(phrase, party) for group in GROUPS for phrase, party in group["phrases"].items()]


@pytest.mark.parametrize(("phrase", "party"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_phrase_gives_its_party(phrase, party):
    assert party_of_words(phrase) == party


def test_table_has_three_hundred_phrases_and_none_twice():
    assert len(PHRASES) >= 300
    assert len({phrase for phrase, _ in PHRASES}) == len(PHRASES)


def test_bar_of_97_per_cent():
    right = sum(party_of_words(phrase) == party for phrase, party in PHRASES)
    assert right / len(PHRASES) >= 0.97


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Islamabad", "PAK"),
        ("Geneva", "CHE"),
        ("Geneva, Switzerland", "CHE"),
        ("the Palais des Nations, Geneva", "CHE"),
        ("Brussels", "BEL"),
        ("New York", "USA"),
        ("Washington, DC", "USA"),
        ("Camp David", "USA"),
        ("the Kremlin", "RUS"),
        ("Sharm el-Sheikh", "EGY"),
        ("Kuwait City", "KWT"),
        ("The Hague", "NLD"),
        ("Bogotá", "COL"),
        ("the Serena Hotel in Kabul", "AFG"),
        ("Dar es Salaam", "TZA"),
        ("the Turkish city of Antalya", "TUR"),
        ("a secret location", None),
        ("the Red Sea", None),
    ],
)
def test_country_of_a_place(place, country):
    assert country_of_place(place) == country


def test_namings_keep_the_text_s_offsets():
    text = "Türkiye’s envoy met a U.S.-backed group in N’Djamena."
    words = [(text[n.start : n.end], n.party) for n in find_namings(text)]
    assert words == [("Türkiye", "TUR"), ("U.S.", None), ("N’Djamena", "TCD")]


def test_words_that_need_another_party_named():
    assert party_of_words("the North") is None
    assert party_of_words("the North", {"PRK", "KOR"}) == "PRK"
    assert party_of_words("the South's negotiator", {"PRK", "KOR"}) == "KOR"
    assert party_of_words("the Foreign Office spokesman", {"PAK", "IND"}) == "PAK"


def test_parties_join_in_order_and_once():
    assert join_parties(["USA", None, "PAK+USA"]) == "PAK+USA"
    assert join_parties([None]) is None


def test_parties_named_most_first():
    assert parties_named_in("Chad and Sudan met; Sudan left for Geneva.") == ("SDN", "TCD")


def test_a_bare_office_of_many_parties_implies_none():
    assert implied_party("Foreign Minister") is None
