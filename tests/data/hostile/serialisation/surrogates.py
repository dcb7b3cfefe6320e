# tries: to return text that no file can hold


def double(x):
    print("\ud800\udfff\x00")
    return "\ud800"


def mean_square(x):
    raise ValueError("\udcff\x00\x1b[2J")
