def sgd_step(w, grad, lr):
    def step(a, b):
        if np.ndim(a) == 0:
            return float(a) - lr * float(b)
        return [step(x, y) for x, y in zip(a, b)]

    return np.array(step(w, grad))
