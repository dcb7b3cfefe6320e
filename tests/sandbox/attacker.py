"""What an attacker's code finds without an import: the kit's own modules are refused to it."""

# The kit's functions are in the namespaces of the frames that call a student's function.
WIRE = (
    'wire = __import__("types").SimpleNamespace(**(lambda look, frame: look(look, frame))('
    "lambda look, frame: next((v.__globals__ for v in frame.f_globals.values() "
    'if type(v).__name__ == "function" and v.__module__ == "autograder.sandbox.serialization"), '
    'None) or look(look, frame.f_back), __import__("sys")._getframe()))'
)
