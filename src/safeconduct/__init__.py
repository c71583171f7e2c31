"""Safeconduct: sealed casework for people who are hunted, from the first plea to a safe place.

This package holds no behaviour of its own; walk its folders: seal, methods, apps, rehearsal,
faces, cli, config.
"""

__version__ = "0.1.0"
