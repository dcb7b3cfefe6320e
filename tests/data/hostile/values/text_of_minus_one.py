# tries: text whose length, form and hash are lies
# keeps: 4

import numpy as np


class Text(str):
    __slots__ = ()

    def __len__(self):
        return -1

    def __repr__(self):
        return "<script>"

    def __hash__(self):
        return 0


def double(x):
    return {Text("a"): Text("b")}


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
