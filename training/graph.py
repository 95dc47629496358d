"""Write ONNX graphs by hand, node by node, with weights quantised per channel on the way.

Only what the reading model needs; numbers stay as they are in `training.export`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]

#: The opset and the version of the file format; both are read by onnxruntime from 1.20 on.
OPSET, FORMAT = 20, 10


class Precision(StrEnum):
    """How matrices are kept and multiplied."""

    #: As trained, in 32-bit floats.
    FLOAT = "float"
    #: Eight-bit weights with a scale a column; activations quantised with one scale a call.
    DYNAMIC = "dynamic"
    #: The same with seven-bit weights, for CPUs whose 8-bit products saturate (AVX2 without VNNI).
    REDUCED = "reduced"
    #: Eight-bit weights and activations, each with a scale for every 128 numbers.
    BLOCKS = "blocks"


class Graph:
    """A graph under construction."""

    def __init__(self, precision: Precision) -> None:
        self.precision = precision
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._count = 0

    def _name(self, hint: str) -> str:
        self._count += 1
        return f"{hint}_{self._count}"

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        """Declare an input."""
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, source: str, name: str, kind: int, shape: list[str | int]) -> None:
        """Declare `source` as the output called `name`."""
        self._nodes.append(helper.make_node("Identity", [source], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def constant(self, value: NDArray[Any], hint: str = "constant") -> str:
        """Add a constant tensor."""
        name = self._name(hint)
        self._initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, operator: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes: Any
    ) -> Any:
        """Add a node; return the name of its output, or their names where there are several."""
        names = [self._name(operator.lower()) for _ in range(outputs)]
        self._nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x: str, weight: Array, bias: Array | None, exact: bool = False) -> str:
        """Multiply by `weight` [out, in] as PyTorch keeps it, and add `bias`; `exact` keeps 32-bit floats."""
        matrix = np.ascontiguousarray(weight.T.astype(np.float32))
        if self.precision is Precision.FLOAT or exact:
            product = self.node("MatMul", [x, self.constant(matrix, "weight")])
        elif self.precision is Precision.BLOCKS:
            product = self._blocks(x, weight.astype(np.float32))
        else:
            product = self._dynamic(x, matrix)
        if bias is None:
            return str(product)
        return str(self.node("Add", [product, self.constant(bias.astype(np.float32), "bias")]))

    def _dynamic(self, x: str, matrix: Array) -> str:
        most = 127 if self.precision is Precision.DYNAMIC else 63
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / most
        whole = np.clip(np.round(matrix / scale), -most, most).astype(np.int8)
        low, step, zero = self.node("DynamicQuantizeLinear", [x], outputs=3)
        product = self.node("MatMulInteger", [low, self.constant(whole, "weight"), zero])
        scales = self.node("Mul", [step, self.constant(scale.astype(np.float32), "scale")])
        return str(self.node("Mul", [self.node("Cast", [product], to=TensorProto.FLOAT), scales]))

    def _blocks(self, x: str, weight: Array, size: int = 128) -> str:
        out, width = weight.shape
        parts = weight.reshape(out, width // size, size)
        scale = np.maximum(np.abs(parts).max(axis=2), 1e-8) / 127
        whole = (np.clip(np.round(parts / scale[..., None]), -127, 127) + 128).astype(np.uint8)
        inputs = [x, self.constant(whole, "weight"), self.constant(scale.astype(np.float32), "scale")]
        return str(
            self.node(
                "MatMulNBits",
                inputs,
                domain="com.microsoft",
                K=width,
                N=out,
                bits=8,
                block_size=size,
                accuracy_level=4,
            )
        )

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float) -> str:
        """Normalise over the last axis."""
        inputs = [x, self.constant(weight), self.constant(bias)]
        return str(self.node("LayerNormalization", inputs, axis=-1, epsilon=epsilon))

    def model(self, name: str) -> onnx.ModelProto:
        """Return the finished model."""
        graph = helper.make_graph(self._nodes, name, self._inputs, self._outputs, self._initializers)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="tracktwo-training")
        model.ir_version = FORMAT
        return model
