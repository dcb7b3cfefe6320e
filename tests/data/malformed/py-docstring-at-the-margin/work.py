def alpha(x):
    return x + 1


def beta(x):
    """Twice x.

See the book
for everyone
    """
    return (2 * x


def gamma(x):
    """Minus x."""
    return -x
