def alpha(x):
    return x + 1


def beta(x):
        y = 2
    return y * x


def gamma(x):
    """Minus x."""
    return -x
