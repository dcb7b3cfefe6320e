import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    """Position-wise feed-forward network."""
    a = [np.array(t, dtype=np.float64) for t in (x, W1, b1, W2, b2)]
    pre = np.einsum("nd,df->nf", a[0], a[1]) + a[2][None, :]
    act = np.where(pre > 0.0, pre, 0.0)
    return np.einsum("nf,fd->nd", act, a[3]) + a[4][None, :]
