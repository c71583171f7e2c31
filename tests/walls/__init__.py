"""Rules about the code itself. Each has failed at least once on purpose before it was kept."""
