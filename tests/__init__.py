"""Tests of Safeconduct; their folders mirror src."""
