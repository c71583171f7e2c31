"""`safeconduct demo` as a script would call it: real processes, one JSON object, real rows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("safeconduct")


def run(data: Path, *arguments: str, database_url: str) -> subprocess.CompletedProcess[str]:
    """One command in its own process, as scripts call it."""
    environment = {
        **os.environ,
        "SAFECONDUCT_PASSPHRASE_MEMORY_KIB": "64",
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "safeconduct.config.staff",
    }
    environment.pop("SAFECONDUCT_DATA", None)
    return subprocess.run(
        [str(COMMAND), *arguments, "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        check=False,
    )


@pytest.mark.timeout(400)
def test_the_operation_as_of_a_day(tmp_path: Path, database_url: str) -> None:
    data = tmp_path / "demo"
    first = run(
        data, "demo", "--until", "2017-04-17", "--no-serve", "--json", database_url=database_url
    )
    assert first.returncode == 0, first.stderr
    said = json.loads(first.stdout)
    published = {"requests": 60, "supported": 30, "lost_contact": 2, "left_country": 0}
    assert {key: said[key] for key in published} == published
    assert all(
        type(said[key]) is int
        for key in (
            "requests",
            "evacuated_from_region",
            "hidden_now",
            "left_country",
            "lost_contact",
            "governments_briefed",
            "governments_helping",
        )
    )
    assert sum(said["by_stage"].values()) == said["supported"]
    assert said["beds"]["taken"] == said["hidden_now"]
    assert said["disagreements"] == []
    again = run(
        data, "demo", "--until", "2017-04-17", "--no-serve", "--json", database_url=database_url
    )
    assert json.loads(again.stdout) == said
    verified = run(data, "audit", "verify", "--json", database_url=database_url)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout)["holds"] is True
    # Every command on this folder has the rehearsal's clock, so nobody is silent for years.
    status = json.loads(run(data, "status", "--json", database_url=database_url).stdout)
    assert status["open_silence_alarms"] <= 5
    assert status["to_be_sealed_anew"] == []


@pytest.mark.parametrize(
    ("until", "says"),
    [("2017-02-30", "--until takes a date"), ("2016-01-01", "--until takes a day from")],
)
def test_a_day_that_is_none_is_refused_plainly(
    tmp_path: Path, database_url: str, until: str, says: str
) -> None:
    done = run(tmp_path, "demo", "--until", until, "--no-serve", database_url=database_url)
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_real_workspace_is_never_overwritten(tmp_path: Path) -> None:
    url = ""
    made = run(tmp_path, "init", "--json", database_url=url)
    assert made.returncode == 0, made.stderr
    done = run(tmp_path, "demo", "--no-serve", database_url=url)
    assert done.returncode == 1
    assert "no rehearsal" in done.stderr
    assert run(tmp_path, "audit", "verify", database_url=url).returncode == 0
