"""The briefs on the examples in each format: what they must tell, and what would embarrass whoever hands them up."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

Ask = Callable[[str], str]

#: What the brief on the official talks between the United States and Pakistan gives, by form, each as a pattern.
OFFICIAL = {
    "full": (
        # The suspension, by both accounts, and its causes.
        r"Suspended October 2010 \(elsewhere: 2011\); resumed 1 August 2013",
        r"raid on Abbottabad",
        r"Salala",
        # The restart.
        r"Resumed: 1 August 2013",
        r"1 August 2013: press conference – John Kerry \(United States\) with Sartaj Aziz \(Pakistan\), Islamabad",
        # The ministerials, with both ways of counting them.
        r"Documents count the rounds in more than one way: .*round 3 or 4 \(October 2010\), round 2 \(13 January 2015\) "
        r"and round 6 \(29 February 2016\)",
        r"Round 6: 29 February 2016, Washington – held",
        r"Round 2: 13 January 2015",
        r"27 January 2014, Washington – held",
        r"Round 3 \(also numbered 4\): October 2010, Washington – held",
        # The promise that was kept.
        r"host the next ministerial session of the strategic dialogue” – planned, 23 October 2013; due March 2014",
    ),
    "scene-setter": (
        r"Suspended October 2010 \(elsewhere: 2011\); resumed 1 August 2013",
        r"round 6, Washington, 29 February 2016",
        r"Documents count the rounds in more than one way",
        r"due March 2014",
    ),
    "follow-up": (r"host the next ministerial session", r"March 2014", r"Perhaps met, to be confirmed"),
    "convergence": (r"Strategic dialogue: stated together", r"drone strikes"),
    "biographies": (
        r"Secretary of State \(as told from 2 August 2013 to 1 March 2016\)",
        r"In contact with .*John Kerry",
    ),
}
#: The same for the rounds of its Track II.
UNOFFICIAL = {
    "full": (
        r"Round 1: 3–4 January 2017, Washington – held",
        r"Round 2: 5–6 April 2017, Islamabad – held",
        r"Round 3: 10–11 August 2017, Washington – held",
        # Announced for March, and slipped.
        r"Round 2 was announced for 1–7 March \(year not told\), held 5–6 April 2017, 35 days later",
        # Who returned.
        r"Back at the last round: David Smith, Michael Kugelman, Mohammad Sadiq, Raoof Hasan, Richard Boucher, "
        r"Robin Raphel and Tricia Bacon",
        r"New at the last round: .*Jalil Abbas Jilani",
        r"Theme: Convergence amid Divergence",
    ),
    "scene-setter": (
        r"Round 2 was announced for 1–7 March",
        r"Richard Boucher \(3 documents; delegate at 3 rounds\)",
        r"Raoof Hasan \(3 documents; delegate at 3 rounds\)",
    ),
    "biographies": (r"At round 3, Washington, 10–11 August 2017 \(delegate\)",),
}
#: What no line of a brief may say: repetitions, what is missing in the middle of a line, wrong grammar.
NEVER = (
    r"\bNone\b", r"\bnan\b", r"\bXXXX\b", r"\.\.(?!\.)", r"\(\)", r",,", r" ,", r"; ;", r"“”", r"‘’",
    r"(\b\w+ \w+ \w+ \w+\b); \1", r"since undated", r"\b(\w+) \1\b(?<!that that)(?<!had had)", r"\b1 \w+s\b(?= later)",
)  # fmt: skip


def _plain(markdown: str) -> str:
    """The lines of a brief before its evidence and sources, without the signs of Markdown."""
    body = re.split(r"^## (?:Evidence|Sources)$", markdown, flags=re.MULTILINE)[0]
    return re.sub(r" ?\[\d+\]", "", body.replace("\\*", "*"))


@pytest.mark.parametrize(
    ("dialogue", "form", "wanted"),
    [("PAK-USA-I", form, words) for form, words in OFFICIAL.items()]
    + [("PAK-USA-II-RPI", form, words) for form, words in UNOFFICIAL.items()],
)
def test_the_brief_tells_what_a_desk_officer_needs(
    dialogue: str, form: str, wanted: tuple[str, ...], ask: Ask
):
    told = _plain(ask(f"brief {dialogue} --form {form} --as-of 2018-01-01"))
    missing = [words for words in wanted if not re.search(words, told, re.IGNORECASE)]
    assert not missing, told


@pytest.mark.parametrize("dialogue", ["PAK-USA-I", "PAK-USA-II-RPI", "XKV-XLS-I", "XKV-XLS-II"])
@pytest.mark.parametrize("form", ["full", "scene-setter", "convergence", "follow-up", "biographies"])
def test_no_line_would_embarrass(dialogue: str, form: str, ask: Ask):
    told = _plain(ask(f"brief {dialogue} --form {form} --as-of 2023-05-01"))
    found = [(line, m.group()) for line in told.splitlines() for p in NEVER for m in re.finditer(p, line)]
    assert not found, found
    lines = [line for line in told.splitlines() if line.startswith(("- ", "  - "))]
    heads = [line for line in lines if line.endswith(":")]
    assert all(lines[lines.index(h) + 1 :] for h in heads), "a label without lines"
    assert len(set(lines)) == len(lines) or form == "biographies", [x for x in lines if lines.count(x) > 1]


@pytest.mark.parametrize("form", ["full", "scene-setter", "convergence", "follow-up", "biographies"])
@pytest.mark.parametrize("dialogue", ["PAK-USA-I", "PAK-USA-II-RPI"])
def test_each_format_holds_the_same_lines(dialogue: str, form: str, ask: Ask, tmp_path: Path):
    asked = f"brief {dialogue} --form {form} --as-of 2018-01-01"
    wanted = (OFFICIAL if dialogue == "PAK-USA-I" else UNOFFICIAL).get(form, ())
    for name in ("brief.html", "brief.docx"):
        ask(f"{asked} --output {tmp_path / name}")
        told = _words_of(tmp_path / name)
        missing = [words for words in wanted if not re.search(words, told, re.IGNORECASE)]
        assert not missing, (name, told)


def _words_of(file: Path) -> str:
    """The words of a page or a Word document as they are read, without the marks of notes."""
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as archive:
            page = archive.read("word/document.xml").decode()
    else:
        page = re.sub(r"<(style|sup)\b.*?</\1>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    page = re.sub(r"</(w:p|p|li|h\d|td)>", "\n", page)
    return re.sub(r"[ \u00a0]+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
