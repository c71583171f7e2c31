"""Relocation: governments and hosts, places, applications, visas and journeys."""
