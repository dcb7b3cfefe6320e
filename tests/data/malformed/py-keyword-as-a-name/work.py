def alpha(x):
    return x + 1


def beta(x):
    lambda = 2
    return lambda * x


def gamma(x):
    """Minus x."""
    return -x
