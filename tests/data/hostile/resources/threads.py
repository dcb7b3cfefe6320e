# tries: to start threads without end

import threading

stop = threading.Event()


def double(x):
    while True:
        threading.Thread(target=stop.wait).start()


def mean_square(x):
    return None
