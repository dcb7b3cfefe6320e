def batch_predict(X, w, b):
    z = np.clip(np.array(X) @ np.array(w) + b, -500, 500)
    return 1.0 / (1.0 + np.exp(-z))
