"""`demo`: replay the 2017 operation with invented people, then serve it or print its figures."""

import argparse
import os
import shutil
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from tqdm import tqdm

from safeconduct import __version__
from safeconduct.apps.audit.clock import real_now
from safeconduct.apps.board.queries import Snapshot, snapshot
from safeconduct.apps.team import queries
from safeconduct.cli.said import Stop, say
from safeconduct.cli.serving import (
    PUBLIC_ADDRESS,
    STAFF_ADDRESS,
    Face,
    start_face,
    stay,
    stop_faces,
    wait_until_up,
)
from safeconduct.cli.workspace import found, prepare_database
from safeconduct.rehearsal.asking import PublicFace
from safeconduct.rehearsal.crew import (
    Credentials,
    assemble,
    keep_credentials,
    read_credentials,
)
from safeconduct.rehearsal.figures import contradictions, disagreements, record
from safeconduct.rehearsal.replay import replay, set_clock
from safeconduct.rehearsal.schedule import FIRST, LAST
from safeconduct.rehearsal.world import World

DONE = "rehearsal-done"
CLOCK = "rehearsal-clock.json"


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add this group's verbs."""
    demo = verbs.add_parser(
        "demo", parents=[shared], help="replay the 2017 operation with invented people and serve it"
    )
    demo.add_argument(
        "--until", metavar="DATE", default="2017-08-03", help="the day to stop at (2017-08-03)"
    )
    demo.add_argument("--no-serve", action="store_true", help="only replay and print the figures")
    demo.add_argument(
        "--fresh", action="store_true", help="replay again even if it was done before"
    )
    demo.add_argument("--public", metavar="HOST:PORT", default=PUBLIC_ADDRESS)
    demo.add_argument("--staff", metavar="HOST:PORT", default=STAFF_ADDRESS)
    demo.set_defaults(run=run_demo)
    codes = verbs.add_parser(
        "demo-codes", parents=[shared], help="print the one-time codes of the demo's members"
    )
    codes.add_argument("--until", metavar="DATE", default="2017-08-03", help="which rehearsal")
    codes.set_defaults(run=show_codes)


def chosen_day(text: str) -> date:
    """The day to stop at. Raises Stop for anything that is not a day of the 2017 operation."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Stop("--until takes a date such as 2017-08-03") from None
    if not FIRST <= day <= LAST:
        raise Stop(f"--until takes a day from {FIRST} to {LAST}")
    return day


def run_demo(chosen: argparse.Namespace) -> int:
    """`safeconduct demo`."""
    until = chosen_day(chosen.until)
    data = Path(settings.DATA_DIR)
    clock = data / CLOCK
    settings.REHEARSAL_CLOCK = str(clock)
    os.environ["SAFECONDUCT_REHEARSAL_CLOCK"] = str(clock)
    stamp = f"{__version__} {until} {connection.vendor}"
    done = data / DONE
    if chosen.fresh or not done.exists() or done.read_text("ascii") != stamp:
        empty(data)
        play(data, clock, until, quiet=chosen.json)
        done.write_text(stamp, "ascii")
    evening = datetime.combine(until, time(17), UTC)
    set_clock(clock, evening)
    counts = snapshot(until)
    result = as_json(counts, until)
    if chosen.no_serve:
        say(result, lines_of(result), as_json=chosen.json)
        return 0
    set_clock(clock, evening, running_from=real_now())
    return serve(chosen, result, read_credentials(data))


def empty(data: Path) -> None:
    """Remove an earlier rehearsal. Raises Stop when the folder holds anything else."""
    mark = data / "rehearsal"
    database = data / "safeconduct.sqlite3"
    if database.exists() and not mark.exists():
        raise Stop(f"{data} holds a workspace that is no rehearsal; choose another --data")
    if mark.exists():
        for path in data.iterdir():
            if path.name == "instance.key":
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    mark.write_text("This folder holds a rehearsal with invented people.\n", "ascii")


def play(data: Path, clock: Path, until: date, *, quiet: bool) -> None:
    """Found the rehearsal's workspace and replay the operation into it."""
    set_clock(clock, datetime.combine(FIRST, time(8), UTC))
    prepare_database()
    try:
        made = found(
            name="alder",
            language="en",
            trustees=3,
            threshold=2,
            title="Notes",
            leave_url="https://www.wikipedia.org/",
            rehearsal=True,
        )
    except Stop:
        raise Stop(
            "the database holds a workspace already; a rehearsal needs an empty one"
        ) from None
    crew = assemble(queries.workspace().id, made["keys"], made["actor"])
    public = start_face("public", "127.0.0.1:0")
    try:
        wait_until_up(public)
        with tqdm(
            total=(until - FIRST).days + 1,
            unit="day",
            desc="Replaying 2017",
            disable=quiet or not sys.stderr.isatty(),
        ) as bar:

            def progress(day: date) -> None:
                bar.set_postfix_str(day.isoformat())
                bar.update()

            replay(World(crew), PublicFace(public.address), clock, until, progress)
    finally:
        stop_faces([public])
    keep_credentials(data, crew)


