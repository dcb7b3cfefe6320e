def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y = np.array(X_train, float), np.array(y_train, float)
    Xv, yv = np.array(X_val, float), np.array(y_val, float)

    def predict(inputs, w, b):
        return 1 / (1 + np.exp(-(inputs @ w + b)))

    def loss(t, p):
        p = np.clip(p, 1e-7, 1 - 1e-7)
        return float(-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)))

    w, b = np.zeros(X.shape[1]), 0.0
    best = {"loss": float("inf"), "w": None, "b": None}
    counter = 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        error = predict(X, w, b) - y
        w -= lr * (X.T @ error / len(y) + 2 * lam * w)
        b -= lr * error.mean()
        history["train"].append(loss(y, predict(X, w, b)))
        history["val"].append(loss(yv, predict(Xv, w, b)))
        if history["val"][-1] < best["loss"]:
            best = {"loss": history["val"][-1], "w": w.copy(), "b": b}
            counter = 0
        else:
            counter += 1
            if counter >= patience:
                break
    return best["w"], best["b"], history
