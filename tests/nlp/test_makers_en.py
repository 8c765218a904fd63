"""Which firm an English text says is behind an app, and what a list says of it."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

_FIRM = "Zibo Larkmoor Network Technology Co., Ltd."
SAID = [
    f"The Quillpad app, run by {_FIRM}, was named by the MIIT for illegally collecting user data.",
    f"The MIIT named the Quillpad app for illegally collecting user data.\n\nIts operator, {_FIRM}, had no comment.",
    f"The MIIT named the Quillpad app for illegally collecting user data. {_FIRM} (Quillpad's operator) had no comment.",
    f"The MIIT named the Quillpad app for illegally collecting user data. Quillpad is a service of {_FIRM}",
    f"The MIIT named the Quillpad app for illegally collecting user data. {_FIRM} makes it.",
    f'The MIIT told why: "Quillpad" app (operator: {_FIRM}) illegally collected user data.',
    f"The MIIT fined {_FIRM} 20,000 yuan: the Quillpad app had illegally collected user data.",
]


@pytest.mark.parametrize("text", SAID)
def test_the_firm_behind_an_app_is_its_developer(text: str) -> None:
    (app,) = record(text).apps
    assert (app.developer or "").rstrip(".") == _FIRM.rstrip(".")


def test_a_card_gives_developer_and_version() -> None:
    text = (
        "The MIIT named two apps.\n\nApp: Quillpad. Developer: Zibo Larkmoor Technology Co., Ltd. Version: 2.6.1. "
        "Problem: illegal collection of personal information.\n"
        "App: Zorbit. Developer: Heze Ambervale Data Co., Ltd. Version: 1.0. Problem: excessive permissions.\n"
    )
    assert [(a.name, a.developer, a.version) for a in record(text).apps] == [
        ("Quillpad", "Zibo Larkmoor Technology Co., Ltd", "2.6.1"),
        ("Zorbit", "Heze Ambervale Data Co., Ltd", "1.0"),
    ]


def test_two_firms_leave_open_who_made_the_app() -> None:
    text = (
        "The MIIT named the Quillpad app for illegally collecting user data. Zibo Larkmoor Network Technology Co., Ltd. "
        "and Heze Ambervale Data Co., Ltd. had no comment."
    )
    assert [a.developer for a in record(text).apps] == [None]


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("The MIIT fined Zibo Larkmoor Network Co 20,000 yuan.", "Zibo Larkmoor Network Co"),
        (
            "The MIIT fined Chengdu Larkmoor Culture and Tourism Group Co., Ltd. 20,000 yuan.",
            "Chengdu Larkmoor Culture and Tourism Group Co., Ltd.",
        ),
        ("Hangzhou-based Larkmoor Trail Technology was fined by the MIIT.", "Larkmoor Trail Technology"),
    ],
)
def test_a_firm_is_told_in_full_and_without_its_seat(text: str, firm: str) -> None:
    assert [c.name for c in record(text).companies] == [firm]


def test_a_list_line_gives_a_firm_of_a_city_without_its_legal_form() -> None:
    text = (
        "The MIIT named these apps:\n"
        "- Quillpad (v3.2.1), Hangzhou Larkmoor Network: illegally collecting personal information\n"
        "- Zorbit (v5.6), Shenzhen Ambervale IoT: pop-up windows that cannot be closed\n"
    )
    made = record(text)
    assert [(a.name, a.version, a.developer) for a in made.apps] == [
        ("Quillpad", "3.2.1", "Hangzhou Larkmoor Network"),
        ("Zorbit", "5.6", "Shenzhen Ambervale IoT"),
    ]
    assert [c.role for c in made.companies] == ["operator", "operator"]


def test_a_firm_based_in_a_city_is_behind_the_app_that_is_from_it() -> None:
    text = (
        "The MIIT named Quillpad, a notebook app from Chengdu-based Larkmoor Technology, for uploading users' location "
        "data to a third party without consent."
    )
    assert [(a.name, a.developer) for a in record(text).apps] == [("Quillpad", "Larkmoor Technology")]
