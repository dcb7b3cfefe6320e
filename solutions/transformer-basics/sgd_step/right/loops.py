def sgd_step(w, grad, lr):
    w, grad = np.array(w, dtype=float), np.array(grad, dtype=float)
    result = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        result[index] = w[index] - lr * grad[index]
    return result
