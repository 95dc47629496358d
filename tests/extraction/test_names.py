"""Names, offices and lists by spelling alone, without a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.extraction.appositions import office_after
from tracktwo.extraction.columns import find_in_columns
from tracktwo.extraction.delegations import find_listed
from tracktwo.extraction.names import name_end, read_name, same_person
from tracktwo.extraction.namings import find_namings
from tracktwo.extraction.offices import head_class, is_misspelt_title, office_before
from tracktwo.extraction.spellings import Spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jamal al-Harithi", "Jamal Harithi"),
        ("Wendy R. Osborne", "Wendy Osborne"),
        ("J. Osborne", "Janet Osborne"),
        ("Alex Fonseca", "Alexander Fonseca"),
        ("Karim Mousavian", "Karim Mousavyan"),
        ("Andrés Cárdenas", "Andres Cardenas"),
        ("Salem bin Rashid Al-Khater", "Salem Al-Khater"),
        ("KENICHI HAYAMA", "Kenichi Hayama"),
        ("Diallo", "Amina Diallo"),
    ],
)
def test_one_person(one, other):
    assert same_person(read_name(one), read_name(other))
    assert same_person(read_name(other), read_name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Imtiaz Khan", "Rukhsana Khan"),
        ("Amina Diallo", "Amina Keita"),
        ("Li Wei", "Li Na"),
        ("John Smith", "Jane Smith"),
        ("Diallo", "Amina Keita"),
    ],
)
def test_two_people(one, other):
    assert not same_person(read_name(one), read_name(other))


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Zhou Mingde", "zhou"),
        ("Yoon Tae-ho", "yoon"),
        ("Pieter van der Meulen", "meulen"),
        ("Jamal al-Harithi", "harithi"),
        ("Ramon Villanueva Jr.", "villanueva"),
        ("Osman bin Laden", "laden"),
    ],
)
def test_the_part_that_later_mentions_use(name, surname):
    assert read_name(name).surname == surname


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pieter van der Meulen said", "Pieter van der Meulen"),
        ("Turki bin Fahd of", "Turki bin Fahd"),
        ("Luis Montenegro said", "Luis Montenegro"),
        ("Milan Jovanovski said", "Milan Jovanovski"),
        ("Margaret L. Osborne's", "Margaret L. Osborne"),
        ("Hakan Demir Foreign Minister", "Hakan Demir"),
        ("Ana Souza On Monday", "Ana Souza"),
        ("[Barak] Ogden met", "Barak] Ogden"),
        ("We're here", ""),
        ("The Ministry", ""),
        ("Pakistan Army", ""),
    ],
)
def test_where_a_name_ends(text, name):
    spelling = Spelling(text)
    end = name_end(spelling, 0)
    assert (spelling.text[spelling.words[0].start : spelling.words[end - 1].end] if end else "") == name


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("with Chad's foreign affairs adviser, Issa Moussa, in", "Issa", "Chad's foreign affairs adviser"),
        ("when President Aro and Prime Minister Bello met", "Bello", "Prime Minister"),
        ("after seeing the president, Aro said", "Aro", None),
        ("Lt. Gen. (R) Asad Qadri", "Asad", "Lt. Gen. (R)"),
        ("In Moscow Secretary Holm", "Holm", "Secretary"),
        ("the [Fijian] Premier [Ratu Bola] is", "Ratu", "Fijian] Premier"),
        (
            "Minister of Trade, Industry and Tourism Lamin Jow",
            "Lamin",
            "Minister of Trade, Industry and Tourism",
        ),
        ("of Poland, President Arvid Holm", "Arvid", "President"),
    ],
)
def test_office_before_a_name(text, name, office):
    found = office_before(Spelling(text), text.index(name))
    assert (text[found.start : found.end] if found else None) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ana Gil, the Iranian deputy foreign minister, said", "Iranian deputy foreign minister"),
        ("Ana Gil, Foreign Minister Sergei Lukin and", None),
        ("Ana Gil, and the leader of the party, Bo Li, agreed", None),
        ("Ana Gil (foreign minister) said", "foreign minister"),
        (
            "Ana Gil, Director of the Institute of Peace Studies, and",
            "Director of the Institute of Peace Studies",
        ),
    ],
)
def test_office_behind_a_name(text, office):
    found = office_after(Spelling(text), len("Ana Gil"))
    assert (text[found.start : found.end] if found else None) == office


def test_slips_and_plurals_of_titles():
    assert is_misspelt_title("Ambasasdor")
    assert not is_misspelt_title("Ambassador")
    assert not is_misspelt_title("Secretariat")
    assert head_class("Ministers") == head_class("minister")
    assert head_class("spokesmen") == "spokesperson"
    assert head_class("bridge") is None


@given(st.text(alphabet=st.sampled_from(list("Aa Bé.,'’-\n:()[]\"“UStheandof1")), max_size=120))
def test_any_text_keeps_its_offsets(text):
    spelling = Spelling(text)
    for word in spelling.words:
        assert spelling.plain[word.start : word.end] == word.text
    assert len(spelling.plain) == len(text)
    for naming in find_namings(text):
        assert 0 <= naming.start < naming.end <= len(text)
    for listed in (*find_listed(spelling), *find_in_columns(spelling)):
        assert listed.outer_start <= listed.start < listed.end <= len(text)
    office_before(spelling, len(text))
    office_after(spelling, 0)
