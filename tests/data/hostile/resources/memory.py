# tries: to take all the memory there is

hoard = []


def double(x):
    while True:
        hoard.append(bytearray(10_000_000))


def mean_square(x):
    return "x" * 10**12
