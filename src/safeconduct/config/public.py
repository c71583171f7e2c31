"""Settings of the public process: people ask for help here. It holds no key that opens a plea."""

from safeconduct.config.settings import *  # noqa: F403  (a Django settings module extends its base)

ROOT_URLCONF = "safeconduct.faces.public"
MIDDLEWARE = [
    "safeconduct.config.public_middleware.ProtectPublicPages",
    "safeconduct.config.public_middleware.CompressPages",
    "safeconduct.config.public_middleware.KeepWhatWasTyped",
]