def as_json(counts: Snapshot, until: date) -> dict[str, Any]:
    """The operation as of a day: counts from real rows, and where the sources disagree."""
    result: dict[str, Any] = {"until": until.isoformat(), **asdict(counts)}
    result.pop("on")
    result["disagreements"] = disagreements(result, until)
    result["contradictions_between_sources"] = contradictions(until)
    result["sources"] = record()["sources"]
    return result


def lines_of(result: dict[str, Any]) -> list[str]:
    """The figures in plain lines."""
    lines = [f"The operation on {result['until']} (invented people, public figures)"]
    for key, value in result.items():
        if isinstance(value, int):
            lines.append(f"  {key.replace('_', ' '):24} {value:>6}")
    for stage, count in result["by_stage"].items():
        lines.append(f"  cases {stage.replace('_', ' '):18} {count:>6}")
    for one in result["contradictions_between_sources"]:
        lines.append(
            f"  The sources disagree about {one['figure'].replace('_', ' ')}: "
            f"{one['earlier_source']} says {one['earlier_value']} by {one['earlier']}, "
            f"{one['later_source']} says {one['later_value']} by {one['later']}. {one['note']}"
        )
    return lines


def serve(chosen: argparse.Namespace, result: dict[str, Any], who: list[Credentials]) -> int:
    """Start both faces and stay until Ctrl-C, telling the one-time codes as they change."""
    faces: list[Face] = []
    try:
        faces = [start_face("public", chosen.public), start_face("staff", chosen.staff)]
        for face in faces:
            wait_until_up(face)
    except BaseException:
        stop_faces(faces)
        raise
    addresses = {"public": f"http://{chosen.public}/", "staff": f"http://{chosen.staff}/"}
    members = [
        {
            "name": one.name,
            "role": one.role,
            "passphrase": one.passphrase,
            "second_factor": one.second_factor,
            "code_now": one.code(),
        }
        for one in who
    ]
    lines = [
        *lines_of(result),
        "",
        f"Ask for help:   {addresses['public']}",
        f"Work as staff:  {addresses['staff']}",
        "",
        f"  {'name':8} {'role':20} {'code now':9} passphrase",
        *(f"  {m['name']:8} {m['role']:20} {m['code_now']:9} {m['passphrase']}" for m in members),
        "",
        "Codes change every thirty seconds: `safeconduct demo-codes` prints those of the moment.",
        "Ctrl-C ends both faces. The clock inside stands at the day of the rehearsal.",
    ]
    say({**addresses, "members": members, **result}, lines, as_json=chosen.json)
    return stay(faces)


def show_codes(chosen: argparse.Namespace) -> int:
    """`safeconduct demo-codes`."""
    try:
        who = read_credentials(Path(settings.DATA_DIR))
    except OSError:
        raise Stop("there is no rehearsal in this folder; `safeconduct demo` makes one") from None
    codes = {one.name: one.code() for one in who}
    say(codes, (f"{name:8} {code}" for name, code in codes.items()), as_json=chosen.json)
    return 0
