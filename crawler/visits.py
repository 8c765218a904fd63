"""When a known address is looked at again. Pages change for weeks: most within hours, a few after months."""

from __future__ import annotations

from datetime import timedelta

# Of 100 measured pages of one authority, 60 were last regenerated within an hour, 37 later than a day after their day,
# 27 later than thirty days: often while corrections are likely, seldom while they are merely possible.
LADDER = (
    (timedelta(days=2), timedelta(hours=1)),  # corrections of the first hours, attachments hung on later
    (timedelta(days=7), timedelta(days=1)),  # a week's second thoughts
    (timedelta(days=30), timedelta(days=3)),  # replies, removals from the list
    (timedelta(days=180), timedelta(days=30)),  # regenerated with the site, now and then withdrawn
)
OLD = LADDER[1][0]  # what a back-fill finds without a day is taken for older than this
FIRST_PAUSE = timedelta(minutes=15)  # after a visit that failed; doubled each time …
LONGEST_PAUSE = timedelta(days=1)  # … up to this
MOST_TRIES = 8  # visits for files that do not come: then the page is taken without them until it changes


def interval(age: timedelta) -> timedelta | None:
    """How long an item of this age is left alone between two looks; None: for good."""
    return next((pause for youngest, pause in LADDER if age <= youngest), None)


def pause(tries: int) -> timedelta:
    """How long an address is left alone after `tries` failures in a row."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 10)) if tries > 0 else timedelta(0)
