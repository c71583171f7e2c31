"""Audit: what happened, who did it, and a chain of digests that shows any later change."""
