"""`python -m bench [intake|search|unlock|board|seal] [--size small|medium|large] [--json OUT]`.

Runs each benchmark in a process and a data folder of its own, prints a table (measured, target,
peer, ratio) and keeps everything as JSON. Nothing is judged by exit code: a shared machine would
fail for no reason of ours.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bench.measuring import SIZES, TOY, Measured, load, machine

ROOT = Path(__file__).resolve().parent.parent
BENCHES = ("unlock", "seal", "board", "search", "intake")
#: Benchmarks that do not grow with anything are run once, under this size.
SIZELESS = {"unlock": "medium"}
SECONDS_AT_MOST = 600
COLUMNS = ("", "measured", "target", "peer", "ratio")


def main() -> int:
    """Run what was asked for. Returns 1 when a benchmark could not run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Safeconduct.")
    parser.add_argument("bench", nargs="?", choices=BENCHES, help="only this one")
    parser.add_argument("--size", choices=(*SIZES, TOY), help="only this size")
    parser.add_argument(
        "--json", metavar="OUT", type=Path, help="where to keep the results (bench/results/…)"
    )
    chosen = parser.parse_args()
    began = datetime.now(UTC)
    loads = {"before": load()}
    found: list[Measured] = []
    failed = []
    for bench in (chosen.bench,) if chosen.bench else BENCHES:
        for size in sizes(bench, chosen.size):
            print(f"{bench}, {size} ...", file=sys.stderr, flush=True)
            made = run(bench, size)
            if made is None:
                failed.append(f"{bench}, {size}")
            else:
                found += made
    loads["after"] = load()
    written = chosen.json or ROOT / "bench" / "results" / f"{began:%Y-%m-%d-%H%M}.json"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_bytes(msgspec.json.format(msgspec.json.encode(report(began, loads, found))))
    print(table(found))
    print(f"\nload average {loads['before'][0]} before, {loads['after'][0]} after; {written}")
    for name in failed:
        print(f"could not run: {name}", file=sys.stderr)
    return 1 if failed else 0


def sizes(bench: str, chosen: str | None) -> tuple[str, ...]:
    """The sizes to run a benchmark at."""
    if chosen:
        return (chosen,)
    return (SIZELESS[bench],) if bench in SIZELESS else SIZES


def run(bench: str, size: str) -> list[Measured] | None:
    """Run one benchmark in a process of its own; None when it failed (it has said why)."""
    folder = Path(tempfile.mkdtemp(prefix="safeconduct-bench-"))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "safeconduct.config.staff",
        "SAFECONDUCT_DATA": str(folder),
    }
    environment.pop("DATABASE_URL", None)
    if bench != "unlock" or size == TOY:
        # Only unlocking is about the passphrase; elsewhere it would only be in the way.
        environment["SAFECONDUCT_PASSPHRASE_MEMORY_KIB"] = "64"
    else:
        environment.pop("SAFECONDUCT_PASSPHRASE_MEMORY_KIB", None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.one", bench, size],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            timeout=SECONDS_AT_MOST,
        )
    except subprocess.TimeoutExpired:
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        return None
    return msgspec.json.decode(done.stdout, type=list[Measured])


def report(began: datetime, loads: dict[str, list[float]], found: list[Measured]) -> dict[str, Any]:
    """Everything there is to keep."""
    return {
        "began": began.isoformat(timespec="seconds"),
        "machine": machine(),
        "load_average": loads,
        "measured": [
            {**msgspec.to_builtins(one), "met": one.met, "ratio": one.ratio} for one in found
        ],
    }


def table(found: list[Measured]) -> str:
    """One line a figure."""
    rows = [COLUMNS, *(row(one) for one in found)]
    widths = [max(len(line[column]) for line in rows) for column in range(len(COLUMNS))]
    lines = []
    for line in rows:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:3], widths[1:3], strict=True)]
        cells += [line[3].ljust(widths[3]), line[4].rjust(widths[4])]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def row(one: Measured) -> tuple[str, ...]:
    """A figure in words."""
    target = ""
    if one.target is not None:
        sign = "≤" if one.at_most else "≥"
        target = f"{sign} {shown(one.target)} {'met' if one.met else 'NOT MET'}"
    peer = f"{shown(one.peer_value)} {one.peer}" if one.peer_value is not None else ""
    ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
    return (f"{one.bench}: {one.what}", f"{shown(one.value)} {one.unit}", target, peer, ratio)


def shown(value: float) -> str:
    """A number with as many digits as are worth reading."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.4g}"


if __name__ == "__main__":
    sys.exit(main())
