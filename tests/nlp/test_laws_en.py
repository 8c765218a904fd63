"""Laws that English texts name in words other than the vocabulary's own."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

SAID = [
    ("CSL", "the Network Security Law of the People's Republic of China"),
    ("PIPL", "the Personal Data Protection Law"),
    ("AML", "the country's anti-monopoly laws"),
    ("AUCL", "the Law Against Unfair Competition"),
    ("CPL", "the Law on the Protection of Consumer Rights and Interests"),
    ("APL", "the Law on Administrative Penalties"),
    ("TELECOM", "the Regulations on Telecommunications"),
    ("NETDATA", "the Regulations on the Administration of Network Data Security"),
    ("MINORS", "the Regulations on the Online Protection of Minors"),
    ("CRM", "the Measures for Cybersecurity Review"),
    (
        "TELPI",
        "the Provisions on the Protection of Personal Information of Telecommunications and Internet Users",
    ),
    ("D19", "the Measures for Identifying Illegal Collection and Use of Personal Information by Apps"),
    (
        "NECESSARY",
        "the Rules on the Scope of Necessary Personal Information for Common Types of Mobile Internet Apps",
    ),
    ("APPINFO", "the Administrative Provisions on Mobile Internet Application Information Services"),
    (
        "ALGO",
        "the Provisions on the Administration of Algorithm Recommendations in Internet Information Services",
    ),
    ("GENAI", "the Interim Measures for the Management of Generative Artificial Intelligence Services"),
    ("AILABEL", "the Measures for the Identification of AI-Generated Synthetic Content"),
    ("EXPORT", "the Measures on Security Assessment of Cross-border Data Transfers"),
]


@pytest.mark.parametrize(("code", "words"), SAID)
def test_a_law_is_known_by_its_usual_variants(code: str, words: str) -> None:
    made = record(f"The regulator named the app Tofu Ledger on Monday for breaking {words}.")
    assert [law.code for law in made.laws] == [code]


@pytest.mark.parametrize(
    "words",
    ["its telecommunications regulations", "new rules on cybersecurity reviews", "data security lawyers"],
)
def test_plain_words_are_no_law(words: str) -> None:
    assert record(f"The ministry explained {words} on Monday.").laws == []
