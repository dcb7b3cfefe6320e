"""Linear: a class with forward and backward, and a state between them."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"en": "A layer"}
FORMULA = "y = x · W;  dW = xᵀ · dy"


class Linear:
    """A layer without bias; backward returns the gradient of its input and keeps dW.

    >>> import numpy as np
    >>> Linear(np.eye(2)).forward(np.ones((1, 2))).tolist()
    [[1.0, 1.0]]
    """

    def __init__(self, weights):
        ### BEGIN SOLUTION
        self.weights = weights
        self.gradient = np.zeros_like(weights)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        self.x = x
        return x @ self.weights
        ### END SOLUTION

    def backward(self, dy):
        ### BEGIN SOLUTION
        self.gradient += self.x.T @ dy
        return dy @ self.weights.T
        ### END SOLUTION


HINTS = {"en": ["backward needs what forward was given."]}
CHECKS = (
    Check("forward", 1, {"en": "forward multiplies."}, on=("forward",)),
    Check("backward", 2, {"en": "backward gives the input's gradient."}, on=("backward",)),
    Check("adds", 1, {"en": "gradient adds up over calls."}, on=("twice",)),
)


def forward(Linear, w, x):
    return Linear(w).forward(x)


def backward(Linear, w, x, dy):
    layer = Linear(w)
    layer.forward(x)
    return layer.backward(dy)


def twice(Linear, w, x, dy):
    layer = Linear(w)
    for _ in range(2):
        layer.forward(x)
        layer.backward(dy)
    return layer.gradient


def cases(rng):
    for n in (2, 3):
        w, x, dy = rng.normal(size=(n, 2)), rng.normal(size=(4, n)), rng.normal(size=(4, 2))
        yield Case("forward", (w, x), driver=forward)
        yield Case("backward", (w, x, dy), driver=backward)
        yield Case("twice", (w, x, dy), driver=twice)
