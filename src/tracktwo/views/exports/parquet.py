"""All claims as Parquet tables in one zip, with typed columns: for pandas, Polars, DuckDB and Arrow in R.

Lists stay lists and places pairs of numbers; meanings stand in each column's metadata. The extra ``parquet`` holds
pyarrow.
"""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tracktwo.views.exports.frames import Frame, Type, dictionary, frames
from tracktwo.views.exports.selection import Selection
from tracktwo.views.exports.tables import zipped

_PLACE = pa.struct([("start", pa.int64()), ("end", pa.int64())])
_TYPES = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.FLAG: pa.bool_(),
    Type.LIST: pa.list_(pa.string()),
    Type.SPANS: pa.list_(_PLACE),
}


def write(selection: Selection) -> bytes:
    """A zip with one Parquet file a table; an unpacked one is read by whatever reads Parquet."""
    made = frames(selection)
    return zipped({f"{frame.name}.parquet": _file(frame) for frame in (*made, dictionary(made))})


def arrow(frame: Frame) -> pa.Table:
    """The table in Arrow's memory."""
    schema = pa.schema([
        pa.field(c.name, _TYPES[c.type], metadata={"meaning": c.meaning}) for c in frame.columns
    ])  # fmt: skip
    columns = [
        pa.array([_value(row[place], c.type) for row in frame.rows], type=_TYPES[c.type])
        for place, c in enumerate(frame.columns)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _file(frame: Frame) -> bytes:
    out = io.BytesIO()
    pq.write_table(arrow(frame), out, compression="zstd")
    return out.getvalue()


def _value(value: Any, type: Type) -> Any:
    if type is Type.SPANS:
        return [{"start": start, "end": end} for start, end in value or ()]
    return list(value or ()) if type is Type.LIST else value
