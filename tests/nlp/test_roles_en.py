"""Who is only compared, invested or asked to take an app out of a store: mentioned, and no target."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

_FINED = (
    "The CAC fined Zibo Larkmoor Network Technology Co., Ltd. 20,000 yuan for illegally collecting user data"
)
SAID = [
    (f"{_FINED}, and its shares fell against those of its rival Ambervale Holdings.", "Ambervale Holdings"),
    (f"{_FINED}, which counts Ambervale Holdings among its investors.", "Ambervale Holdings"),
    (f"{_FINED}, a fine that analysts at Ambervale Securities called small.", "Ambervale Securities"),
    ("Apple removed the Quillpad app from its China store on an order of the CAC.", "Apple"),
]


@pytest.mark.parametrize(("text", "firm"), SAID)
def test_a_bystander_is_mentioned(text: str, firm: str) -> None:
    assert {c.name: c.role for c in record(text).companies}[firm] == "mentioned"


def test_a_firm_with_its_legal_form_behind_it_is_the_same_firm() -> None:
    text = (
        "China's market regulator said that Ambervale Holdings broke the law. "
        "AMBERVALE HOLDINGS Corporation was fined 20,000 yuan for abusing its dominant position."
    )
    assert len(record(text).companies) == 1
