"""Template filters of the audit chain."""
