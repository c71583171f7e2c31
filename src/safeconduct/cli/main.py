"""`safeconduct <verb>`: reads the command line, sets up, runs one verb, reports plainly.

Every verb takes --data and --json. A failure prints one plain line on stderr and exits with a code
that is not zero. SAFECONDUCT_TRACEBACK=1 shows a traceback instead; its message may quote what
somebody typed, so it is for rehearsals.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import django

from safeconduct import __version__
from safeconduct.cli.said import Stop

# Settings read the data folder when they are imported, so the verbs' modules (which import the
# apps) are loaded after --data has been read.
GROUPS = ("workspace", "serving", "members", "auditing", "rehearsal")


def first_options(arguments: Sequence[str]) -> argparse.Namespace:
    """What decides which settings are loaded, wherever it stands."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    parser.add_argument("--until", default="2017-08-03")
    return parser.parse_known_args(arguments)[0]


def data_folder(arguments: Sequence[str]) -> str | None:
    """The data folder named, or that of the demo, which never is the one real work is kept in."""
    options = first_options(arguments)
    if options.data:
        return str(options.data)
    verb = next((one for one in arguments if not one.startswith("-")), "")
    if verb in {"demo", "demo-codes"} and not os.environ.get("SAFECONDUCT_DATA"):
        safe = "".join(c for c in options.until if c.isdigit() or c == "-")[:10]
        return str(Path.home() / ".safeconduct-demo" / safe)
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Returns the exit code: 0 done, 1 refused or failed, 2 not understood."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    os.umask(0o077)
    data = data_folder(arguments)
    if data:
        os.environ["SAFECONDUCT_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.config.staff")
    try:
        django.setup()
        parser = build_parser()
        chosen = parser.parse_args(arguments)
        if not hasattr(chosen, "run"):
            parser.print_help()
            return 2
        code: int = chosen.run(chosen)
    except Stop as stop:
        print(f"safeconduct: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:
        if os.environ.get("SAFECONDUCT_TRACEBACK"):
            raise
        # The message of an unknown error may quote what somebody typed, so only its kind is shown.
        kind = type(error).__name__
        print(
            f"safeconduct: this failed ({kind}); nothing was half done. "
            "SAFECONDUCT_TRACEBACK=1 shows where.",
            file=sys.stderr,
        )
        return 1
    return code


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, from the groups' modules."""
    parser = argparse.ArgumentParser(
        prog="safeconduct",
        description=(
            "Sealed casework for people who are hunted. `safeconduct <verb> --help` says more."
        ),
    )
    parser.add_argument("--version", action="version", version=f"safeconduct {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data", metavar="DIR", help="the data folder (or SAFECONDUCT_DATA; ~/.safeconduct)"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON object, for scripts")
    verbs = parser.add_subparsers(title="verbs", metavar="<verb>")
    for group in GROUPS:
        import_module(f"safeconduct.cli.{group}").add_verbs(verbs, shared)
    return parser
