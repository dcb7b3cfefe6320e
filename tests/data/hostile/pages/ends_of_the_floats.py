# tries: to stop the drawing of pages with numbers whose difference is no number

import numpy as np


def double(x):
    return 1.7e308 * np.where(np.arange(np.size(x)) % 2, 1.0, -1.0)


def mean_square(x):
    return 5e-324
