"""Measurements of Safeconduct: intake, search, unlocking, the Board, and sealing alone.

`python -m bench` runs them; docs/performance.md says what each one does. Nothing here is shipped.
"""
