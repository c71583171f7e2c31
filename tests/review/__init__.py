"""What reviews found: one test for each attack that once worked."""
