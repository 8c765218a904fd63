"""Who is on the list that an English report is about, told in another sentence than the act."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

_LEAD = "The Ministry of Industry and Information Technology named 40 apps on Monday for illegally collecting user data. "
LISTED = [
    "The Quillpad app and the Zorbit app are on the list.",
    "Among the apps named are the Quillpad app and the Zorbit app.",
    "The list includes the Quillpad app and the Zorbit app.",
    "Some are household names: the Quillpad app and the Zorbit app.",
    "Several of them are popular, the Quillpad app and the Zorbit app for instance.",
    "The batch of last month held 12, the Quillpad app and the Zorbit app among them.",
    "The Quillpad app and the Zorbit app appeared in the notice.",
]
NOT_LISTED = [
    "The Quillpad app and the Zorbit app had no part in it.",
    "We asked the makers of eight others, among them the Quillpad app and the Zorbit app.",
    "The Quillpad app and the Zorbit app have raised money from the same fund.",
]


@pytest.mark.parametrize("sentence", LISTED)
def test_who_is_told_to_be_on_the_list_is_a_target(sentence: str) -> None:
    roles = {app.name: app.role for app in record(_LEAD + sentence).apps}
    assert roles == {"Quillpad": "target", "Zorbit": "target"}


@pytest.mark.parametrize("sentence", NOT_LISTED)
def test_who_is_only_spoken_of_is_no_target(sentence: str) -> None:
    assert {app.role for app in record(_LEAD + sentence).apps} == {"mentioned"}


def test_the_owner_told_beside_a_listed_app_stands_behind_it() -> None:
    made = record(
        _LEAD + "On the list are the Quillpad app from Tencent and a reader app that belongs to Alibaba."
    )
    assert {c.name: c.role for c in made.companies} == {"Tencent": "operator", "Alibaba": "operator"}


def test_a_list_told_before_its_faults_names_targets() -> None:
    text = (
        "The list consists of 145 apps, including Quillpad and Zorbit. "
        "The MIIT says that they illegally collected user data."
    )
    assert {app.name: app.role for app in record(text).apps} == {"Quillpad": "target", "Zorbit": "target"}


def test_the_firm_under_which_an_app_runs_stands_behind_it() -> None:
    text = "The MIIT said the Quillpad app under Zibo Wendel Technology collected personal information illegally."
    assert {c.name: c.role for c in record(text).companies} == {"Zibo Wendel Technology": "operator"}
