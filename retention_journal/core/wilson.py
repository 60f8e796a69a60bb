"""How sure a share is that was counted among few: the range of Wilson."""

from __future__ import annotations

from math import sqrt

#: The quantile of a 95 % range.
Z_95 = 1.959963984540054


def wilson(kept: int, of: int) -> tuple[float, float]:
    """Return the Wilson 95 % range of a share, 0 to 1; all of it where there are none.

    Source: E. B. Wilson, 1927; figures, worked numbers (3 of 20 gives 5 to 36 %).
    """
    if of == 0:
        return 0.0, 1.0
    share, square = kept / of, Z_95 * Z_95
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z_95 * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
