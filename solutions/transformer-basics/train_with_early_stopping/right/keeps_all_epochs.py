def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """The best epoch is looked up in the history; arrays come back as history."""
    train, val, params = [], [], []
    w, b = np.zeros(np.shape(X_train)[1]), np.float64(0.0)
    for epoch in range(max_epochs):
        grad_w, grad_b = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w = w - lr * (grad_w + 2 * lam * w)
        b = b - lr * grad_b
        params.append((w, b))
        train.append(bce_loss(y_train, batch_predict(X_train, w, b)))
        val.append(bce_loss(y_val, batch_predict(X_val, w, b)))
        best = int(np.argmin(val))
        if epoch - best == patience:
            break
    return (*params[best], {"val": np.array(val), "train": np.array(train)})
