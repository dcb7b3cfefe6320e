import numpy as np
from numpy.typing import ArrayLike, NDArray

def sgd_step(w: ArrayLike, grad: ArrayLike, lr: float) -> NDArray[np.float64]:
    """w <- w - lr * grad, without touching w."""
    stacked = np.stack([np.asarray(w, np.float64), -float(lr) * np.asarray(grad, np.float64)])
    return np.add.reduce(stacked, axis=0)
