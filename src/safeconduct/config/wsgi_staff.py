"""WSGI entry point of the staff process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "safeconduct.config.staff"
application = get_wsgi_application()
