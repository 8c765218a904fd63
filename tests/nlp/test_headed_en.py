"""English lists by problem: what a numbered heading says is said of each app that it counts."""

from __future__ import annotations

from tests.nlp.items import record

TEXT = "\n\n".join(
    [
        "National Computer Virus Emergency Response Center: 5 mobile applications illegally collect personal information",
        "According to the Personal Information Protection Law, 5 mobile applications were found to have illegally collected "
        "personal information.",
        "1. Failure to truthfully, accurately and completely inform individuals of the name and contact information of the "
        "personal information processor and the retention period. Involving 2 mobile applications as follows:",
        '"Quillpad" (version 1.2.0, Xiaomi App Store),',
        '"Zorbit" (version 2.4.5, OPPO Software Store).',
        "2. Personal information processors provide personal information to other processors without informing individuals "
        "of the name and contact information of the recipient, and without obtaining the individual's separate consent. "
        'Involving 1 mobile application: "Tidemark" (version 3.0, vivo App Store).',
        "3. Failure to take corresponding encryption and de-identification measures. Involving 1 mobile application: "
        '"Quillpad" (version 1.2.0, Xiaomi App Store).',
    ]
)


def test_each_app_has_the_problems_of_the_headings_above_it() -> None:
    assert {a.name: a.violations for a in record(TEXT).apps} == {
        "Quillpad": ["pi_rules_undisclosed", "pi_security"],
        "Zorbit": ["pi_rules_undisclosed"],
        "Tidemark": ["pi_shared_without_consent"],
    }


def test_each_app_has_its_version_and_store() -> None:
    assert [(a.version, a.store) for a in record(TEXT).apps][:2] == [
        ("1.2.0", "Xiaomi App Store"),
        ("2.4.5", "OPPO Software Store"),
    ]
