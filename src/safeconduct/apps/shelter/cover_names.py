"""Plain words for flats that say nothing of the place. Suggests one that no flat has yet."""

import secrets

from safeconduct.apps.shelter.models import Flat

WORDS = (
    "Heron", "Maple", "Lantern", "Otter", "Juniper", "Harbour", "Finch", "Copper", "Willow",
    "Thimble", "Badger", "Saffron", "Anchor", "Plover", "Hazel", "Compass", "Marten", "Clover",
    "Kettle", "Starling", "Rowan", "Button", "Curlew", "Barley", "Ribbon", "Pelican", "Almond",
    "Teapot", "Swift", "Cedar", "Candle", "Lynx", "Thistle", "Pepper", "Swallow", "Acorn",
    "Mitten", "Falcon", "Poplar", "Walnut", "Siskin", "Bramble", "Penny", "Magpie", "Laurel",
    "Feather", "Dolphin", "Quince", "Pebble", "Nightjar",
)  # fmt: skip


def suggest() -> str:
    """A word that is free; with a number behind it once all words are taken."""
    taken = {name.casefold() for name in Flat.objects.values_list("cover_name", flat=True)}
    free = [word for word in WORDS if word.casefold() not in taken]
    if free:
        return secrets.choice(free)
    number = 2
    while (found := f"{secrets.choice(WORDS)} {number}").casefold() in taken:
        number += 1
    return found
