"""All claims as Parquet tables in one zip, with typed columns: for pandas, Polars, DuckDB and Arrow in R.

Lists stay lists and places pairs of numbers; meanings stand in each column's metadata. The extra ``parquet`` holds
pyarrow.
"""

from itertools import islice
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq

from tracktwo.views.exports.frames import Frame, Type, dictionary, frames
from tracktwo.views.exports.selection import Selection
from tracktwo.views.exports.tables import member

#: Rows of one group, which are in memory together.
_ROWS = 20_000
_PLACE = pa.struct([("start", pa.int64()), ("end", pa.int64())])
_TYPES = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.FLAG: pa.bool_(),
    Type.LIST: pa.list_(pa.string()),
    Type.SPANS: pa.list_(_PLACE),
}


def write(selection: Selection, out: BinaryIO) -> None:
    """A zip with one Parquet file a table; an unpacked one is read by whatever reads Parquet."""
    made = frames(selection)
    with ZipFile(out, "w") as archive:
        for frame in (*made, dictionary(made)):
            # Parquet must know where it is in its file, which inside an archive it cannot.
            with TemporaryFile() as file:
                _write(frame, file)
                file.seek(0)
                with archive.open(member(f"{frame.name}.parquet"), "w", force_zip64=True) as inside:
                    copyfileobj(file, inside)


def _write(frame: Frame, out: IO[bytes]) -> None:
    schema = pa.schema([
        pa.field(c.name, _TYPES[c.type], metadata={"meaning": c.meaning}) for c in frame.columns
    ])  # fmt: skip
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = iter(frame.rows)
        while some := tuple(islice(rows, _ROWS)):
            columns = [
                pa.array([_value(row[place], c.type) for row in some], type=_TYPES[c.type])
                for place, c in enumerate(frame.columns)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _value(value: Any, type: Type) -> Any:
    if type is Type.SPANS:
        return [{"start": start, "end": end} for start, end in value or ()]
    return list(value or ()) if type is Type.LIST else value
