"""English names of apps in lists and quotes."""

import pytest

from tests.nlp.items import record

_HEAD = "Office names apps\n\nThe Hunan Communications Administration named apps that break the rules. "
CASES = [
    (
        "The three are Reed Flute, Blue Kiln and Salt Road Cards.",
        ["Reed Flute", "Blue Kiln", "Salt Road Cards"],
    ),
    ("They are, in order: Reed Flute, Blue Kiln; and Salt Road.", ["Reed Flute", "Blue Kiln", "Salt Road"]),
    (
        "They include Reed Flute, which wanted an ID number, Blue Kiln and Salt Road.",
        ["Reed Flute", "Blue Kiln", "Salt Road"],
    ),
    ("Among those named are Reed Flute and the moving firm's app Carry Well.", ["Reed Flute", "Carry Well"]),
    (
        "Apps: Reed Flute (illegal collection of personal information), Blue Kiln (same).",
        ["Reed Flute", "Blue Kiln"],
    ),
    ('It put the app "Old Reed Flute" on a list.', ["Old Reed Flute"]),
    ("Its app, Reed Flute, was ordered to rectify.", ["Reed Flute"]),
    (
        'List:\n(1) "Xiangtan Reed" (version 2.1, Fern Store), illegal collection of personal information\n'
        '(2) "Blue Kiln" (version 3, Fern Store), forcing users to use targeted push',
        ["Xiangtan Reed", "Blue Kiln"],
    ),
    (
        "Problems found:\nReed Flute: asks for the address book.\nBlue Kiln: no privacy policy.",
        ["Reed Flute", "Blue Kiln"],
    ),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_lists_and_quotes_give_names_whole(text: str, names: list[str]) -> None:
    assert [a.name for a in record(_HEAD + text).apps] == names


def test_an_ordinary_word_that_begins_a_headline_is_no_app() -> None:
    text = "Karaoke app told to rectify\n\nThe Hunan Communications Administration ordered Reed Flute, an app, to rectify."
    assert [a.name for a in record(text).apps] == ["Reed Flute"]


_LISTS = [
    "1. {0}\n2. {1}",
    "- {0} ({2}): illegal collection of personal information\n- {1} ({3}): frequent self-starting",
    "1. {0}; {2}; version 2.1\n2. {1}; {3}; version 3.0",
    "| No. | App name | Developer |\n|---|---|---|\n| 1 | {0} | {2} |\n| 2 | {1} | {3} |",
    "App name: {0}\nDeveloper: {2}\n\nApp name: {1}\nDeveloper: {3}",
]


@pytest.mark.parametrize("form", _LISTS)
def test_lines_of_a_list_name_its_targets(form: str) -> None:
    lines = form.format("Reed Flute", "Lanyao", "Changsha Luwei Co., Ltd.", "Zhuzhou Lanyao Co., Ltd.")
    made = record(f"{_HEAD}The following apps must rectify by May 20.\n\n{lines}\n")
    assert [(a.name, a.role) for a in made.apps] == [("Reed Flute", "target"), ("Lanyao", "target")]


_PROSE = [
    (
        "Reed Flute, Lanyao and Salt Road were told to rectify by May 20.",
        ["Reed Flute", "Lanyao", "Salt Road"],
    ),
    ("It accused Lanyao and Salt Road of misleading users.", ["Lanyao", "Salt Road"]),
    ("Those removed were Lanyao and Salt Road.", ["Lanyao", "Salt Road"]),
    ("Testers were told to go on.", []),
]


@pytest.mark.parametrize(("sentence", "names"), _PROSE)
def test_what_is_done_to_names_of_one_word_proves_them(sentence: str, names: list[str]) -> None:
    made = record(_HEAD + sentence)
    assert [(a.name, a.role) for a in made.apps] == [(name, "target") for name in names]


def test_names_without_capitals_are_believed_where_they_are_as_many_as_is_said() -> None:
    text = (
        "The evening show exposed battery saving wizard, quick sweep master, and pocket keeper pro, three apps, and the "
        "MIIT verified that they deceive and mislead users to download."
    )
    names = [a.name for a in record(text).apps]
    assert names == ["battery saving wizard", "quick sweep master", "pocket keeper pro"]
    assert record(text.replace("three apps", "five apps")).apps == []


def test_a_product_of_a_known_firm_is_an_app() -> None:
    text = "Dozens of apps that gathered personal information illegally, Sogou Weather among them, were exposed by the CAC."
    assert "Sogou Weather" in [a.name for a in record(text).apps]
