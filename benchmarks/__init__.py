"""Speed and memory as ratios taken in one run; never timed tests. Run with ``make bench``."""
