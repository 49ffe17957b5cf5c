"""Blocks resampled by scipy, for resample.json: run `python3 resample.py` with scipy 1.17 and numpy.

`cubic` and `linear`: scipy.ndimage.zoom of order 3 and 1, mode nearest, grid_mode (what scikit-image's resize of these orders does
before it clips). `through`: each slice along the depth by order 3, then map_coordinates of order 0 along it. `labels`: every class
as an indicator by order 1, then the class with most, the higher id of those within 1e-9. Value i of a block, in row-major order,
is sin(i^2 + seed), rounded to 6 digits; label i is floor(classes (1 + sin(i / 3 + seed)) / 2.0001).
"""
import json
import pathlib

import numpy as np
from scipy.ndimage import map_coordinates, zoom


def block(shape, seed):
    i = np.arange(int(np.prod(shape)), dtype=np.float64)
    return np.round(np.sin(i * i + seed), 6).reshape(shape)


def label_block(shape, seed, classes):
    i = np.arange(int(np.prod(shape)), dtype=np.float64)
    return np.floor(classes * (1 + np.sin(i / 3 + seed)) / 2.0001).astype(int).reshape(shape)


def resize(x, to, order):
    factors = [m / n for m, n in zip(to, x.shape)]
    y = zoom(x, factors, order=order, mode="nearest", grid_mode=True)
    assert y.shape == tuple(to)
    return y


def through(x, to):
    slices = np.stack([resize(s, to[1:], 3) for s in x])
    place = x.shape[0] / to[0] * (np.arange(to[0]) + 0.5) - 0.5
    grid = np.meshgrid(place, np.arange(to[1]), np.arange(to[2]), indexing="ij")
    return map_coordinates(slices, grid, order=0, mode="nearest")


def labels(x, to, classes):
    shares = np.stack([resize((x == c).astype(float), to, 1) for c in range(classes)])
    return classes - 1 - np.argmax(shares[::-1] > shares.max(0) - 1e-9, axis=0)


SHAPES = [
    ((5, 6, 7), (9, 4, 11)),
    ((1, 4, 9), (3, 10, 5)),
    ((12, 3, 2), (5, 3, 40)),
    ((6, 17, 8), (6, 7, 8)),
]
cases = []
for seed, (shape, to) in enumerate(SHAPES):
    x = block(shape, seed)
    ids = label_block(shape, seed, 4)
    result = {"cubic": resize(x, to, 3), "linear": resize(x, to, 1), "through": through(x, to)}
    cases.append({
        "seed": seed,
        "size": shape,
        "to": to,
        **{name: [round(v, 7) for v in y.ravel()] for name, y in result.items()},
        "labels": "".join(map(str, labels(ids, to, 4).ravel())),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"description": __doc__.strip(), "cases": cases}, separators=(",", ":")) + "\n")
