"""PyTorch tensors."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.sandbox.values.adapter import Adapter, Live, Plain, Same, Show, is_tuple_of

# The error, relative to the largest number, of a right computation with fewer digits than float64.
_ROUNDING = {"float32": 1e-5, "float16": 1e-2, "bfloat16": 2e-2}


class TorchTensor(Adapter):
    """A tensor or parameter, as dtype and numbers, without graph, device and gradient."""

    name = "torch.Tensor"
    module = "torch"

    def types(self) -> tuple[type, ...]:
        torch = sys.modules["torch"]
        return (torch.Tensor, torch.nn.Parameter)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        torch = sys.modules["torch"]
        dtype = str(value.dtype).removeprefix("torch.")
        if value.layout is not torch.strided or value.is_quantized or value.dtype.is_complex:
            return Opaque(f"tensor of {dtype}, {value.layout}")
        if dtype == "bfloat16":
            value = value.to(torch.float32)
        numbers = plain(np.array(value.detach().cpu().numpy()))
        return numbers if isinstance(numbers, Opaque) else (dtype, numbers)

    def is_valid(self, data: PlainValue) -> bool:
        return is_tuple_of(data, str, np.ndarray)

    def decode(self, data: PlainValue, live: Live) -> Any:
        torch = sys.modules["torch"]
        return torch.tensor(data[1], dtype=getattr(torch, data[0]))

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if not self.is_own(got) or got.data[0] != expected[0]:
            return False
        dtype, wanted = expected
        if wanted.dtype.kind != "f":
            return same(wanted, got.data[1])
        finite = np.abs(wanted[np.isfinite(wanted)].astype(float))
        slack = _ROUNDING.get(dtype, 0.0) * max(1.0, float(finite.max(initial=0.0)))
        return same(np.asarray(wanted, float), np.asarray(got.data[1], float), slack)

    def show(self, data: PlainValue, show: Show) -> str:
        numbers = show(data[1]).removeprefix("np.array(").removesuffix(")")
        dtype = "" if data[0] in ("float32", "int64", "bool") else f", dtype=torch.{data[0]}"
        return f"torch.tensor({numbers}{dtype})"
