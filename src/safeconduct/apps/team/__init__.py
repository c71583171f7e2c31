"""Team: members, their roles, the compartments they hold keys to, and how they unlock."""
