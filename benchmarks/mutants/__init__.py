"""Mutation testing of the checks.

`python -m benchmarks.mutants [EXERCISE ...]` changes every reference and every known right
answer by one small edit, or wraps the reference in one small fault, and has each of these
mutants judged. A mutant must lose points, unless it is right on hundreds of random inputs
from the contract's whole input space; and it must not be given the name of a misconception
that it does not behave like on these inputs.
"""
