def sgd_step(w, grad, lr):
    new = np.array(w, dtype=float)
    new -= lr * np.asarray(grad, dtype=float)
    return new
