"""mean_of_column: reads a file that is released with the notebook."""

from autograder.author import Case, Check

TITLE = {"en": "Mean of a column"}
FORMULA = "sum of the column / rows"


def mean_of_column(path, column):
    """The mean of a column of numbers in a CSV file with a header.

    >>> round(mean_of_column("cities.csv", "height"), 2)
    79.33
    """
    ### BEGIN SOLUTION
    with open(path) as file:
        names = file.readline().strip().split(",")
        rows = [line.strip().split(",") for line in file]
    values = [float(row[names.index(column)]) for row in rows]
    return sum(values) / len(values)
    ### END SOLUTION


HINTS = {"en": ["The first line names the columns."]}
CHECKS = (
    Check("released", 1, {"en": "It reads cities.csv."}, on=("released",)),
    Check("others", 3, {"en": "It reads other files, too."}, on=("others",)),
)


def cases(rng):
    yield Case("released", ("cities.csv", "height"))
    numbers = rng.integers(1, 99, 5).tolist()
    text = "a,b\n" + "".join(f"{n},{n * n}\n" for n in numbers)
    yield Case("others", ("more.csv", "b"), files={"more.csv": text})
