"""Cases: people in the organisation's care, their danger, needs, papers, tasks and check-ins."""
