"""Numbers of Squeeze-and-Excitation, CBAM and BAM in float64 PyTorch, for attention.json.

Weight k of a module, value i in row-major order of PyTorch's layout, is scale sin(1.3 i + k + 1); gammas are 1 + that.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
BATCH, CHANNELS, HEIGHT, WIDTH, HIDDEN = 3, 4, 6, 5, 2


def wave(k, *shape, scale=0.7):
    n = int(torch.tensor(shape).prod())
    return (scale * torch.sin(1.3 * torch.arange(n) + k + 1)).reshape(shape)


def norm(x, k):
    channels = x.shape[1]
    return F.batch_norm(x, None, None, 1 + wave(k, channels, scale=0.3), wave(k + 1, channels), training=True)


def se(x):
    s = F.relu(F.conv2d(x.mean((2, 3), keepdim=True), wave(0, HIDDEN, CHANNELS, 1, 1)))
    return x * torch.sigmoid(F.conv2d(s, wave(1, CHANNELS, HIDDEN, 1, 1)))


def cbam(x):
    def mlp(s):
        hidden = F.relu(F.conv2d(s, wave(0, HIDDEN, CHANNELS, 1, 1), wave(1, HIDDEN)))
        return F.conv2d(hidden, wave(2, CHANNELS, HIDDEN, 1, 1), wave(3, CHANNELS))

    x = x * torch.sigmoid(mlp(x.mean((2, 3), keepdim=True)) + mlp(x.amax((2, 3), keepdim=True)))
    seen = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)
    return x * torch.sigmoid(norm(F.conv2d(seen, wave(4, 1, 2, 7, 7), padding=3), 5))


def bam(x, product):
    s = F.relu(norm(F.conv2d(x.mean((2, 3), keepdim=True), wave(0, HIDDEN, CHANNELS, 1, 1)), 1))
    channel = F.conv2d(s, wave(3, CHANNELS, HIDDEN, 1, 1), wave(4, CHANNELS))
    p = F.relu(norm(F.conv2d(x, wave(5, HIDDEN, CHANNELS, 1, 1)), 6))
    for k in (8, 11):
        p = F.relu(norm(F.conv2d(p, wave(k, HIDDEN, HIDDEN, 3, 3), padding=2, dilation=2), k + 1))
    place = F.conv2d(p, wave(14, 1, HIDDEN, 1, 1), wave(15, 1))
    return x * (1 + torch.sigmoid(channel * place if product else channel + place))


def array(x):
    x = x.detach().permute(0, 2, 3, 1).contiguous()
    return {"shape": list(x.shape), "data": [float(f"{v:.12g}") for v in x.flatten()]}


def case(name, fn):
    x = wave(20, BATCH, CHANNELS, HEIGHT, WIDTH, scale=1.5).requires_grad_()
    y = fn(x)
    (y * wave(30, *y.shape, scale=1)).sum().backward()
    return {"name": name, "out": array(y), "grad": array(x.grad)}


CASES = [
    case("se", se),
    case("cbam", cbam),
    case("bam", lambda x: bam(x, False)),
    case("bam by product", lambda x: bam(x, True)),
]
DESCRIPTION = (
    "Features out of each module in training, and the gradient of <out, wave 30> for the features in (wave 20, scale 1.5; "
    "both waves in the order B, C, H, W), as B, H, W, C. What the waves are, and the modules: attention.py beside it."
)
TARGET = pathlib.Path(__file__).with_suffix(".json")
TARGET.write_text(json.dumps({"description": DESCRIPTION, "cases": CASES}) + "\n")
