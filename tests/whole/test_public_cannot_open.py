"""The public process, while it serves, holds nothing that opens a plea.

tests/walls shows which modules it loads by itself; here it answers every kind of page first, and
then tries with all it has: its modules, its environment, its files, its database.
"""

import json
import subprocess
import sys

import pytest

from tests.conftest import DATABASE
from tests.walls.test_public_process import FORBIDDEN
from tests.whole.canaries import Sower
from tests.whole.operation import Operation
from tests.whole.running import Home, serving

ATTEMPT = r"""
import gc, json, os, sys
from pathlib import Path
from safeconduct.config.wsgi_public import application
from django.test import Client
from django.conf import settings

client = Client(SERVER_NAME="127.0.0.1")
code = sys.argv[1]
pages = []
for method, path, data in (
    ("get", "/", {}), ("get", "/en/", {}), ("get", "/ru/ask/", {}), ("get", "/ar/back/", {}),
    ("post", "/en/ask/", {"text": "x", "step": "1", "do": "next"}),
    ("post", "/en/ask/", {"step": "6", "do": "send"}),
    ("post", "/en/box/", {"code": code}), ("post", "/en/box/", {"code": "1" * 30}),
    ("post", "/en/box/", {"code": code, "do": "withdraw"}),
    ("get", "/nothing/", {}),
):
    pages.append(getattr(client, method)(path, data).status_code)
loaded = sorted(name for name in sys.modules if name.startswith("safeconduct"))

# Everything in memory, on disk and in the environment that is as long as a key of ours, tried on
# the one plea that is there, as an epoch secret, as a wrapping key and as a member's seed.
from django.apps import apps
from django.db import connection
tried = set()
def consider(value):
    if type(value) is str and len(value) == 64:
        try: value = bytes.fromhex(value)
        except ValueError: return
    if type(value) in (bytes, bytearray) and len(value) == 32:
        tried.add(bytes(value))
for one in gc.get_objects():
    if type(one) is dict:
        for value in list(one.values()): consider(value)
    elif type(one) in (list, tuple, set):
        for value in list(one): consider(value)
for value in os.environ.values(): consider(value)
for path in Path(settings.DATA_DIR).glob("*.key"): consider(path.read_text().strip())
for model in apps.get_models():
    for row in model.objects.all().values():
        for value in row.values():
            consider(bytes(value) if isinstance(value, memoryview) else value)

# From here on the attacker brings code of their own: all that is missing is a key.
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.team import queries as team
from safeconduct.seal.binding import Binding
from safeconduct.seal.errors import SealError
from safeconduct.seal.opening import EpochKeys, open_record
plea = Plea.objects.get()
binding = Binding(workspace=team.workspace().id, table="intake_plea", row=plea.pk,
                  column="content", compartment=plea.compartment_id, version=plea.content_version)
def opens(keys):
    try: return bool(open_record(keys, bytes(plea.content), binding))
    except (SealError, ValueError): return False
opened = [key.hex() for key in tried
          if opens(EpochKeys.of(key)) or opens(EpochKeys(key, key))]
known = bytes.fromhex(sys.argv[2]) if len(sys.argv) > 2 else b""
print(json.dumps({"pages": pages, "loaded": loaded, "tried": len(tried), "opened": opened,
                  "right_key_opens": opens(EpochKeys.of(known)) if known else None}))
"""


def attempt(home: Home, code: str, *more: str) -> dict[str, object]:
    """Run the attempt in a process with the public face's own environment."""
    ran = subprocess.run(
        [sys.executable, "-c", ATTEMPT, code, *more],
        env=home.environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return told


@pytest.mark.slow
def test_all_it_has_opens_nothing(home_on_either: Home) -> None:
    home = home_on_either
    with serving(home) as served:
        operation = Operation(home, served, Sower())
        operation.gather()
        code = operation.ask_for_help("somebody", language="en")
        operation.do("birch", f"/requests/{operation.pleas['somebody']}/answer/")
    told = attempt(home, code)
    assert told["pages"] == [200, 200, 200, 200, 200, 422, 200, 422, 200, 404]
    loaded = told["loaded"]
    assert isinstance(loaded, list)
    assert [name for name in loaded if name in FORBIDDEN] == []
    assert isinstance(told["tried"], int) and told["tried"] > 10
    assert told["opened"] == []
    # The attempt can succeed: with the key of the compartment the same lines open the plea.
    assert attempt(home, code, intake_secret(home, operation))["right_key_opens"] is True


def intake_secret(home: Home, operation: Operation) -> str:
    """The epoch secret of intake in hexadecimal, as birch's passphrase gives it."""
    login = operation.logins["birch"]
    script = (
        "import sys, django; django.setup()\n"
        "from safeconduct.apps.team import unlocking, queries\n"
        "_, actor = unlocking.sign_in(*sys.stdin.read().split('\\n')[:3])\n"
        "c = queries.compartment('intake')\n"
        "print(actor.epoch_secret(c.id, queries.recipient(c.id).epoch).hex())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**home.environment, "DJANGO_SETTINGS_MODULE": "safeconduct.config.staff"},
        input="\n".join((login.name, login.passphrase, login.code())),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.slow
@pytest.mark.skipif(DATABASE != "sqlite", reason="says nothing about a database")
def test_the_serving_process_is_told_no_secret(home: Home) -> None:
    """Environment and arguments hold paths and settings; its files hold the instance key alone."""
    with serving(home, "--public-only") as served:
        for pid in served.processes():
            with open(f"/proc/{pid}/environ", "rb") as file:  # noqa: PTH123
                told = file.read().decode("utf-8", "replace")
            for secret in (home.founder.passphrase, home.founder.second_factor, *home.recovery):
                assert secret not in told
        names = {path.name for path in home.data.iterdir()}
    assert {name for name in names if "sqlite3" not in name} <= {"instance.key", "blobs"}
