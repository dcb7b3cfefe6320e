import math

score = 0.8 / math.sqrt(2)
a = math.exp(score) / (math.exp(score) + 1)
x, w = [a, 1 - a, 1.0], [0.3, 0.9, 0.0]


def _sigmoid(z):
    return 1 / (1 + math.exp(-z))


def _dot(u, v):
    return sum(i * j for i, j in zip(u, v))


_y = _sigmoid(_dot(x, w))
_g = -(1 - _y) * _y * (1 - _y)
_w2 = [wi - 0.1 * _g * xi for wi, xi in zip(w, x)]
gradient_share = (_sigmoid(_dot(x, _w2)) - _y) / (_sigmoid(_dot(x, _w2) + 0.1) - _y)
