"""The sealed shapes of shelter: where a flat is, what it is like, and why somebody could not wait.

An address never shares a shape with anything that a caseworker may read.
"""

import msgspec


class FlatAddress(msgspec.Struct, frozen=True):
    """Where a flat is and how to get in. Only whoever holds `addresses` reads it."""

    street: str
    entrance: str = ""
    keys: str = ""
    landlord: str = ""
    getting_in: str = ""


class FlatConditions(msgspec.Struct, frozen=True):
    """What a flat is like and who may come; nothing that helps to find it.

    `longest_stay` is a number of days, 0 for no limit.
    """

    who_may_come: str = ""
    children: str = ""
    stairs: str = ""
    pets: str = ""
    quiet_hours: str = ""
    not_together: str = ""
    longest_stay: int = 0


class Reason(msgspec.Struct, frozen=True):
    """Why somebody has to be hidden before the checks are complete."""

    text: str


def words_of_address(address: FlatAddress) -> str:
    """What a keeper may search for to find a flat."""
    return " ".join(
        (address.street, address.entrance, address.keys, address.landlord, address.getting_in)
    )


def words_of_conditions(conditions: FlatConditions) -> str:
    """What a caseworker may search for to find a flat that suits."""
    return " ".join(
        (
            conditions.who_may_come,
            conditions.children,
            conditions.stairs,
            conditions.pets,
            conditions.quiet_hours,
            conditions.not_together,
        )
    )
