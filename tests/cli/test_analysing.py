"""The commands that say what no single document says."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run

COMMANDS = (
    "positions",
    "convergence",
    "promises",
    "continuity",
    "speakers",
    "changes --since 2000",
    "issues",
)
NETWORKS = ("contacts", "issues", "parties")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_prints_in_every_format(filled: Run, command: str) -> None:
    words = command.split()
    done = filled(*words)
    assert done.exit_code == 0, done.stderr
    rows = json.loads(filled(*words, "--format", "json").stdout)
    read = list(csv.reader(io.StringIO(filled(*words, "--format", "csv").stdout)))
    assert len(read) == len(rows) + 1
    marked = filled(*words, "--format", "markdown").stdout.splitlines()
    assert len(marked) == (len(rows) + 2 if rows else 1)
    for row in rows:
        for mark in row["citations"]:
            assert filled("show", mark).exit_code == 0


def test_each_network_is_printed(filled: Run) -> None:
    for network in NETWORKS:
        assert filled("speakers", "--network", network, "--format", "json").exit_code == 0
    assert filled("speakers", "--network", "parties", "--normalise", "jaccard").exit_code == 0


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("positions --dialogue nowhere", "no dialogue of this record"),
        ("positions --since soon", "--since"),
        ("convergence --by week", "--by 'week' is none of round"),
        ("promises --as-of XXXX-05-01", "has no year"),
        ("speakers --network friends", "--network 'friends' is none of contacts"),
        ("speakers --network parties --normalise much", "--normalise 'much'"),
        ("changes --since 'round 99'", "no round of that number"),
    ],
)
def test_what_cannot_be_answered_is_answered(filled: Run, command: str, says: str) -> None:
    import shlex

    done = filled(*shlex.split(command))
    assert done.exit_code == 2
    assert says in done.stderr


def test_the_whole_tree_of_issues_is_there_on_demand(filled: Run) -> None:
    spoken = json.loads(filled("issues", "--format", "json").stdout)
    everything = json.loads(filled("issues", "--all", "--format", "json").stdout)
    assert {row["issue"] for row in spoken} < {row["issue"] for row in everything}
    assert all(
        not row["named"] for row in json.loads(filled("issues", "--unnamed", "--format", "json").stdout)
    )
