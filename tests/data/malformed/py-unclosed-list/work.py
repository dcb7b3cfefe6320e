def alpha(x):
    return x + 1


def beta(x):
    y = [1,
    2
    return y


def gamma(x):
    """Minus x."""
    return -x
