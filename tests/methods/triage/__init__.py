"""Tests of the danger assessment."""
