import numpy as np

class SGD:
    """Plain gradient descent."""
    def step(self, params, grads, lr=0.1):
        params = np.asarray(params, dtype=np.float64)
        grads = np.asarray(grads, dtype=np.float64)
        return params + (-lr) * grads

_opt = SGD()
sgd_step = _opt.step
