import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ w + b
    both = np.stack([np.zeros_like(z), z], axis=1)
    both = np.exp(both - both.max(axis=1, keepdims=True))
    return (both / both.sum(axis=1, keepdims=True))[:, 1]
