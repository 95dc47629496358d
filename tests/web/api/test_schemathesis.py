"""The OpenAPI document holds: no fault, no answer that it does not describe, for viewers of several clearances.

A longer run is ``python -m evaluation.api --examples 2000``.
"""

from pathlib import Path

import pytest

from evaluation.api import ask
from tests.web.door import House
from tracktwo.model.levels import Clearance
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

#: Requests to the first server; the others get half as many.
EXAMPLES = 120


def test_every_answer_is_as_described_to_the_one_user(record: Path) -> None:
    made = ask("one user", create_app(Settings(str(record))), record, {}, EXAMPLES, 1, Clearance.EVERYTHING)
    assert made.failures == []
    assert made.requests >= 100
    assert made.answers[200] >= made.requests // 5


@pytest.mark.parametrize(
    ("role", "clearance"), [(Role.CONVENOR, Clearance.EVERYTHING), (Role.READER, Clearance.PUBLIC)]
)
def test_every_answer_is_as_described_to_accounts(
    accounts: House, record: Path, role: Role, clearance: Clearance
) -> None:
    accounts.account("Ana", role, clearance)
    headers = accounts.token("Ana", Scope.WRITE if role is not Role.READER else Scope.READ)
    made = ask(role.value, accounts.app, record, headers, EXAMPLES // 2, 2, clearance)
    assert made.failures == []
    assert made.answers[200] >= made.requests // 5
