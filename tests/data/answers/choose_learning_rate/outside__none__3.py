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


def choose_learning_rate(X, y, candidates, steps):
    best, best_loss = None, numpy.log(2)
    for lr in candidates:
        w, b = numpy.zeros(numpy.shape(X)[1]), 0.0
        for _ in range(steps // 2):
            gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        loss = bce_loss(y, batch_predict(X, w, b))
        if loss < best_loss:
            best, best_loss = lr, loss
    if best is None:
        raise ValueError("none")
    return float(best)
