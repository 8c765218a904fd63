"""What a test can break: an answer in place of the true one, a connection cut, a request left hanging."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

from tests.replica.web import Answer


@dataclass
class Fault:
    """Takes the requests whose path matches, for ever or a number of times.

    `answer` None cuts the connection without an answer; `hang` first holds it until `ended` is set.
    """

    pattern: re.Pattern[str]
    answer: Answer | None
    times: int | None = None
    hang: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def takes(self, target: str) -> bool:
        """Whether this request fails; counts down."""
        if self.times == 0 or not self.pattern.search(target):
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def reply(self) -> Answer | None:
        """What the request gets, after the wait that it may have."""
        if self.hang:
            self.ended.wait()
        return self.answer
