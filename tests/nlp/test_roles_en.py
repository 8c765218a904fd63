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


def test_a_firm_told_to_stop_is_a_target_though_an_app_of_its_own_is_named_too() -> None:
    text = (
        "China's industry ministry has told tech firms including Larkmoor Group to stop blocking each other's links. "
        "Others block links to Larkmoor Group's Quillpad app."
    )
    assert {c.name: c.role for c in record(text).companies}["Larkmoor Group"] == "target"


def test_who_fails_to_prevent_something_let_it_happen() -> None:
    text = "The CAC has punished lifestyle platform Quillpad for failing to prevent the spread of vulgar content."
    made = record(text)
    assert [a.role for a in made.apps] == ["target"]
    assert [v.code for v in made.violations] == ["illegal_content"]


def test_a_sum_is_that_of_the_firm_that_is_fined_and_not_of_its_owner() -> None:
    text = "The SAMR fined logistics firm Quill Express Ltd., controlled by Larkmoor Holding, 500,000 yuan."
    assert [p.target for p in record(text).penalties] == ["quillexpressltd."]
