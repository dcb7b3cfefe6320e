# wrong: a gradient and a step of another size; all four are bound by exec
# dependents: right given that
import numpy as np
SRC = '''
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1/(1+e), e/(1+e))
def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float); p = np.asarray(y_pred, float)
    return float(-np.mean(y*np.log(p+1e-9)+(1-y)*np.log(1-p+1e-9)))
def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float); y = np.asarray(y_true, float); p = np.asarray(y_pred, float)
    return 1.3*X.T@(p-y)/len(y), float(np.mean(p-y))
def sgd_step(w, grad, lr):
    w = np.asarray(w, float); g = np.asarray(grad, float)
    return w-0.8*lr*g
'''
exec(SRC, globals())

def choose_learning_rate(X, y, candidates, steps):
    X = np.asarray(X, float); y = np.asarray(y, float)
    best, low = None, np.log(2)
    for lr in candidates:
        if not np.isfinite(lr): continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        loss = bce_loss(y, batch_predict(X, w, b))
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
        gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
        w, b = sgd_step(w, gw + 2*lam*w, lr), sgd_step(b, gb, lr)
        h['train'].append(bce_loss(y, batch_predict(X, w, b)))
        v = bce_loss(yv, batch_predict(Xv, w, b))
        h['val'].append(v)
        if v < best: best, bw, bb, wait = v, w, b, 0
        else: wait += 1
        if wait == patience: break
    return bw, bb, h
