"""English deadlines in prose: what falls due, on which day, and from which day a report counts."""

import pytest

from tests.nlp.items import record

_HEAD = "Office names app\n\nThe Hunan Communications Administration named Reed Flute, an app. "
CASES = [
    ("The office set a deadline of May 20.", [("2024-05-20", "rectify_by")]),
    ("All of them must be put right by May 21.", [("2024-05-21", "rectify_by")]),
    ("The operator was told to mend three faults by May 22.", [("2024-05-22", "rectify_by")]),
    ("It was given a last warning: till May 23, or the app goes.", [("2024-05-23", "rectify_by")]),
    (
        "Operators have until May 14 to rectify and must send a written report by May 17.",
        [("2024-05-14", "rectify_by"), ("2024-05-17", "report_by")],
    ),
    (
        "The firm has until May 15 to complete rectification and to report in writing.",
        [("2024-05-15", "rectify_by"), ("2024-05-15", "report_by")],
    ),
    ("Developers had until the end of May to complete the filing.", [("2024-05-31", "report_by")]),
    ("Comments on the draft closed on May 10.", [("2024-05-10", "comment_until")]),
    ("Its campaign against such apps will run until June 30.", [("2024-06-30", "campaign_until")]),
    (
        "The Rules on Reeds, signed on March 2 by the office, take effect on July 1.",
        [("2024-07-01", "effective_from")],
    ),
    ("On Friday it told the operator to fix the app within seven days.", [("2024-05-10", "rectify_by")]),
    (
        "In its notice of May 1 it told the operator to rectify within 10 days.",
        [("2024-05-11", "rectify_by")],
    ),
    ("It had 2 million users by March 30.", []),
]


@pytest.mark.parametrize(("sentence", "due"), CASES)
def test_english_prose_tells_what_falls_due_and_when(sentence: str, due: list[tuple[str, str]]) -> None:
    made = record(_HEAD + sentence).deadlines
    assert [(d.date, d.kind) for d in made] == due


def test_a_term_of_an_unknown_day_keeps_its_length_only() -> None:
    (due,) = record(_HEAD + "It has 30 days to sort out its prices.").deadlines
    assert (due.date, due.duration) == (None, "P30D")
