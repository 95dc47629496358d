"""judge, history, undo, judgements: as two analysts use them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

BY = ("--by", "Ada")


def listed(run: Run, what: str, *more: str) -> list[dict[str, Any]]:
    done = run(what, "--format", "json", *more)
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def judgement_of(output: str) -> str:
    return output.split("tracktwo undo ")[1].split()[0]


def test_a_rejected_entry_is_left_out_until_it_is_taken_back(filled: Run) -> None:
    first, *others = listed(filled, "statements")
    done = filled("judge", "reject", first["claim"][:8], "--reason", "a slip", *BY)
    assert done.exit_code == 0
    assert "rejected" in done.stdout
    assert [s["claim"] for s in listed(filled, "statements")] == [s["claim"] for s in others]
    assert filled("verify").exit_code == 0
    assert filled("undo", *BY).exit_code == 0
    assert [s["claim"] for s in listed(filled, "statements")] == [
        first["claim"],
        *(s["claim"] for s in others),
    ]


def test_a_correction_shows_in_lists_and_filters_and_history(filled: Run) -> None:
    first = listed(filled, "statements", "--party", "RUR")[0]
    assert filled("judge", "correct", first["claim"][:12], "party", "ELB", *BY).exit_code == 0
    assert first["claim"] not in {s["claim"] for s in listed(filled, "statements", "--party", "RUR")}
    (now,) = [s for s in listed(filled, "statements", "--party", "ELB") if s["claim"] == first["claim"]]
    assert (now["party"], now["judged"]) == ("ELB", ["corrected"])
    told = filled("history", first["claim"][:12]).stdout
    assert "Ada  corrected: party is ELB" in told
    assert "party: ELB, read as RUR" in told
    made = json.loads(filled("history", first["claim"][:12], "--format", "json").stdout)
    assert (made["now"]["party"], made["as_read"]["party"]) == ("ELB", "RUR")
    assert [j["holds"] for j in made["judgements"]] == [True]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("party", "Ruritania", "no party that is known"),
        ("party", "Pakistan", "write PAK"),
        ("act", "SHOUT", "one of AGREE"),
        ("mood", "good", "their fields are: speaker, party"),
        ("content", "99999-100000", "lies outside the document"),
        ("content", "words that are not there", "are not in the document"),
        ("content", "the", "times in the document"),
        ("kind", "", "cannot stand there"),
        ("nested_in", "1", "no field"),
    ],
)
def test_a_correction_that_cannot_be_names_the_field_and_what_is_allowed(
    filled: Run, field: str, value: str, why: str
) -> None:
    first = listed(filled, "statements")[0]
    done = filled("judge", "correct", first["claim"][:12], field, value, *BY)
    assert done.exit_code == 2
    assert why in done.stderr
    assert field in done.stderr
    assert "nobody judged it" in filled("history", first["claim"][:12]).stdout


@pytest.mark.parametrize(
    ("what", "field", "value", "becomes"),
    [
        ("engagements", "who", "Lena Marsh (RUR); ELB", ["Lena Marsh (RUR)", "ELB"]),
        ("engagements", "with", '[{"name": null, "party": "RUR"}]', ["RUR"]),
        ("engagements", "when", "2014-02", "2014-02"),
        ("engagements", "status", "Cancelled", "cancelled"),
        ("rounds", "dialogue.name", "Bridge and Fishing Talks", None),
        ("rounds", "delegates", "Mira Vance (RUR); Tomas Ilk (ELB), chair", ["Mira Vance", "Tomas Ilk"]),
        ("rounds", "others.count", "25", None),
        ("rounds", "sessions", "Water; Fish", ["Water", "Fish"]),
        ("rounds", "ordinal", "7", None),
    ],
)
def test_fields_of_every_type_can_be_corrected(
    filled: Run, what: str, field: str, value: str, becomes: Any
) -> None:
    entry = listed(filled, what)[0]
    done = filled("judge", "correct", entry["claim"][:12], field, value, *BY)
    assert done.exit_code == 0, done.output
    (now,) = [e for e in listed(filled, what) if e["claim"] == entry["claim"]]
    assert becomes is None or now[field] == becomes
    assert filled("verify").exit_code == 0


def test_a_field_can_be_unknown_but_not_one_that_an_entry_needs(filled: Run) -> None:
    entry = listed(filled, "engagements")[0]["claim"][:12]
    assert filled("judge", "correct", entry, "where", "--unknown", *BY).exit_code == 0
    done = filled("judge", "correct", entry, "form", "--unknown", *BY)
    assert done.exit_code == 2
    assert "cannot be unknown" in done.stderr
    assert filled("judge", "correct", entry, "where", *BY).exit_code == 2


def test_entries_are_named_by_citation_and_class(filled: Run) -> None:
    mark = listed(filled, "statements")[0]["citation"]
    assert filled("judge", "accept", mark, *BY).exit_code == 0
    assert filled("judge", "accept", f"{mark}/statement", *BY).exit_code == 0
    for words, why in (
        (f"{mark}/person", "no person rests on"), (f"{mark}/poem", "no class of entries"),
        ("abc", "names no entry"), ("0" * 12, "no claim is called"),
    ):  # fmt: skip
        done = filled("judge", "accept", words, *BY)
        assert done.exit_code == 2
        assert why in done.stderr
    shown = filled("show", mark).stdout
    assert listed(filled, "statements")[0]["claim"][:12] in shown
    assert "[accepted]" in shown


def test_people_are_merged_split_and_told_apart(filled: Run) -> None:
    engaged = [e["claim"] for e in listed(filled, "rounds")]
    done = filled("judge", "merge", engaged[0][:12], engaged[1][:12], *BY)
    assert done.exit_code == 0
    assert "said to be the same rounds" in done.stdout
    assert filled("judge", "merge", engaged[0][:12], "--as", "rounds", *BY).exit_code == 2
    assert filled("judge", "merge", *(e[:12] for e in engaged), "--as", "people", *BY).exit_code == 2
    done = filled("judge", "merge", engaged[0][:12], listed(filled, "statements")[0]["claim"][:12], *BY)
    assert "cannot be the same" in done.stderr
    done = filled("judge", "split", engaged[0][:12], "--by", "Ben")
    assert "contradicts" in done.stderr
    assert "they are kept apart" in done.stdout
    assert (
        filled("judge", "distinct", engaged[0][:12], engaged[2][:12], "--as", "dialogues", *BY).exit_code == 0
    )
    done = filled("judge", "split", engaged[0][:12], "--by", "Ben")
    assert "is alone among the rounds" in done.stderr


def test_undo_is_named_or_the_latest_of_ones_own(filled: Run) -> None:
    one, other = (s["claim"][:12] for s in listed(filled, "statements")[:2])
    mine = judgement_of(filled("judge", "accept", one, *BY).stdout)
    theirs = judgement_of(filled("judge", "accept", other, "--by", "Ben").stdout)
    assert mine in filled("undo", *BY).stdout
    assert "no judgement by Ada holds" in filled("undo", *BY).stderr
    assert "was taken back already" in filled("undo", mine, *BY).stderr
    again = judgement_of(filled("undo", theirs, *BY).stdout)
    assert "taken back by Ada" in filled("history", other).stdout
    assert filled("undo", again, *BY).exit_code == 0
    assert "accepted" in filled("history", other).stdout.split("now:")[1]
    assert "no judgement is called" in filled("undo", "ffffffff", *BY).stderr


def test_two_analysts_bring_their_work_together(filled: Run, reports: Path) -> None:
    assert filled("add", str(reports), "--record", "bens.db").exit_code == 0
    one, other, third = (s["claim"][:12] for s in listed(filled, "statements")[:3])
    filled("judge", "accept", one, *BY)
    filled("judge", "correct", other, "act", "REQUEST", *BY)
    filled("judge", "reject", one, "--by", "Ben", "--record", "bens.db")
    filled("judge", "reject", third, "--by", "Ben", "--record", "bens.db", "--reason", "a joke")
    assert filled("judgements", "export", "bens.jsonl", "--record", "bens.db").exit_code == 0
    assert filled("judgements", "export", "adas.jsonl").exit_code == 0
    done = filled("judgements", "import", "bens.jsonl")
    assert done.exit_code == 0
    assert "2 judgements added, 0 known already, 0 no judgements" in done.stdout
    assert "1 conflict:" in done.stdout
    assert "0 judgements added, 2 known already" in filled("judgements", "import", "bens.jsonl").stdout
    filled("judgements", "import", "adas.jsonl", "--record", "bens.db")
    mine, theirs = (
        [(s["claim"], s["act"], s["judged"]) for s in listed(filled, "statements", *where)]
        for where in ((), ("--record", "bens.db"))
    )
    assert mine == theirs
    assert ["disputed"] in [judged for _, _, judged in mine]
    told = filled("judgements", "conflicts").stdout
    assert "Ada  accepted" in told
    assert "Ben  rejected" in told
    (conflict,) = json.loads(filled("judgements", "conflicts", "--format", "json").stdout)
    assert conflict["matter"] == "entry"
    rows = json.loads(filled("judgements", "list", "--format", "json").stdout)
    assert sorted(r["state"] for r in rows) == ["holds", "holds", "in conflict", "in conflict"]


def test_import_reports_bad_lines_and_takes_the_others(filled: Run) -> None:
    filled("judge", "accept", listed(filled, "statements")[0]["claim"][:12], *BY)
    good = filled("judgements", "export").stdout
    filled("undo", *BY)
    Path("mixed.jsonl").write_text(f'{{"act": "praise"}}\n\nnot json\n{good}', encoding="utf-8")
    done = filled("judgements", "import", "mixed.jsonl")
    assert done.exit_code == 1
    assert "mixed.jsonl, line 1: act must be one of" in done.stderr
    assert "mixed.jsonl, line 3: the line is no JSON" in done.stderr
    assert "1 known already, 2 no judgements" in done.stdout
    assert filled("judgements", "import", "missing.jsonl").exit_code == 2


def test_judgements_on_what_is_not_there_wait(filled: Run, reports: Path) -> None:
    filled("judge", "reject", listed(filled, "statements")[-1]["claim"][:12], *BY)
    filled("judgements", "export", "all.jsonl")
    assert filled("add", str(reports / "report-001.txt"), "--record", "new.db").exit_code == 0
    done = filled("judgements", "import", "all.jsonl", "--record", "new.db")
    assert done.exit_code == 0
    assert "waits: " in done.stdout
    assert "the record lacks the document" in done.stdout
    (row,) = json.loads(
        filled("judgements", "list", "--pending", "--format", "json", "--record", "new.db").stdout
    )
    assert row["state"].startswith("waits")
    filled("add", str(reports), "--record", "new.db")
    assert listed(filled, "statements", "--record", "new.db") == listed(filled, "statements")


def test_whoever_judges_has_a_name(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = listed(filled, "statements")[0]["claim"][:12]
    monkeypatch.setenv("TRACKTWO_AUTHOR", "Cy from the archive")
    filled("judge", "accept", entry)
    assert "Cy from the archive  accepted" in filled("history", entry).stdout
    assert filled("judge", "accept", entry, "--by", "x" * 201).exit_code == 2


def test_only_commitments_are_kept(filled: Run) -> None:
    entry = listed(filled, "statements")[0]["claim"][:12]
    assert "is no commitment" in filled("judge", "fulfils", entry, "met", *BY).stderr
    assert "none of met, partly, not" in filled("judge", "fulfils", entry, "done", *BY).stderr


def test_the_brief_says_what_is_disputed_and_what_only_people_uphold(filled: Run) -> None:
    first, second = listed(filled, "rounds")[:2]
    assert "Entries in doubt" not in filled("brief").stdout
    filled("judge", "accept", first["claim"][:12], *BY)
    filled("judge", "reject", first["claim"][:12], "--by", "Ben")
    told = filled("brief").stdout
    assert "Entries in doubt" in told
    assert "Disputed by those who keep this record" in told
    doubts = told.split("Entries in doubt")[1]
    assert first["words"] in doubts.split("##")[0]
    assert second["words"] not in doubts.split("##")[0]


def test_lists_of_people_and_dialogues_follow_what_was_judged(run: Run, tmp_path: Path) -> None:
    reports = tmp_path / "many"
    reports.mkdir()
    for n, (one, other) in enumerate(
        (("Mira Vance", "Tomas Ilk"), ("Mirra Vance", "Lena Marsh"), ("M. Vance", "Ada Orsk"))
    ):
        (reports / f"{n}.txt").write_text(
            f"Report {n} on the talks in the capital of the republic.\n\n{one} (RUR): the border should be open\n"
            f"{other} (ELB): the fishing quota was not respected\n"
            f"Round {n} of the {'Bridge' if n else 'Fishing'} Talks between ELB and RUR on 2014-0{1 + n}-05\n"
        )
    assert run("add", str(reports)).exit_code == 0

    def people() -> dict[str, int]:
        return {p["name"]: p["documents"] for p in listed(run, "people")}

    def entry(name: str) -> str:
        return next(str(p["claims"][0])[:12] for p in listed(run, "people") if name in p["names"])

    before = people()
    assert before == {"Mirra Vance": 3, "Tomas Ilk": 1, "Lena Marsh": 1, "Ada Orsk": 1}
    ilk, marsh, orsk = (entry(name) for name in ("Tomas Ilk", "Lena Marsh", "Ada Orsk"))
    assert run("judge", "merge", ilk, marsh, *BY).exit_code == 0
    assert sorted(people().values()) == [1, 2, 3]
    assert run("judge", "merge", marsh, orsk, *BY).exit_code == 0
    assert sorted(people().values()) == [3, 3]
    assert run("judge", "distinct", ilk, orsk, "--by", "Ben").exit_code == 0
    assert people() == before, "both merges are suspended: together they contradict Ben"
    for _ in range(2):
        assert run("undo", *BY).exit_code == 0
    assert run("undo", "--by", "Ben").exit_code == 0
    assert people() == before
    slip = next(p for p in listed(run, "people") if "Mirra Vance" in p["names"])
    (own,) = [c for c in slip["claims"] if "Mirra" in run("history", c).stdout]
    assert run("judge", "split", own, *BY).exit_code == 0
    assert people() == before | {"Mira Vance": 2, "Mirra Vance": 1}
    bridge, fishing = (
        next(r["claim"] for r in listed(run, "rounds") if r["dialogue"].startswith(name))
        for name in ("Bridge", "Fishing")
    )
    assert [d["key"] for d in listed(run, "dialogues")] == ["ELB-RUR-I"]
    assert run("judge", "distinct", bridge, fishing, "--as", "dialogues", *BY).exit_code == 0
    assert sorted(d["key"] for d in listed(run, "dialogues")) == ["ELB-RUR-I-BT", "ELB-RUR-I-FT"]
    assert run("brief", "ELB-RUR-I-BT").exit_code == 0
