"""Settings of the tests: the staff face's, with cheap passphrases. Never used to serve."""

import os
import tempfile

os.environ.setdefault("SAFECONDUCT_DATA", tempfile.mkdtemp(prefix="safeconduct-tests-"))
os.environ.setdefault("SAFECONDUCT_PASSPHRASE_MEMORY_KIB", "64")

from safeconduct.config.staff import *  # noqa: F403  (the lines above must come first)
