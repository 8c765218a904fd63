"""English deadlines that are counted or named rather than printed, and days on which nothing falls due."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

Expected = list[tuple[str | None, str]]

CASES: list[tuple[str, str, Expected]] = [
    (
        "The CAC said on Saturday that 33 apps broke the rules. They have 10 working days to rectify.",
        "2021-05-02",
        [("2021-05-18", "rectify_by")],
    ),
    (
        "The MIIT named Peach Pit on Friday. Analysts met on Sunday. Its operator has ten days to rectify.",
        "2024-03-11",
        [("2024-03-18", "rectify_by")],
    ),
    (
        "The CAC yesterday told the maker of Reed Flute to correct its app within a week.",
        "2024-03-11",
        [("2024-03-17", "rectify_by")],
    ),
    (
        "On March 4 the MIIT ordered the maker of Reed Flute to rectify within sixty days.",
        "2024-03-11",
        [("2024-05-03", "rectify_by")],
    ),
    (
        "The MIIT ordered the operator of Reed Flute to rectify within 5 working days from March 11.",
        "2024-03-15",
        [("2024-03-18", "rectify_by")],
    ),
    (
        "The MIIT told two apps to rectify by Friday, it said on Monday.",
        "2024-03-11",
        [("2024-03-15", "rectify_by")],
    ),
    ("China's Data Security Law took effect on Wednesday.", "2021-09-02", [("2021-09-01", "effective_from")]),
    (
        "On January 10 the Deep Synthesis Provisions come into force.",
        "2022-12-19",
        [("2023-01-10", "effective_from")],
    ),
    (
        "In November 2021 the MIIT named the app Reed Flute and gave it until November 30.",
        "2022-09-08",
        [("2021-11-30", "rectify_by")],
    ),
    (
        "In April of last year the CAC ordered the maker of the app Reed Flute to rectify before May 12.",
        "2024-03-14",
        [("2023-05-12", "rectify_by")],
    ),
    (
        "The MIIT gave the app Reed Flute six months, until the end of June, to rectify.",
        "2024-01-05",
        [("2024-06-30", "rectify_by")],
    ),
    (
        "The MIIT named the app Reed Flute. On February 21, the last day allowed, its maker sent in a report.",
        "2024-03-05",
        [("2024-02-21", "rectify_by")],
    ),
    (
        "The firm may apply for reconsideration within 60 days or bring a lawsuit within six months.",
        "2024-03-05",
        [(None, "appeal_by"), (None, "appeal_by")],
    ),
    (
        "The CAC has launched a two-month campaign. Until October 31 its offices will look at tablets.",
        "2024-08-28",
        [("2024-10-31", "campaign_until")],
    ),
    ("Providers must file their algorithms within ten working days.", "2024-03-05", []),
    (
        "The rule was issued on October 15 and applies from December.",
        "2021-10-20",
        [("2021-12-01", "effective_from")],
    ),
    ("Users get a month for free, until April 30.", "2022-03-30", []),
    ("Firms whose transfers began before September 1, 2022 are spared.", "2023-06-15", []),
]


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_english_deadlines_are_counted_from_what_the_text_tells(
    text: str, published: str, expected: Expected
) -> None:
    assert [(d.date, d.kind) for d in record(text, published=published).deadlines] == expected
