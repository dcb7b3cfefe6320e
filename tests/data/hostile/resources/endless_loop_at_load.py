# tries: to never finish loading
# plain: hangs


def double(x):
    return None


while True:
    pass
