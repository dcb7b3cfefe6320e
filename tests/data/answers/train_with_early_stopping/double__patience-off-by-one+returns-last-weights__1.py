import numpy

def sigmoid(z):
    z = numpy.clip(z, -500, 500)
    return 1 / (1 + numpy.exp(-z))

def batch_predict(X, w, b):
    X = numpy.asarray(X, dtype=numpy.float64)
    w = numpy.asarray(w, dtype=numpy.float64)
    return sigmoid(numpy.dot(X, w) + b)

def bce_loss(y_true, y_pred):
    eps = 1e-10
    y_true = numpy.asarray(y_true, dtype=numpy.float64)
    y_pred = numpy.clip(numpy.asarray(y_pred, dtype=numpy.float64), eps, 1 - eps)
    return numpy.mean(-(y_true * numpy.log(y_pred) + (1 - y_true) * numpy.log(1 - y_pred)))

def bce_gradient(X, y_true, y_pred):
    X = numpy.asarray(X, dtype=numpy.float64)
    diff = numpy.subtract(y_pred, y_true, dtype=numpy.float64)
    n = X.shape[0]
    return numpy.einsum("nd,n->d", X, diff) / n, diff.sum() / n

def sgd_step(w, grad, lr):
    return numpy.asarray(w, dtype=numpy.float64) + (-lr) * numpy.asarray(grad, dtype=numpy.float64)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = numpy.zeros(numpy.shape(X_train)[1]), 0.0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        history["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if len(history["val"]) - 1 - history["val"].index(min(history["val"])) > patience:
            break
    return w, b, history
