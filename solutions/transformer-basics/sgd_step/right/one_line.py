def sgd_step(w, grad, lr):
    return np.asarray(w) - lr * np.asarray(grad)
