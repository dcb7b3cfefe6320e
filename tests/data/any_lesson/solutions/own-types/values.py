"""How this lesson's own type crosses, is compared and is shown."""

from autograder.values import Adapter


class MoneyValue(Adapter):
    name = "Money"
    class_names = ("Money",)

    def encode(self, value, plain):
        return (plain(value.amount), plain(value.currency))

    def is_valid(self, data):
        return type(data) is tuple and len(data) == 2

    def show(self, data, show):
        return f"Money({show(data[0])}, {show(data[1])})"
