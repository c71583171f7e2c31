"""WSGI entry point of the staff process."""

import os

from django.core.wsgi import get_wsgi_application

from safeconduct.config.hardening import harden

harden()
os.environ["DJANGO_SETTINGS_MODULE"] = "safeconduct.config.staff"
application = get_wsgi_application()
