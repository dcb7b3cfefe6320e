def alpha(x):
    return x + 1


def beta(x):
    y = x
    else:
        y = 0
    return y


def gamma(x):
    """Minus x."""
    return -x
