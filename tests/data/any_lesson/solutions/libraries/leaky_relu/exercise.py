"""leaky_relu: tensors."""

import torch

from autograder.author import Case, Check

TITLE = {"en": "Leaky ReLU"}
FORMULA = "x if x > 0, else 0.1 x"


def leaky_relu(x):
    """x where it is positive, 0.1 x elsewhere.

    >>> import torch
    >>> leaky_relu(torch.tensor([2.0])).item()
    2.0
    """
    import torch

    ### BEGIN SOLUTION
    return torch.where(x > 0, x, 0.1 * x)
    ### END SOLUTION


HINTS = {"en": ["torch.where chooses by element."]}
CHECKS = (Check("relu", 1, {"en": "Both sides are right."}),)


def cases(rng):
    yield Case("some", (torch.tensor([-1.0, 0.0, 2.0]),))
    yield Case("some", (torch.tensor(rng.normal(size=(3, 4)), dtype=torch.float32),))
