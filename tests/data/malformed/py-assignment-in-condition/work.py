def alpha(x):
    return x + 1


def beta(x):
    if x = 2:
        return 4
    return 2 * x


def gamma(x):
    """Minus x."""
    return -x
