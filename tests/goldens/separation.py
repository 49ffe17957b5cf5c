"""Silhouette and Davies-Bouldin of scikit-learn 1.x, for separation.json.

Value k of point i is sin(1.7 i + 0.9 k) + class of i in steps of 0.8 on axis k = class; classes go 0, 1, 2, 0, 1, ...
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.metrics import davies_bouldin_score, silhouette_score

CASES = {"two": (2, 24, 3), "three": (3, 31, 5), "plane": (2, 40, 2)}


def points(classes, count, dimensions):
    i, k = np.arange(count)[:, None], np.arange(dimensions)[None, :]
    labels = np.arange(count) % classes
    return np.sin(1.7 * i + 0.9 * k) + 0.8 * (k == labels[:, None]), labels


golden = {"description": f"scikit-learn {sklearn.__version__}; points as in separation.py", "cases": []}
for name, shape in CASES.items():
    x, labels = points(*shape)
    # Points of images 0 to 3 in turn; the second set of scores has image 2 left out
    kept = np.arange(len(x)) // shape[0] % 4 != 2
    golden["cases"].append({
        "name": name, "classes": shape[0], "count": shape[1], "dimensions": shape[2],
        "silhouette": silhouette_score(x, labels), "daviesBouldin": davies_bouldin_score(x, labels),
        "without2": {"silhouette": silhouette_score(x[kept], labels[kept]),
                     "daviesBouldin": davies_bouldin_score(x[kept], labels[kept])},
    })
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
