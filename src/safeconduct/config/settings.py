"""Settings that both faces and the command line share.

Everything that differs between installations comes from the environment and is described in
docs/how-to/settings.md. No key that opens anything is ever read from here.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from safeconduct.config.instance import instance_key

PACKAGE = Path(__file__).resolve().parent.parent

#: Where this installation keeps its database, sealed files and run-time sockets.
DATA_DIR = Path(os.environ.get("SAFECONDUCT_DATA") or Path.home() / ".safeconduct").resolve()

#: A JSON file that moves the clock. Only rehearsals (the demo) and tests have one; every command
#: on a rehearsal's folder finds it there, so that nothing happens in it at today's date.
REHEARSAL_CLOCK = os.environ.get("SAFECONDUCT_REHEARSAL_CLOCK") or (
    str(DATA_DIR / "rehearsal-clock.json")
    if (DATA_DIR / "rehearsal").exists() and (DATA_DIR / "rehearsal-clock.json").exists()
    else ""
)

#: Minutes without a request after which a member must unlock again.
IDLE_MINUTES = int(os.environ.get("SAFECONDUCT_IDLE_MINUTES", "15"))

#: Largest file that the public face takes, in bytes.
LARGEST_PUBLIC_FILE = int(os.environ.get("SAFECONDUCT_LARGEST_PUBLIC_FILE", str(200 * 2**20)))

#: Largest file that the staff face takes, in bytes.
LARGEST_STAFF_FILE = int(os.environ.get("SAFECONDUCT_LARGEST_STAFF_FILE", str(10 * 2**30)))

#: Memory of one Argon2id derivation for a member's passphrase, in KiB (tests lower it).
PASSPHRASE_MEMORY_KIB = int(os.environ.get("SAFECONDUCT_PASSPHRASE_MEMORY_KIB", str(256 * 1024)))

# Signs form tokens of the public face, nothing else: whoever holds it can open nothing.
SECRET_KEY = instance_key(DATA_DIR)

DEBUG = False
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("SAFECONDUCT_HOSTS", "127.0.0.1,localhost,[::1],.onion").split(",")
    if host
]
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "locale"]

INSTALLED_APPS = [
    "safeconduct.apps.audit",
    "safeconduct.apps.team",
    "safeconduct.apps.vault",
    "safeconduct.apps.cases",
    "safeconduct.apps.intake",
    "safeconduct.apps.shelter",
    "safeconduct.apps.relocation",
    "safeconduct.apps.board",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database_from(url: str) -> dict[str, object]:
    """Translate DATABASE_URL into Django's form; without one, SQLite inside the data folder.

    Raises ValueError for a scheme that is neither postgresql nor sqlite.
    """
    if not url:
        return sqlite_database(DATA_DIR / "safeconduct.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host") or parts.hostname or "",
            "PORT": str(parts.port or query.get("port") or ""),
            "CONN_MAX_AGE": 60,
            # A half-written plea must never be acknowledged, so commits wait for the disk.
            "OPTIONS": {"options": "-c synchronous_commit=on -c lock_timeout=5000"},
        }
    if parts.scheme == "sqlite":
        return sqlite_database(Path(unquote(parts.path)))
    raise ValueError(
        "DATABASE_URL must begin with postgresql:// or sqlite:// (for example "
        "postgresql:///safeconduct?host=/run/postgresql)."
    )


def sqlite_database(path: Path) -> dict[str, object]:
    """SQLite as measured for this software: every acknowledged write is on disk, deletions are
    overwritten, and a writer takes its lock at once instead of failing when it upgrades."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
                "PRAGMA cache_size=-20000; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""))}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

STATIC_URL = "/static/"

# Texts travel in memory; files are sealed while they arrive and never rest in plain form.
# More than any field takes, so that a text that is too long comes back with a sentence instead of
# breaking the connection.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = ["safeconduct.apps.vault.uploads.SealingUploadHandler"]
SILENCED_SYSTEM_CHECKS: list[str] = []

SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Logs say that something failed and where in the code, never with what: no request line, no
# form, no local variable.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "safeconduct.config.quiet.WithoutContents"}},
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["plain"],
            "formatter": "line",
        }
    },
    # A page that is not there is no event worth a line that could help to time somebody.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
LOGGING_CONFIG = "logging.config.dictConfig"
