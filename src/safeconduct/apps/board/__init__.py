"""The Board: the state of the operation on one page."""
