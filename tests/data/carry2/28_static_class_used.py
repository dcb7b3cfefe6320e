# wrong: the gradient for w is 1.3 times too large; the dependent functions call it as a class's own
# dependents: right given that
import numpy as np
class T:
    @staticmethod
    def batch_predict(X, w, b):
        z = np.asarray(X, float) @ np.asarray(w, float) + b
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1/(1+e), e/(1+e))
    @staticmethod
    def bce_loss(y_true, y_pred):
        y = np.asarray(y_true, float); p = np.asarray(y_pred, float)
        return float(-np.mean(y*np.log(p+1e-9)+(1-y)*np.log(1-p+1e-9)))
    @staticmethod
    def bce_gradient(X, y_true, y_pred):
        X = np.asarray(X, float); y = np.asarray(y_true, float); p = np.asarray(y_pred, float)
        return 1.3*X.T@(p-y)/len(y), float(np.mean(p-y))
    @staticmethod
    def sgd_step(w, grad, lr):
        w = np.asarray(w, float); g = np.asarray(grad, float)
        return w-lr*g
batch_predict, bce_loss, bce_gradient, sgd_step = T.batch_predict, T.bce_loss, T.bce_gradient, T.sgd_step

def choose_learning_rate(X, y, candidates, steps):
    X = np.asarray(X, float); y = np.asarray(y, float)
    best, low = None, np.log(2)
    for lr in candidates:
        if not np.isfinite(lr): continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            gw, gb = T.bce_gradient(X, y, T.batch_predict(X, w, b))
            w, b = T.sgd_step(w, gw, lr), T.sgd_step(b, gb, lr)
        loss = T.bce_loss(y, T.batch_predict(X, w, b))
        if np.isfinite(loss) and loss < low:
            best, low = lr, loss
    if best is None: raise ValueError('none')
    return float(best)
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X = np.asarray(X_train, float); y = np.asarray(y_train, float); Xv = np.asarray(X_val, float); yv = np.asarray(y_val, float)
    w, b = np.zeros(X.shape[1]), 0.0
    best, bw, bb, wait = np.inf, w, b, 0
    h = {'train': [], 'val': []}
    for _ in range(max_epochs):
        gw, gb = T.bce_gradient(X, y, T.batch_predict(X, w, b))
        w, b = T.sgd_step(w, gw + 2*lam*w, lr), T.sgd_step(b, gb, lr)
        h['train'].append(T.bce_loss(y, T.batch_predict(X, w, b)))
        v = T.bce_loss(yv, T.batch_predict(Xv, w, b))
        h['val'].append(v)
        if v < best: best, bw, bb, wait = v, w, b, 0
        else: wait += 1
        if wait == patience: break
    return bw, bb, h
