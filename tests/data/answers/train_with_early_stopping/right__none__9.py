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
    w = numpy.zeros(len(X_train[0])); b = numpy.float64(0)
    w_best, b_best = w.copy(), b
    history = {"train": [], "val": []}
    lowest, stale = None, 0
    for _ in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w -= lr * (gw + lam * 2 * w)
        b -= lr * gb
        history["train"] += [bce_loss(y_train, batch_predict(X_train, w, b))]
        history["val"] += [bce_loss(y_val, batch_predict(X_val, w, b))]
        if lowest is None or history["val"][-1] < lowest:
            lowest = history["val"][-1]
            w_best[:] = w
            b_best = b
            stale = 0
        else:
            stale += 1
        if stale == patience:
            print("stopped early")
            break
    else:
        print("ran to the end")
    return w_best, b_best, history
