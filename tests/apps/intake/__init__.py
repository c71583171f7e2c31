"""The public plea pages and the staff triage pages."""
