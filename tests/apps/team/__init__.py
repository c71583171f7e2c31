"""Tests of the team app."""
