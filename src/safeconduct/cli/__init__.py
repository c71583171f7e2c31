"""The command line: `safeconduct <verb>`, one module per group of verbs."""
