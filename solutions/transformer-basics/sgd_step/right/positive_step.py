def sgd_step(weights, gradient, learning_rate=0.01):
    delta = np.multiply(-learning_rate, gradient)
    return np.add(weights, delta)
