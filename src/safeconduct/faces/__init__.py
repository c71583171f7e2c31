"""The two faces: one URL conf for the public process, one for the staff process."""
