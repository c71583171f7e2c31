"""Template filters of the team's pages."""
