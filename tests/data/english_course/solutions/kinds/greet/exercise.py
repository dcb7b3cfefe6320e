"""greet: a function that prints."""

from autograder.author import Case, Check

TITLE = {"en": "A greeting"}
FORMULA = "Hello, NAME!"


def greet(name):
    """Print a greeting, and return nothing.

    >>> greet("Ada")
    Hello, Ada!
    """
    ### BEGIN SOLUTION
    print(f"Hello, {name}!")
    ### END SOLUTION


HINTS = {"en": ["print() writes a line."]}

CHECKS = (Check("prints", 1, {"en": "It prints the greeting, and returns nothing."}),)


def printed(greet, name):
    import contextlib
    import io

    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        result = greet(name)
    return {"printed": text.getvalue(), "returned": result}


def cases(rng):
    yield Case("names", ("Ada",), driver=printed)
    yield Case("names", ("Emmy",), driver=printed)
