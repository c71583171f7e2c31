"""Relocation: partners, places, applications and journeys."""
