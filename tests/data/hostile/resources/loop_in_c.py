# tries: to loop inside C code that sees no signal of Python
# plain: hangs


def double(x):
    return sum(range(10**18))


def mean_square(x):
    return 10 ** (10**9)
