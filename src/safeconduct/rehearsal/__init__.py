"""The rehearsal: the 2017 operation replayed with invented people, through the actions that the
pages call. It refuses to touch a workspace that holds real work.
"""
