"""Slows down the guessing of return codes without knowing who guesses.

One bucket for the whole process, held in memory: no address, no cookie, no row. Guessing is
hopeless at 93 bits anyway; the bucket keeps somebody from keeping the processor busy with it.
"""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """`burst` attempts at once, then `per_second`. A right code gives its attempt back."""

    burst: float
    per_second: float
    left: float = field(init=False)
    seen: float = field(init=False)
    lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        self.left = self.burst
        self.seen = time.monotonic()

    def take(self) -> bool:
        """Use one attempt; False when none is left."""
        with self.lock:
            here = time.monotonic()
            self.left = min(self.burst, self.left + (here - self.seen) * self.per_second)
            self.seen = here
            if self.left < 1:
                return False
            self.left -= 1
            return True

    def give_back(self) -> None:
        """The attempt was a right code."""
        with self.lock:
            self.left = min(self.burst, self.left + 1)


#: Codes tried on this process, of which the public face has two. Ten wrong ones a second on both
#: together cost a fifth of one processor.
CODES = Bucket(burst=50, per_second=5)
