"""Writes the pickles of the tests beside itself and into the folder above. Run with numpy 2.4.6 on Python 3.11."""

import pathlib
import pickle

import numpy as np

HERE = pathlib.Path(__file__).parent


def write(folder, name, make):
    for protocol in (2, 3, 4, 5):
        path = folder / f"{name}-protocol-{protocol}.pickle"
        path.write_bytes(pickle.dumps(make(), protocol=protocol))


def values():
    """Every kind of value and array that the reader takes; element i is i / 2 - 3 or i - 3."""
    ramp = np.arange(24).reshape(2, 3, 4)
    shared = ["again", 7]
    return {
        "none": None,
        "true": True,
        "small": 200,
        "medium": 60000,
        "negative": -5,
        "long": 2**40,
        "huge": 2**70,
        "float": 0.1,
        "text": "Grüße, 世界",
        "bytes": b"\x00\xff",
        "tuple": (1, "two", 3.0),
        "empty": [[], (), {}],
        "first": shared,
        "second": shared,
        "set": {5},
        "inner": {"key": [1, 2]},
        "f2": (ramp / 2 - 3).astype("f2"),
        "f4": (ramp / 2 - 3).astype("f4"),
        "f8": (ramp / 2 - 3).astype("f8"),
        "big_f8": (ramp / 2 - 3).astype(">f8"),
        "i1": (ramp - 3).astype("i1"),
        "i2": (ramp - 3).astype("i2"),
        "i4": (ramp - 3).astype("i4"),
        "i8": (ramp - 3).astype("i8"),
        "big_i4": (ramp - 3).astype(">i4"),
        "u1": ramp.astype("u1"),
        "u8": np.array([0, 2**64 - 1], dtype="u8"),
        "bool": np.array([True, False, True]),
        "halves": np.array([0, 1, -1, 65504, 2.0**-24, np.inf, -np.inf, np.nan], dtype="f2"),
        "fortran": np.asfortranarray(ramp / 2 - 3),
        "transposed": (ramp / 2 - 3).transpose(0, 2, 1),
        "unicode": np.array(["ab", "", "Grüße, 世界", "🙂"]),
        "byte_strings": np.array([b"ab", b"", b"abc"]),
        "objects": np.array(["ab", None, 3], dtype=object),
        "object_grid": np.asfortranarray(np.array([["a", "b"], ["c", "d"]], dtype=object)),
        "no_rows": np.zeros((0, 3)),
        "scalar_f8": np.float64(1.5),
        "scalar_i8": np.int64(-2),
        "scalar_bool": np.bool_(True),
        "scalar_text": np.str_("word"),
        "zero_rank": np.array(2.5),
    }


def mmsa_split(first, rows):
    """Row r of the whole set has audio r + frame + feature / 10, and the oddities below."""
    r = np.arange(first, first + rows)
    audio = r[:, None, None] + np.arange(1, 6)[None, :, None] + np.arange(2) / 10
    audio[:, 4:] = 0  # padding at the back
    vision = np.ones((rows, 4, 3), dtype="f4") * (r[:, None, None] + 1)
    tokens = np.zeros((rows, 3, 6), dtype="i8")
    for i in range(rows):
        length = 2 + i % 4
        tokens[i, 0, :length] = [101] + [1000 + i] * (length - 2) + [102]
        tokens[i, 1, :length] = 1
    if first == 0:
        audio[0, 1] = 0  # a blank frame in the middle
        audio[1, 0, 0] = -np.inf
        audio[1, 2] = np.nan
        vision[2] = 0  # a blank clip
        vision[3, 3] = [1, -1, 0]  # a frame that sums to 0
    return {
        "raw_text": np.array([f"TEXT {i}" for i in r]),
        "audio": audio,
        "vision": vision,
        "id": np.array([f"video$_${i}" for i in r]),
        "text_bert": tokens,
        "audio_lengths": [4] * rows,
        "vision_lengths": [9] * rows,
        "annotations": np.array(["Neutral"] * rows),
        "classification_labels": np.ones(rows, dtype="f4"),
        "regression_labels": ((r - 4) / 2).astype("f4"),
    }


def mmsa():
    return {"train": mmsa_split(0, 5), "valid": mmsa_split(5, 2), "test": mmsa_split(7, 3)}


write(HERE, "values", values)
write(HERE.parent, "mmsa", mmsa)
large = {"array": np.arange(9000) * 1.1, "last": "end"}
(HERE / "large-protocol-2.pickle").write_bytes(pickle.dumps(large, protocol=2))
