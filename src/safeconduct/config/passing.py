"""Tells a failure that will pass (busy database, full disk) from a mistake in the software."""

import errno

from django.db import OperationalError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})


def passing(exception: BaseException) -> bool:
    """Whether trying again later can help, so that a page may give back what was typed."""
    if isinstance(exception, OperationalError):
        return True
    return isinstance(exception, OSError) and exception.errno in FULL
