def alpha(x):
    return x + 1


def beta(x):
    return 2 * x 


def gamma(x):
    """Minus x."""
    return -x
