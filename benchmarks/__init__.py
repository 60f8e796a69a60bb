"""Speed and memory as ratios taken in one run, never timed tests; ``wording`` also counts what it gets right.

Run with ``make bench``.
"""
