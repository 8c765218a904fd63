"""Capitalised English words that the words around them prove to be apps, and those that stay what they are."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

_LEAD = "The MIIT published a list of apps on Monday. "
PROVED = [
    ("The makers of Copper Lantern declined to comment.", ["Copper Lantern"]),
    ("2. Copper Lantern (website). It spread rumours.", ["Copper Lantern"]),
    ("Copper Lantern asks for the microphone without need.", ["Copper Lantern"]),
    ("Copper Lantern, a livestream app, is one of them.", ["Copper Lantern"]),
    ("The regulator told us why: the app is Copper Lantern.", ["Copper Lantern"]),
    ("WeChat, Copper Lantern and Willow Gate have many users.", ["WeChat", "Copper Lantern"]),
    (
        "Copper Lantern, Willow Gate Mall and Reed Bank Post are in it.",
        ["Copper Lantern", "Willow Gate Mall", "Reed Bank Post"],
    ),
    (
        "Named for infringing users' rights: Copper Lantern, Willow Gate Mall and Reed Bank Post.",
        ["Copper Lantern", "Willow Gate Mall", "Reed Bank Post"],
    ),
]
NO_APPS = [
    "Zhang Lingyu and Wei Tiao have many users.",
    "The weather in Copper Lantern was fine.",
    "Copper Lantern Securities and Willow Gate Partners sold shares.",
    "Reach her on Twitter or by email.",
    "Article 66 of the law applies, and Further Measures will follow.",
]


@pytest.mark.parametrize(("sentence", "names"), PROVED)
def test_what_the_words_around_a_name_prove_is_an_app(sentence: str, names: list[str]) -> None:
    assert [a.name for a in record(_LEAD + "\n\n" + sentence).apps][: len(names)] == names


@pytest.mark.parametrize("sentence", NO_APPS)
def test_capitals_alone_make_no_app(sentence: str) -> None:
    assert record(_LEAD + "\n\n" + sentence).apps == []


def test_a_version_behind_a_name_of_a_list_is_no_part_of_it() -> None:
    text = (
        "The MIIT named two apps.\n\n- Copper Lantern 4.2 (Zibo Larkmoor Technology Co., Ltd.): no privacy policy\n"
        "- Willow Gate Noodle School 1.0.3 (Heze Ambervale Data Co., Ltd.): frequent self-starting\n"
    )
    assert [(a.name, a.version) for a in record(text).apps] == [
        ("Copper Lantern", "4.2"),
        ("Willow Gate Noodle School", "1.0.3"),
    ]


def test_the_acts_of_a_numbered_case_are_done_to_its_app() -> None:
    text = (
        "The CAC of Fujian made cases public.\n\nCase 1. The Quillpad app kept no records. Its operator was fined."
        "\n\nCase 2. The Zorbit app was praised.\n"
    )
    assert {a.name: a.role for a in record(text).apps} == {"Quillpad": "target", "Zorbit": "mentioned"}


def test_headings_and_words_of_faults_are_no_apps() -> None:
    text = (
        "The MIIT named apps that broke the rules, the Quillpad app among them.\n\n"
        "Third, Larkmoor-related apps were also removed.\n"
        "MIIT Names Apps Over Abuse Of Window Redirects And Excessive Tracking\n"
        "Lately, other apps such as Privacy Policy Violations were discussed."
    )
    assert [a.name for a in record(text).apps] == ["Quillpad"]


def test_the_store_of_a_phone_maker_is_no_company() -> None:
    text = (
        'The MIIT named the app "Quillpad" (version 2.1, vivo App Shop) for illegally collecting user data.'
    )
    made = record(text)
    assert [(a.name, a.store) for a in made.apps] == [("Quillpad", "vivo App Shop")]
    assert made.companies == []
