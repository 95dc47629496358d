"""reread: what would change is shown before it changes, and judgements outlive it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.standins import PLAIN, PlainReader, extract_lines
from tracktwo.model import Act, Document, Extraction

BY = ("--by", "Ada")


def newer(document: Document, doc: Any, made_by: str) -> Extraction:
    """A newer extractor: it hears requests, cuts the fishing quota out, and no longer sees meetings."""
    found = extract_lines(document, doc, made_by)
    statements = []
    for statement in found.statements:
        content = statement.content[0]
        if "border" in content.exact:
            statements.append(replace(statement, act=Act.REQUEST))
        else:
            cut = document.cite(content.start, content.start + len("the fishing quota"))
            statements.append(replace(statement, content=(cut,), issues=("fish",)))
    return replace(found, statements=tuple(statements), engagements=())


@pytest.fixture
def upgraded(filled: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A record that the extractor of before filled, and the one of now."""
    tools = replace(PLAIN, load_reader=lambda pipeline: PlainReader(pipeline or "plain 2"), extract=newer)
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", tools)
    return filled


def listed(run: Run, what: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(what, "--format", "json", *more).stdout)
    return found


def test_what_would_change_is_shown_and_nothing_written(upgraded: Run) -> None:
    before = listed(upgraded, "statements")
    done = upgraded("reread", "--all")
    assert done.exit_code == 0
    assert "read by plain 1, now by plain 2" in done.stdout
    assert "− meeting (held): Mira Vance (RUR) with Tomas Ilk (ELB)" in done.stdout
    assert "act: STATE → REQUEST" in done.stdout
    assert (
        "content: “the fishing quota of the past year was not respected by the other side” → “the fishing quota”"
        in (done.stdout)
    )
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()[-6:]]
    assert lines == [
        "3 read again: 0 say what they said, 3 something else",
        "0 entries added",
        "3 no longer made",
        "6 made otherwise",
        "0 made again",
        "nothing was written; --apply writes it",
    ]
    assert listed(upgraded, "statements") == before


def test_applying_changes_and_keeps_history(upgraded: Run) -> None:
    old = listed(upgraded, "engagements")[0]["claim"]
    done = upgraded("reread", "--all", "--apply")
    assert done.exit_code == 0
    assert "written: 3 of 3" in done.stdout
    assert not listed(upgraded, "engagements")
    assert {s["act"] for s in listed(upgraded, "statements", "--party", "RUR")} == {"REQUEST"}
    told = upgraded("history", old[:12]).stdout
    assert "no longer made since" in told
    assert "when plain 2 read the document" in told
    assert upgraded("verify").exit_code == 0
    again = upgraded("reread", "--all", "--apply")
    assert "3 say what they said, 0 something else" in again.stdout
    assert (
        json.loads(upgraded("history", old[:12], "--format", "json").stdout)["readings"][1]["made_by"]
        == "plain 2"
    )
    assert len(json.loads(upgraded("history", old[:12], "--format", "json").stdout)["readings"]) == 2


def test_judgements_outlive_another_reading(upgraded: Run) -> None:
    met = listed(upgraded, "engagements")
    fish = listed(upgraded, "statements", "--party", "ELB")
    asks = listed(upgraded, "statements", "--party", "RUR")
    for act, entry in (
        ("accept", met[0]),
        ("reject", met[1]),
        ("reject", fish[0]),
        ("accept", fish[1]),
        ("accept", asks[0]),
    ):
        assert upgraded("judge", act, entry["claim"][:12], *BY).exit_code == 0
    upgraded("judge", "correct", fish[2]["claim"][:12], "addressee", "Mira Vance", *BY)
    shown = upgraded("reread", "--all").stdout
    assert "stays, since it was accepted: only people uphold it then" in shown
    assert "(stays rejected)" in shown
    upgraded("reread", "--all", "--apply")
    (upheld,) = listed(upgraded, "engagements")
    assert (upheld["claim"], upheld["judged"]) == (met[0]["claim"], ["accepted", "upheld by people alone"])
    now = listed(upgraded, "statements", "--party", "ELB")
    assert [s["content"] for s in now] == ["the fishing quota"] * 2
    assert sorted(s["judged"] for s in now) == [["accepted"], ["corrected"]]
    assert {s["addressee"] for s in now} == {None, "Mira Vance"}
    # What was accepted says STATE: the REQUEST of now is another claim, and both are shown.
    both = [
        s for s in listed(upgraded, "statements", "--party", "RUR") if s["document"] == asks[0]["document"]
    ]
    assert sorted((s["act"], s["judged"]) for s in both) == [
        ("REQUEST", []), ("STATE", ["accepted", "upheld by people alone"]),
    ]  # fmt: skip
    assert "holds for" in upgraded("history", fish[1]["claim"][:12]).stdout
    assert upgraded("verify").exit_code == 0


