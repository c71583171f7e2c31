"""Runs one benchmark at one size in this process and prints its measurements as JSON.

Settings are fixed when they are imported, so each benchmark gets a process and a data folder of its
own: `SAFECONDUCT_DATA` must name an empty one.
"""

import importlib
import sys

import django
import msgspec


def main(name: str, size: str) -> None:
    """Set up, measure, print."""
    django.setup()
    # Only now: a benchmark imports apps, and those need the settings.
    found = importlib.import_module(f"bench.{name}").measure(size)
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
