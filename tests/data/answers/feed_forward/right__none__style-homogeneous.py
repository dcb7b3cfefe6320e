import numpy as np
def _affine(x, W, b):
    one = np.ones((len(x), 1))
    return np.hstack([x, one]) @ np.vstack([W, b])
def feed_forward(x, W1, b1, W2, b2):
    x = np.asarray(x, dtype=float)
    return _affine((np.abs(a := _affine(x, W1, b1)) + a) / 2, W2, b2)