def test_documents_are_picked_by_path_folder_and_id(upgraded: Run, reports: Path) -> None:
    one = listed(upgraded, "documents")[0]
    for words, number in (
        ((str(reports),), 3),
        ((str(reports / "report-002.txt"),), 1),
        (("--document", one["document"]), 1),
        (
            (str(reports / "report-002.txt"), "--document", one["id"]),
            2 if one["path"][-7:] != "002.txt" else 1,
        ),
    ):
        assert f"{number} read again" in upgraded("reread", *words).stdout
    for words, why in (
        ((), "or --all"), (("elsewhere",), "no document of the record comes from elsewhere"),
        (("--document", "ffffffff"), "no document"), (("--all", "--apply", "--dry-run"), "choose one"),
    ):  # fmt: skip
        done = upgraded("reread", *words)
        assert done.exit_code == 2
        assert why in done.stderr


def test_another_pipeline_can_be_named(upgraded: Run) -> None:
    assert "now by other 3" in upgraded("reread", "--all", "--pipeline", "other 3").stdout


def test_a_document_that_cannot_be_read_is_told_and_the_others_are(
    upgraded: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(document: Document, doc: Any, made_by: str) -> Extraction:
        if "number 2" in document.text:
            raise ZeroDivisionError("planted")
        return newer(document, doc, made_by)

    monkeypatch.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, extract=fails))
    done = upgraded("reread", "--all", "--apply")
    assert done.exit_code == 1
    assert "report-002.txt" in done.stderr
    assert "written: 2 of 2" in done.stdout


def test_an_interruption_keeps_what_was_written(upgraded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def stops(document: Document, doc: Any, made_by: str) -> Extraction:
        seen.append(document.id)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return newer(document, doc, made_by)

    monkeypatch.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, extract=stops))
    done = upgraded("reread", "--all", "--apply")
    assert done.exit_code == 130
    assert "the same command goes on from here" in done.stderr
    assert len(listed(upgraded, "engagements")) == 1
    assert upgraded("verify").exit_code == 0


@pytest.mark.parametrize(("answers", "left"), [("y\nn\nq\n", 2), ("n\na\n", 1), ("q\n", 3)])
def test_on_a_terminal_one_is_asked(
    upgraded: Run, monkeypatch: pytest.MonkeyPatch, answers: str, left: int
) -> None:
    from tracktwo.cli import rereading

    class Terminal:
        def isatty(self) -> bool:
            return True

    given = iter(answers.split())

    def prompt(words: str, default: str) -> str:
        assert "write this?" in words
        return next(given)

    monkeypatch.setattr(rereading, "sys", type("S", (), {"stdin": Terminal(), "stdout": Terminal()}))
    monkeypatch.setattr(rereading.typer, "prompt", prompt)
    upgraded("reread", "--all")
    assert len(listed(upgraded, "engagements")) == left


def test_who_is_whom_outlives_another_reading(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_offices(document: Document, doc: Any, made_by: str) -> Extraction:
        found = extract_lines(document, doc, made_by)
        return replace(found, people=tuple(replace(p, office="envoy") for p in found.people))

    def people() -> list[tuple[str, tuple[str, ...]]]:
        return sorted((p["name"], tuple(p["offices"])) for p in listed(filled, "people"))

    vance, ilk = (p["claims"][0][:12] for p in listed(filled, "people"))
    assert filled("judge", "merge", vance, ilk, *BY).exit_code == 0
    assert len(people()) == 1
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, extract=with_offices))
    done = filled("reread", "--all", "--apply")
    assert "6 made otherwise" in " ".join(done.stdout.split())
    ((_, offices),) = people()
    assert offices == ("envoy",)
    assert filled("undo", *BY).exit_code == 0
    assert people() == [("Mira Vance", ("envoy",)), ("Tomas Ilk", ("envoy",))]
    assert filled("verify").exit_code == 0


def test_who_is_whom_is_worked_out_anew_by_the_rules_of_now(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "by the rules of now already" in filled("reread", "--identities").stdout
    monkeypatch.setattr("tracktwo.settling.rules_version", lambda: "a newer one")
    assert "worked out by older rules" in filled("verify").stderr
    assert filled("verify").exit_code == 0
    monkeypatch.setattr("uvicorn.run", lambda app, **options: None)
    assert "worked out by older rules" in filled("serve").stderr
    assert "worked out anew" in filled("reread", "--identities").stdout
    assert "older rules" not in filled("verify").stderr
    assert "older rules" not in filled("serve").stderr


@pytest.mark.parametrize("more", [("--all",), ("--dry-run",), ("page.txt",)])
def test_identities_read_no_document(filled: Run, more: tuple[str, ...]) -> None:
    done = filled("reread", "--identities", *more)
    assert done.exit_code == 2
    assert "--identities reads no document" in done.stderr
