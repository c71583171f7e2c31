"""Shelter: flats, beds, stays and moves; addresses in a compartment of their own."""
