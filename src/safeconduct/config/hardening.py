"""Makes a process that handles keys harder to read: no core dumps, no debugger, private files."""

import ctypes
import os
import resource

PR_SET_DUMPABLE = 4


def harden() -> None:
    """Refuse core dumps and ptrace for this process, and create files for this user only.

    Does what the system allows and says nothing where it does not (other systems than Linux).
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
