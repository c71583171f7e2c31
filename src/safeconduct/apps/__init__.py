"""The parts of the organisation's work, one folder for each; a folder imports only lower ones."""
