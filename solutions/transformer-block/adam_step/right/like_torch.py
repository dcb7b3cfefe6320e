def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = np.multiply(m, beta1) + np.multiply(grad, 1 - beta1)
    v = np.multiply(v, beta2) + np.multiply(np.multiply(grad, grad), 1 - beta2)
    step_size = lr / (1 - beta1**t)
    denominator = np.sqrt(v) / np.sqrt(1 - beta2**t) + eps
    return np.asarray(w) - step_size * m / denominator, m, v
