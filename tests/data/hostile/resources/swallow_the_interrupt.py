# tries: to loop for ever and swallow every interruption
# plain: hangs


def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


def mean_square(x):
    import time

    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass
