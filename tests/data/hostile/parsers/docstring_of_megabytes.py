# tries: a docstring longer than any page
# keeps: 4

import numpy as np


def double(x):
    """Twice x."""
    return x


double.__doc__ = double.__name__ = double.__qualname__ = "<b>\x1b[31m" * 10**6


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
