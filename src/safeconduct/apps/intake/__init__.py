"""Intake: requests for help, sealed on arrival, answered and triaged."""
