"""Sealed search: words are opened in a process of their own, which dies when the member locks.

Sides: `child`, `scanning`, `segment_files` and `messages` make up the child process and know no
Django; `children` starts and ends such processes; `sessions`, `looking` and `keeping` are the
staff process's side, with the database. Nothing here is imported by the public process except
`children`, through the app's configuration, and there it never starts anything.
"""
