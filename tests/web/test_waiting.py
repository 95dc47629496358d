"""Who judges while something else is written waits for it, and is not sent away."""

from pathlib import Path
from threading import Event, Thread

from fastapi.testclient import TestClient

from tests.web.door import form_token
from tracktwo.record import Record
from tracktwo.record.sqlite import PATIENCE
from tracktwo.web import viewer


def test_a_judgement_waits_while_something_else_is_written(client: TestClient, record_path: Path) -> None:
    entry = client.get("/statements.json").json()[0]["claim"]
    token = form_token(client, f"/entries/{entry}")
    holds, may_go = Event(), Event()

    def write() -> None:
        with Record.open(record_path) as record, record._database.writing():
            holds.set()
            may_go.wait(250)

    writing = Thread(target=write)
    answers = []

    def judge() -> None:
        fields = {"form_token": token, "act": "reject"}
        answers.append(client.post(f"/entries/{entry}", data=fields, follow_redirects=False).status_code)

    writing.start()
    assert holds.wait(250)
    judging = Thread(target=judge)
    judging.start()
    # It waits as long as somebody else writes; how long that may be is longer than for a command.
    judging.join(0.5)
    assert judging.is_alive()
    assert viewer._PATIENCE > PATIENCE
    may_go.set()
    judging.join(250)
    writing.join(250)
    assert answers == [303]
    assert entry not in {row["claim"] for row in client.get("/statements.json").json()}
