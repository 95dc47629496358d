"""The stamp of the rules knows every word list that they go by."""

import re
from pathlib import Path

import pytest

import tracktwo.resolution
from tracktwo.resolution.version import LEXICONS, rules_version

FOLDER = Path(tracktwo.resolution.__file__ or "").parent


def test_every_word_list_of_this_wing_is_part_of_the_stamp() -> None:
    loaded = {
        name
        for module in FOLDER.glob("*.py")
        for name in re.findall(r'load\("(\w+)"\)', module.read_text(encoding="utf-8"))
    }
    assert loaded == set(LEXICONS)


def test_a_word_that_a_user_adds_changes_the_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_version.__wrapped__()
    assert before == rules_version.__wrapped__()
    (tmp_path / "name_particles.yaml").write_text("- vander\n", encoding="utf-8")
    monkeypatch.setenv("TRACKTWO_LEXICON", str(tmp_path))
    assert rules_version.__wrapped__() != before
