"""gather_sum: an async function."""

from autograder.author import Case, Check

TITLE = {"en": "Wait for all"}
FORMULA = "sum of double(x), awaited together"


async def gather_sum(numbers):
    """Await double(x) of every number, given below as `double`, and return the sum.

    >>> import asyncio
    >>> asyncio.run(gather_sum([1, 2]))
    6
    """
    import asyncio

    async def double(x):
        await asyncio.sleep(0)
        return 2 * x

    ### BEGIN SOLUTION
    results = await asyncio.gather(*(double(x) for x in numbers))
    return sum(results)
    ### END SOLUTION


HINTS = {"en": ["asyncio.gather awaits several."]}
CHECKS = (Check("sum", 1, {"en": "It awaits them and adds."}),)


def cases(rng):
    yield Case("none", ([],))
    yield Case("some", ([1, 2],))
    yield Case("some", (rng.integers(1, 99, 5).tolist(),))
