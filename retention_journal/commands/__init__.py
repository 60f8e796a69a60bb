"""The command line: a public contract (``cli.md``), and no Qt.

Each module has the commands of one subject as ``Command`` values: its arguments, and the function that runs
it and returns the exit code. They read the journal through services and print through ``output``.
"""
