"""Tests of the whole product: real processes, a real data folder, HTTP as a browser speaks it."""
