"""The wall inside the seal: what seals never reaches what opens."""

import subprocess
import sys

import pytest

OPENING = ("opening", "stream_opening", "keyring", "passphrase", "recovery")
SEALING = (
    "binding",
    "canonical",
    "chain",
    "envelope",
    "epochs",
    "errors",
    "mailbox",
    "padding",
    "recipients",
    "return_code",
    "sealing",
    "stream_sealing",
)


@pytest.mark.parametrize("opens", [False, True], ids=["all that seals", "without the mailbox"])
def test_importing_what_seals_loads_nothing_that_opens(opens: bool) -> None:
    modules = [name for name in SEALING if not (opens and name == "mailbox")]
    forbidden = [*OPENING, *(["_unsealing"] if opens else [])]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module('safeconduct.seal.' + name)\n"
        f"loaded = [n for n in {forbidden!r} if 'safeconduct.seal.' + n in sys.modules]\n"
        "assert not loaded, loaded\n"
        "assert 'django' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
