"""Writes volumes with nibabel, and compares files of volumes: the other side of the tests beside Dragsaw's NIfTI.

    nibabel_io.py generate FOLDER    40 volumes and expected.json
    nibabel_io.py compare            reads {"original", "written"} as JSON lines, prints what differs, one line each
"""
import json
import struct
import sys

import nibabel
import numpy

TYPES = ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"]
# Chosen anew by whoever writes: how values are stored and shown, not where they lie
STORAGE = {"datatype", "bitpix", "scl_slope", "scl_inter"}
SHOWN = {"cal_max", "cal_min"}


def generate(folder):
    random = numpy.random.default_rng(6)
    expected = []
    for kind in TYPES:
        for order in "<>":
            for slope, inter in [(1.0, 0.0), (0.5, -3.25)]:
                path = f"{folder}/{kind}_{'little' if order == '<' else 'big'}_{slope}.nii"
                write(path, numpy.dtype(order + kind), slope, inter, random)
                read = nibabel.load(path)
                expected.append({
                    "path": path,
                    "size": [int(side) for side in read.shape[:3]],
                    "channels": int(numpy.prod(read.shape[3:], dtype=int)),
                    "affine": read.affine[:3].ravel().tolist(),
                    "axes": "".join(nibabel.aff2axcodes(read.affine)),
                    "values": numpy.asanyarray(read.dataobj).ravel(order="F").astype("f8").tolist(),
                })
    with open(f"{folder}/expected.json", "w") as file:
        json.dump(expected, file)


def write(path, dtype, slope, inter, random):
    shape = (5, 4, 3) if dtype.kind != "f" else (5, 4, 3, 2)
    values = (random.random(shape) * 100).astype(dtype)
    # Up to 20 degrees off: beyond, programs differ in which axis they call closest
    axes = numpy.diag(random.choice([-1, 1], 3))[random.permutation(3)]
    angle = random.uniform(-0.35, 0.35)
    turn = numpy.array([[numpy.cos(angle), -numpy.sin(angle), 0], [numpy.sin(angle), numpy.cos(angle), 0], [0, 0, 1]]) @ axes
    affine = numpy.eye(4)
    affine[:3] = numpy.hstack([turn * [0.7, 1.3, 2.9], random.normal(size=(3, 1)) * 50])
    header = nibabel.Nifti1Header(endianness=dtype.byteorder if dtype.byteorder in "<>" else "<")
    header.set_data_dtype(dtype)
    image = nibabel.Nifti1Image(values, affine, header)
    image.set_qform(affine, int(random.integers(0, 5)))
    image.set_sform(affine, int(random.integers(1, 5)))
    image.header["descrip"] = b"of the tests"
    image.header["intent_code"] = 1001
    image.header.extensions.append(nibabel.nifti1.Nifti1Extension(6, b"a comment"))
    image.to_filename(path)
    with open(path, "r+b") as file:
        order = ">" if image.header.endianness == ">" else "<"
        file.seek(112)
        file.write(struct.pack(order + "ff", slope, inter))


def compare(original, written):
    a, b = nibabel.load(original), nibabel.load(written)
    if a.header.endianness != b.header.endianness:
        yield f"byte order {a.header.endianness} and {b.header.endianness}"
    scaled = a.dataobj.slope != 1 or a.dataobj.inter != 0
    for key in a.header.keys():
        if key in SHOWN or scaled and key in STORAGE:
            continue
        x, y = a.header[key], b.header[key]
        if key in ("scl_slope", "scl_inter") and not scaled:
            continue
        if x.tobytes() != y.tobytes():
            yield f"{key}: {x} and {y}"
    if not numpy.array_equal(a.affine, b.affine):
        yield "affine"
    if [e.get_content() for e in a.header.extensions] != [e.get_content() for e in b.header.extensions]:
        yield "extensions"
    x, y = numpy.asanyarray(a.dataobj), numpy.asanyarray(b.dataobj)
    if not scaled and x.dtype != y.dtype:
        yield f"type {x.dtype} and {y.dtype}"
    if x.shape != y.shape or not numpy.array_equal(x.astype(y.dtype), y, equal_nan=y.dtype.kind == "f"):
        yield "voxels"


if sys.argv[1:2] == ["generate"]:
    generate(sys.argv[2])
elif sys.argv[1:2] == ["compare"]:
    for line in sys.stdin:
        pair = json.loads(line)
        for difference in compare(pair["original"], pair["written"]):
            print(f"{pair['original']}: {difference}", flush=True)
