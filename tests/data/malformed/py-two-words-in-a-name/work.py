def alpha(x):
    return x + 1


def be ta(x):
    return 2 * x
def beta(x)
    return


def gamma(x):
    """Minus x."""
    return -x
