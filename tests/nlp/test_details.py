"""Version, store and developer of apps in running text, and what follows for firms and for "the two apps"."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

Said = tuple[str | None, str | None, str | None]
PROSE: list[tuple[str, Said, str]] = [
    (
        "The MIIT named the app Maple Notes (version 3.2.1, developed by Chengdu Maple Technology Co., Ltd., "
        "Huawei AppGallery).",
        ("3.2.1", "Huawei AppGallery", "Chengdu Maple Technology Co., Ltd."),
        "in brackets, the legal form's comma kept",
    ),
    (
        "The MIIT named the app Maple Notes (developer: Chengdu Maple Network; version: 1.0.4; source: Tencent MyApp).",
        ("1.0.4", "Tencent MyApp", "Chengdu Maple Network"),
        "under labels",
    ),
    (
        "Apps named by the MIIT\n1. Maple Notes, version 3.2.1, developed by Chengdu Maple Network, found in Huawei "
        "AppGallery: illegally collected personal information.",
        ("3.2.1", "Huawei AppGallery", "Chengdu Maple Network"),
        "without brackets, up to the colon",
    ),
    (
        "工信部通报“栎岚相册”App（版本2.1.6，来源：应用宝）。“栎岚相册”（版本2.1.6，来源：应用宝）违规收集个人信息。",
        ("2.1.6", "应用宝", None),
        "in Chinese",
    ),
    (
        "The MIIT named the Maple Notes app (a notebook) over data it illegally collected.",
        (None, None, None),
        "a gloss",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), PROSE)
def test_what_is_said_right_after_a_name_is_kept(text: str, expected: Said, why: str) -> None:
    app = record(text).apps[0]
    assert (app.version, app.store, app.developer) == expected, why


def test_the_developer_of_a_named_app_is_its_operator() -> None:
    made = record(PROSE[0][0])
    assert [(c.name, c.role) for c in made.companies] == [("Chengdu Maple Technology Co., Ltd.", "operator")]


TWO = (
    "The CAC said Thursday that Maple Notes and Birch Camera had been removed from app stores. "
    "The regulator said the {n} apps collected personal data without users' consent."
)


@pytest.mark.parametrize(("number", "expected"), [("two", ["pi_no_consent"]), ("three", [])])
def test_the_two_apps_are_the_two_named_before(number: str, expected: list[str]) -> None:
    made = {a.name: a.violations for a in record(TWO.format(n=number)).apps}
    assert made == {"Maple Notes": expected, "Birch Camera": expected}


def test_each_of_two_firms_has_the_fine_that_stands_after_its_name() -> None:
    made = record(
        "The market regulator has fined Larkmoor 1.5 million yuan and Veltrix 500,000 yuan. "
        "It also confiscated 200,000 yuan of illegal gains from Larkmoor."
    ).penalties
    assert [(p.kind, p.amount, p.target) for p in made] == [
        ("fine", 1500000, "larkmoor"),
        ("fine", 500000, "veltrix"),
        ("confiscation", 200000, "larkmoor"),
    ]


UNDONE = [
    ("The MIIT named the Quillpad app. Apps that miss the date will be taken down.", {"naming"}, "to come"),
    ("The MIIT wrote to firms about links. The ministry named no company.", set(), "not done"),
]


@pytest.mark.parametrize(("text", "expected", "why"), UNDONE)
def test_an_act_inside_whose_wording_it_is_only_threatened_or_denied_is_none(
    text: str, expected: set[str], why: str
) -> None:
    assert {a.kind for a in record(text).actions} == expected, why


def test_firms_named_in_a_row_after_their_kind_each_have_the_sum() -> None:
    made = record("Two delivery companies, Swiftlane and Parcelo, were each fined 300,000 yuan by SAMR.")
    assert [(p.amount, p.target) for p in made.penalties] == [(300000, "swiftlane"), (300000, "parcelo")]


def test_a_purpose_that_users_were_not_told_is_unstated() -> None:
    made = record(
        "The MIIT said the Quillpad app did not tell users the purpose of collecting location data."
    )
    assert [v.code for v in made.violations] == ["pi_purpose_unstated"]
