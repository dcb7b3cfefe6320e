def alpha(x):
    return x + 1


def beta(x):


def gamma(x):
    """Minus x."""
    return -x
