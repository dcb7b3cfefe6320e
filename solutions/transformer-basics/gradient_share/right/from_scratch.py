def sigmoid(z):
    return 1 / (1 + np.exp(-z))


x = np.array([0.637767, 0.362233, 1.0])
w = np.array([0.3, 0.9, 0.0])
y = sigmoid(x @ w)
w_new = w + 0.1 * (1 - y) * y * (1 - y) * x
gradient_share = (sigmoid(x @ w_new) - y) / (sigmoid(x @ w_new + 0.1) - y)
