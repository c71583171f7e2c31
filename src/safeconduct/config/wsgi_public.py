"""WSGI entry point of the public process."""

import os

from django.core.wsgi import get_wsgi_application

from safeconduct.config.hardening import harden

harden()
os.environ["DJANGO_SETTINGS_MODULE"] = "safeconduct.config.public"
application = get_wsgi_application()
