"""How many beds of a flat are taken, night by night. Plain dates in, numbers out; reads no table.

A stay takes its beds from the night of its first day until the morning it ends: a stay that ends
on the day another begins does not meet it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Nights:
    """Beds taken from the night of `from_on` until the morning of `until` (None: no end known)."""

    from_on: date
    until: date | None
    beds: int

    def covers(self, night: date) -> bool:
        """Whether the beds are taken in the night that begins on this day."""
        return self.from_on <= night and (self.until is None or self.until > night)


def taken(stays: Iterable[Nights], night: date) -> int:
    """Beds taken in one night."""
    return sum(stay.beds for stay in stays if stay.covers(night))


def most_taken(stays: Iterable[Nights], first: date) -> int:
    """The largest number of beds taken in any night from `first` on.

    The number only grows on days when a stay begins, so only those nights need looking at.
    """
    known = list(stays)
    nights = {first} | {stay.from_on for stay in known if stay.from_on > first}
    return max(taken(known, night) for night in nights)
