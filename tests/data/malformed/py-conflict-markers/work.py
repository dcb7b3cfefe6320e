def alpha(x):
    return x + 1


<<<<<<< HEAD
def beta(x):
    return 2 x
=======
>>>>>>> theirs


def gamma(x):
    """Minus x."""
    return -x
