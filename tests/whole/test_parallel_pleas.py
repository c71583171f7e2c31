"""Sixteen people press "Send" at once: nobody is turned away, and nobody shares a code."""

import json
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.whole.posting import Sent, post_plea
from tests.whole.running import Home, command, serving

PEOPLE = 16
EACH = 4


@pytest.mark.slow
def test_sixteen_at_once(home_on_either: Home) -> None:
    begin = threading.Barrier(PEOPLE)

    def person(number: int) -> list[Sent]:
        visitor = served.visitor("public", seconds=60)
        begin.wait(30)
        return [post_plea(visitor, f"person {number}, request {turn}") for turn in range(EACH)]

    with serving(home_on_either, "--public-only") as served, ThreadPoolExecutor(PEOPLE) as pool:
        sent = [one for many in pool.map(person, range(PEOPLE), timeout=90) for one in many]
    codes = [one.code for one in sent]
    assert len(codes) == PEOPLE * EACH
    assert len(set(codes)) == len(codes)
    verified = subprocess.run(
        command("audit", "verify", "--json"),
        env=home_on_either.environment,
        capture_output=True,
        timeout=60,
    )
    assert verified.returncode == 0, verified.stderr
    told = json.loads(verified.stdout)
    assert told["events"] >= PEOPLE * EACH, told
