"""Tests of the seal. They need neither Django nor a database."""
