"""Tests of the Board."""
