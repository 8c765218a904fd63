"""Values that are not sure enough to stand without a person's look: kept, shown, exported and told, but marked."""

UNSURE = 0.7  # of what rules below this found in the development texts, about two of three were right (`docs/method.md`)


def unreviewed(confidence: float) -> bool:
    """Whether a value is marked. A person's correction makes its row sure."""
    return confidence < UNSURE
