"""What a measurement is, how it is summed up, and on which machine it was made.

Values are medians of repeated rounds; the rounds themselves are kept, so that noise can be seen.
"""

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

SIZES = ("small", "medium", "large")
#: So small that it says nothing about speed: for the tests of the benchmarks themselves.
TOY = "toy"


class Measured(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure. `target` is met from below when `at_most`, otherwise from above.

    `peer` is something else that was measured in the same run, in the same unit; `detail` holds
    whatever else is worth keeping (rounds, percentiles, counts).
    """

    bench: str
    size: str
    what: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True
    peer: str = ""
    peer_value: float | None = None
    detail: dict[str, Any] = {}

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    @property
    def ratio(self) -> float | None:
        """The value over the peer's; None without a peer."""
        return self.value / self.peer_value if self.peer_value else None


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def rounds_of(work: Callable[[], object], rounds: int, *, warm: int = 1) -> list[float]:
    """Milliseconds of each of `rounds` calls, after `warm` calls that are not counted."""
    for _ in range(warm):
        work()
    return [timed(work) for _ in range(rounds)]


def median(values: Sequence[float]) -> float:
    """The median; 0 of nothing, so that a run in which all failed can still be told."""
    return statistics.median(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of them do not exceed (nearest rank)."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def brief(values: Sequence[float], digits: int = 3) -> list[float]:
    """Rounded values for the record."""
    return [round(value, digits) for value in values]


def load() -> list[float]:
    """Load averages of 1, 5 and 15 minutes: how much else the machine had to do."""
    return brief(os.getloadavg(), 2)


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system and Python."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
    }


def processor() -> str:
    """The processor's name as Linux gives it."""
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"


def resident_mib(pid: int | str = "self", field: str = "VmRSS") -> float:
    """Memory of a process in MiB: VmRSS now, VmHWM at its highest. 0 where Linux does not say."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if line.startswith(f"{field}:"):
                return round(int(line.split()[1]) / 1024, 1)
    except OSError:
        pass
    return 0.0
