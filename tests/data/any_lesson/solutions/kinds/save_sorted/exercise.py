"""save_sorted: writes a file."""

from autograder.author import Case, Check

TITLE = {"en": "Save in order"}
FORMULA = "one number in a line, ascending"


def save_sorted(numbers, path):
    """Write the numbers to a file in ascending order, one in each line."""
    ### BEGIN SOLUTION
    ordered = sorted(numbers)
    with open(path, "w") as file:
        for number in ordered:
            file.write(f"{number}\n")
    ### END SOLUTION


HINTS = {"en": ["with open(path, 'w') closes the file for you."]}
CHECKS = (Check("file", 1, {"en": "The file holds the numbers in order."}),)


def and_read(save_sorted, numbers):
    save_sorted(numbers, "sorted.txt")
    with open("sorted.txt") as file:
        return file.read()


def cases(rng):
    yield Case("some", ([3, 1, 2],), driver=and_read, files={"note.txt": "in this folder\n"})
    yield Case("some", (rng.integers(0, 99, 6).tolist(),), driver=and_read, files={"note.txt": ""})
