"""Tests of the apps, one folder each."""
