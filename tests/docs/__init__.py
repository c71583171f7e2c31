"""The papers of the house are held against the code."""
