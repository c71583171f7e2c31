"""Every benchmark runs at a toy size and says what it measured. Nothing here judges speed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import BENCHES, ROOT, table
from bench.measuring import Measured, percentile

pytestmark = pytest.mark.timeout(110)
#: What each benchmark must have measured, by the beginnings of its lines.
EXPECTED = {
    "unlock": {"sign in and unlock"},
    "seal": {"seal a file", "memory while sealing", "open ", "seal 2 KiB"},
    "board": {"open the Board", "database queries", "sealing on a page"},
    "search": {"first search", "following searches", "the same query", "build", "memory"},
    "intake": {
        "requests accepted",
        "answer with the code, p99",
        "requests failed",
        "whole path in en",
        "whole path in ru",
        "bytes over the wire in en",
        "bytes over the wire in ru",
        "seal and commit alone",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("bench", BENCHES)
def test_each_benchmark_runs_and_its_json_is_whole(bench: str, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "SAFECONDUCT_DATA", "DJANGO_SETTINGS_MODULE"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench", bench, "--size", "toy", "--json", str(out)],
        cwd=ROOT,
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    kept = json.loads(out.read_text("utf-8"))
    assert kept["machine"]["cores"] >= 1
    assert len(kept["load_average"]["before"]) == 3
    whats = [one["what"] for one in kept["measured"]]
    for beginning in EXPECTED[bench]:
        assert any(what.startswith(beginning) for what in whats), beginning
    for one in kept["measured"]:
        assert one["value"] >= 0, one
        assert one["what"] in done.stdout
        if "target" in one:
            assert one["met"] in {True, False}
    failures = [one["value"] for one in kept["measured"] if one["what"].startswith("requests fail")]
    assert failures in ([], [0])
    # Nothing that was measured in is left behind.
    assert [one for one in tmp_path.iterdir() if one != out] == []


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3, 1, 2, 4], 0.5) == 2
    assert percentile([3, 1, 2, 4], 0.99) == 4
    assert percentile([], 0.5) == 0


def test_the_table_says_whether_a_target_was_met() -> None:
    slow = Measured(
        bench="x", size="large", what="slow", value=3.0, unit="ms", target=2.0,
        peer="other", peer_value=1.5,
    )  # fmt: skip
    line = table([slow]).splitlines()[-1]
    assert "NOT MET" in line and line.endswith("2.00")
