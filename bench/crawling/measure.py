"""What a process has spent: CPU seconds and the most memory it held."""

from __future__ import annotations

import resource


def spent() -> dict[str, float]:
    """CPU seconds (user and system) and peak resident memory in MB of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}
