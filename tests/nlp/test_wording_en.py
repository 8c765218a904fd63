"""English wordings of violations: what targets did, in many words, and what is no violation of theirs."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

SAID: list[tuple[str, str]] = [
    ("pi_excessive_collection", "collected more data than its service needs"),
    ("pi_excessive_collection", "asked for details that have nothing to do with its service"),
    ("pi_excessive_collection", "shut out users who did not agree to hand over personal information"),
    ("pi_illegal_use", "used personal data for ends other than those it had stated"),
    ("pi_no_consent", "started to upload contacts before users had agreed"),
    ("pi_no_consent", "processed sensitive information without separate consent"),
    ("pi_rules_undisclosed", "hid its privacy rules"),
    ("pi_rules_undisclosed", "did not prompt users to read its privacy policy on first opening"),
    ("pi_purpose_unstated", "failed to list the purpose, method and scope of collection one by one"),
    ("pi_shared_without_consent", "passed users' data to an advertiser that users had not been told of"),
    ("pi_rights_denied", "did not let users withdraw their consent"),
    ("pi_rights_denied", "never told users how to have their data corrected"),
    ("account_deletion_obstructed", "put obstacles in the way of users who wanted to leave"),
    ("account_deletion_obstructed", "had no button for closing an account"),
    ("pi_minors", "collected children's photos without parental consent"),
    ("pi_security", "sent passwords unencrypted"),
    ("permission_abuse", "requested permissions by force and far too frequently"),
    ("permission_abuse", "would not start unless users granted access to the camera"),
    ("auto_start", "woke up other apps at night"),
    ("forced_personalisation", "obliged users to accept personalised push content"),
    ("popup_harassment", "showed windows that jumped to a shop when the phone was shaken"),
    ("sdk_info_undisclosed", "did not disclose the third-party SDKs inside it"),
    ("real_name", "failed to verify the identity of its hosts"),
    ("data_security_duty", "had not put in place a system for the protection of data security"),
    ("cross_border_data", "sent drivers' names abroad without applying for an assessment"),
    ("consumer_rights", "renewed memberships without notice and charged secret renewals"),
    ("unlicensed_operation", "provided news services without a permit"),
]


@pytest.mark.parametrize(("code", "words"), SAID)
def test_a_violation_is_found_in_many_words(code: str, words: str) -> None:
    made = record(f"The MIIT said the app Reedlark {words}.").violations
    assert code in {v.code for v in made}


def test_what_somebody_is_told_to_stop_was_done() -> None:
    made = record("The MIIT told the maker of the app Reedlark to stop collecting photos without consent.")
    assert [v.code for v in made.violations] == ["pi_no_consent"]


NOT_DONE = [
    "The MIIT will check apps that collect children's data without parental consent.",
    "The MIIT had received many complaints that the app Reedlark leaked users' data.",
    "The MIIT met the firm. Under the law a company that misleads users can be fined.",
    "The MIIT said that price discrimination is forbidden.",
    "The MIIT issued a notice on the filing of apps.",
    "The CAC began a campaign to crack down on apps that collect data illegally, spread rumours or force users to pay.",
    "The CAC told reporters that the firm had not leaked any data.",
]


@pytest.mark.parametrize("text", NOT_DONE)
def test_checks_to_come_complaints_and_general_threats_are_no_violations(text: str) -> None:
    assert record(text).violations == []


def test_brackets_and_semicolons_part_what_is_said_of_each_app() -> None:
    made = record(
        "The MIIT named two apps on Friday: the Reedlark app (requests permissions too frequently); "
        "the Fernwick app (no privacy policy)."
    )
    assert {a.name: a.violations for a in made.apps} == {
        "Reedlark": ["permission_abuse"],
        "Fernwick": ["pi_rules_undisclosed"],
    }


def test_the_only_problem_that_is_told_is_that_of_every_target() -> None:
    made = record(
        "The MIIT named the Reedlark app and the Fernwick app on Friday. They gathered data without consent."
    )
    assert {a.name: a.violations for a in made.apps} == {
        "Reedlark": ["pi_no_consent"],
        "Fernwick": ["pi_no_consent"],
    }


BATCHES = [
    ("The MIIT named 5 apps. The notice was the eleventh of the year.", (2021, 11, None)),
    ("The MIIT has now released 7 such lists in 2021.", (2021, 7, None)),
    ("The MIIT named 5 apps (4th batch, 2021).", (2021, 4, None)),
    ("The MIIT named 5 apps, this year's sixth batch and the 15th batch overall.", (2021, 6, 15)),
]


@pytest.mark.parametrize(("text", "expected"), BATCHES)
def test_a_batch_is_numbered_in_many_ways(text: str, expected: tuple[int, int, int | None]) -> None:
    batch = record(text, published="2021-09-03").batch
    assert batch is not None
    assert (batch.year, batch.in_year, batch.overall) == expected


def test_sums_that_are_paid_or_go_on_in_a_row_are_fines_and_a_rounded_one_is_not_told_twice() -> None:
    made = record(
        "Larkmoor fined over 8 million yuan. SAMR fined Larkmoor 8.2 million yuan for false prices and Veltrix "
        "500,000 yuan. "
        "Brindle must pay 30,000 yuan. The ceiling is 50 million yuan."
    )
    assert [p.amount for p in made.penalties] == [8200000, 500000, 30000]


def test_a_term_to_rectify_is_an_order_and_a_user_who_closes_an_app_is_no_act() -> None:
    made = record("The MIIT named the Reedlark app. It has until March 20.", published="2024-03-11")
    assert {a.kind for a in made.actions} == {"naming", "rectification_order"}
    assert record("The MIIT spoke. Users close the app and delete an account.").actions == []


HEADED = """Virus centre names 5 apps over privacy
The National Computer Virus Emergency Response Center found by monitoring that five apps have privacy problems.
1. The privacy policy does not list the purposes, methods and scope of collection. The 2 apps involved are as follows:
"Reedlark" (version 1.3.3, vivo App Store),
Fernwick Driver (version 7.1.3, App Treasure).
2. Users are given no way to withdraw consent. The app involved is: "Mossby" (version 1.0, App Store).
The center reminds users to be careful when they download apps."""


def test_what_stands_above_a_list_is_said_of_each_name_below_it() -> None:
    made = record(HEADED, published="2025-05-02")
    assert {a.name: (a.role, a.store, a.violations) for a in made.apps} == {
        "Reedlark": ("target", "vivo App Store", ["pi_purpose_unstated"]),
        "Fernwick Driver": ("target", "App Treasure", ["pi_purpose_unstated"]),
        "Mossby": ("target", "App Store", ["pi_rights_denied"]),
    }


LOCAL = [
    (
        "Shops in Shenzhen were fined 2 million yuan for false prices, the city's market regulator said.",
        ["AMR-GD"],
    ),
    (
        "The Zhejiang Communications Administration and the provincial cyberspace office told the maker of Reedlark "
        "to fix the app.",
        ["CA-ZJ", "CAC-ZJ"],
    ),
    (
        "The transport ministry, the internet regulator and the police ministry summoned the Reedlark app.",
        ["MOT", "CAC", "MPS"],
    ),
    ("The meeting was held by SAMR together with the CAC. They summoned the Reedlark app.", ["SAMR", "CAC"]),
]


@pytest.mark.parametrize(("text", "expected"), LOCAL)
def test_offices_that_are_only_described_are_issuers(text: str, expected: list[str]) -> None:
    assert record(text).issuers == expected


TOLD_WITH = [
    ("data_security_duty", "failed to fulfil its cybersecurity protection obligations"),
    ("pi_minors", "did not formulate special rules for processing the personal information of minors"),
    ("permission_abuse", "made requests for excessive permissions"),
    ("pi_shared_without_consent", "shared user data with third parties without consent"),
    ("pi_security", "did not take corresponding encryption, de-identification and other security measures"),
    ("pi_excessive_collection", "harvested user information beyond that specified in its agreement"),
]


@pytest.mark.parametrize(("code", "words"), TOLD_WITH)
def test_the_wording_that_says_more_stands_alone(code: str, words: str) -> None:
    assert [v.code for v in record(f"The MIIT named the app Quillpad, which {words}.").violations] == [code]


def test_the_name_of_a_rule_tells_of_no_violation() -> None:
    text = "The CAC named the app Quillpad and cited the Regulations on the Administration of Internet Pop-up Ads."
    assert record(text).violations == []


NOTHING_DONE = [
    "The CAC named the app Quillpad. The CAC did not explain why it was targeting the app.",
    "The MIIT named apps on Monday. There are high risks of personal information leakage, it said.",
    "The CAC suspended the app Quillpad, which had shared news information in violation of rules.",
    "The CAC said its 2025 operation will curb rumours and punish the use of AI to spread misinformation.",
    "The MIIT named the app Quillpad. Other kits may also be charging fees or spreading vulgar content.",
    "Italy's privacy watchdog blocked the Chinese app Quillpad because it did not state what data it collects.",
]


@pytest.mark.parametrize("text", NOTHING_DONE)
def test_what_an_authority_does_not_say_fears_or_plans_is_no_violation(text: str) -> None:
    assert record(text).violations == []


def test_what_all_do_is_said_of_every_app_of_the_sentence() -> None:
    text = (
        "Quillpad, a popular notebook app; Zorbit, a gaming app; and the Tidemark app all fail to state the purpose of "
        "collection, CVERC said."
    )
    made = {a.name: a.violations for a in record(text).apps}
    assert made == {name: ["pi_purpose_unstated"] for name in ("Quillpad", "Zorbit", "Tidemark")}


def test_words_that_only_begin_like_no_or_not_deny_nothing() -> None:
    text = "The MIIT notified the Quillpad app and its SDKs. In November it noted that the app's privacy policy is clear."
    assert record(text).violations == []
