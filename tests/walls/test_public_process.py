"""The process that strangers talk to has loaded nothing that can open what is sealed.

.importlinter proves it for imports written down; this starts that process, lets it resolve every
address and read every template and tag library, and looks at what is in memory.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

FORBIDDEN = [
    "safeconduct.seal.opening",
    "safeconduct.seal.stream_opening",
    "safeconduct.seal.keyring",
    "safeconduct.seal.passphrase",
    "safeconduct.seal.recovery",
    "safeconduct.apps.vault.opening",
    "safeconduct.apps.team.unlocking",
]

# Walks what a request could reach, then prints the names of the loaded modules.
LOOK = """
import json, sys
from safeconduct.config import wsgi_public
from django.template import engines
from django.urls import get_resolver

def walk(resolver):
    for pattern in resolver.url_patterns:
        walk(pattern) if hasattr(pattern, "url_patterns") else pattern.callback

walk(get_resolver())
list(engines.all())
print(json.dumps(sorted(name for name in sys.modules if name.startswith("safeconduct"))))
"""


def test_the_public_process_has_no_opening_code(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "SAFECONDUCT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "safeconduct.config.public",
    }
    ran = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    loaded = json.loads(ran.stdout)
    assert "safeconduct.faces.public" in loaded
    assert [name for name in loaded if name in FORBIDDEN] == []
