"""Settings of the staff process: members unlock and work here."""

from safeconduct.config.settings import *  # noqa: F403  (a Django settings module extends its base)

ROOT_URLCONF = "safeconduct.faces.staff"
MIDDLEWARE = [
    "safeconduct.config.staff_middleware.ProtectStaffPages",
    "safeconduct.config.staff_middleware.KeepWhatWasTyped",
    "safeconduct.config.staff_middleware.UnlockedMember",
    "django.middleware.csrf.CsrfViewMiddleware",
]
# Behind a proxy with TLS a browser sends "Origin: https://..."; without this every form would be
# taken for a forged one. Nothing else depends on it: cookies are always marked secure.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_NAME = "__Host-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "safeconduct.faces.errors.forged"
TEMPLATES = [
    {
        **TEMPLATES[0],  # noqa: F405
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "safeconduct.faces.navigation.navigation",
            ]
        },
    }
]
