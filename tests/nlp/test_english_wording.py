"""English wordings of violations: many ways to say one thing, and what only looks like it."""

import pytest

from tests.nlp.items import record

CODES = [
    (
        "Both were found to have passed on riders' contact lists to brokers without asking.",
        "pi_shared_without_consent",
    ),
    (
        "It shared guests' phone numbers with taxi firms, the administration found.",
        "pi_shared_without_consent",
    ),
    ("The administration found that the app kept card numbers in plain text.", "pi_security"),
    ("The scans lay on an unprotected server, it found.", "pi_security"),
    ("It collects more data than it needs, the office found.", "pi_excessive_collection"),
    ("The office found that it took data which the service does not need.", "pi_excessive_collection"),
    ("It reads the list of installed programs every hour, testers found.", "pi_excessive_collection"),
    ("It records the device number before users have agreed.", "pi_no_consent"),
    ("Users were not asked for consent, the administration found.", "pi_no_consent"),
    ("It starts itself when the phone is idle, testers found.", "auto_start"),
    ("It pestered users for permissions, the administration found.", "permission_abuse"),
    ("It would not open unless it could read the address book, testers found.", "permission_abuse"),
    ("It was faulted for adverts that cannot be closed.", "popup_harassment"),
    ("It opens a shop whenever the phone is shaken, testers found.", "popup_harassment"),
    ("It was found to be tricking shoppers into paid seats.", "deceptive_conduct"),
    ("It published no privacy policy, the office found.", "pi_rules_undisclosed"),
    ("It was fined for running an unregistered service.", "unlicensed_operation"),
    ("It was fined for denying users the right to delete their records.", "pi_rights_denied"),
    ("It was found to offer no way to close an account.", "account_deletion_obstructed"),
]


@pytest.mark.parametrize(("sentence", "code"), CODES)
def test_prose_tells_a_violation_in_many_ways(sentence: str, code: str) -> None:
    text = f"Office names app\n\nThe Hunan Communications Administration named Reed Flute, an app. {sentence}"
    assert code in {v.code for v in record(text).violations}


def test_sharing_without_consent_is_not_collection_without_consent() -> None:
    text = (
        "Office names app\n\nThe Hunan Communications Administration named Reed Flute, an app, "
        "for handing phone numbers to brokers without users' consent."
    )
    assert {v.code for v in record(text).violations} == {"pi_shared_without_consent"}


def test_a_working_way_to_delete_an_account_is_no_right_denied() -> None:
    text = (
        "Office names app\n\nThe Hunan Communications Administration named Reed Flute, an app. "
        "It has no working way for users to delete their accounts."
    )
    assert {v.code for v in record(text).violations} == {"account_deletion_obstructed"}
