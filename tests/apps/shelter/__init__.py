"""Tests of shelter."""
