"""Natural persons who are fined in English texts."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

_ACT = "The Cyberspace Administration of China fined Zibo Larkmoor Network Technology Co., Ltd. 300,000 yuan"
SAID = [
    f"{_ACT}. Its chief executive, Luo Anran, was fined 10,000 yuan.",
    f"{_ACT} and its data officer, Luo Anran, 10,000 yuan.",
    f"{_ACT} and imposed a fine of 10,000 yuan on Luo Anran, the person directly in charge.",
    f"{_ACT}. Ms Luo Anran was fined 10,000 yuan in person.",
]


@pytest.mark.parametrize("text", SAID)
def test_a_fined_person_is_a_target(text: str) -> None:
    people = [(c.name, c.role) for c in record(text).companies if c.type == "person"]
    assert people == [("Luo Anran", "target")]


def test_a_sum_on_each_of_two_persons_is_two_fines() -> None:
    text = (
        f"{_ACT}. It held founder Luo Anran and President Jean Guo responsible, and fined 10,000 yuan each."
    )
    made = {p.target: p.amount for p in record(text).penalties}
    assert made["Luo Anran"] == made["Jean Guo"] == 10_000


def test_who_only_speaks_of_a_fine_is_nobody() -> None:
    text = f'{_ACT}. "The fine is small," said Luo Anran, a lawyer.'
    assert [c.name for c in record(text).companies if c.type == "person"] == []
