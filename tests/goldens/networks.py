"""Writes networks.json: what backbones and networks give in PyTorch, in float64, with weights and images by formula.

usage: python3 tests/goldens/networks.py > tests/goldens/networks.json

Written for this purpose from the papers and the names in published weight files; thin, so that it takes seconds.
"""

import json
import math
import sys

import torch
from torch import nn
from torch.nn import functional as F

WIDTH = 1 / 16
DESCRIPTION = (
    "Outputs in evaluation, float64 by PyTorch (networks.py). The i-th value (last axis fastest, PyTorch's axes) of the tensor "
    "named n is shift + scale sin(12.9898 (i + 1) + 78.233 (k + 1)) with k the length of n plus its place among all names sorted; "
    "convolutions: scale 2 / sqrt(inputs of a unit), norm weights and variances: shift 1, scale .2, all else: scale .1. Images "
    "[2, 3, H, W]: the same with k = 1000, scale 1. Each output: shape [B, h, w, C], first values, length."
)


def thin(channels):
    return max(1, int(math.floor(channels * WIDTH + 0.5)))


def conv(inputs, outputs, kernel, stride=1, dilation=1, groups=1):
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False)


class Bottleneck(nn.Module):
    def __init__(self, inputs, inner, outputs, stride, dilation):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, inner, 1), nn.BatchNorm2d(inner)
        self.conv2, self.bn2 = conv(inner, inner, 3, stride, dilation), nn.BatchNorm2d(inner)
        self.conv3, self.bn3 = conv(inner, outputs, 1), nn.BatchNorm2d(outputs)
        self.downsample = None
        if inputs != outputs or stride != 1:
            self.downsample = nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, stride_of_output, form="torchvision"):
        super().__init__()
        self.conv1, self.bn1 = conv(3, thin(64), 7, 2), nn.BatchNorm2d(thin(64))
        inputs, jump, dilation = thin(64), 4, 1
        for stage, (count, inner) in enumerate(zip([3, 4, 6, 3], [64, 128, 256, 512])):
            before, stride = dilation, 1 if stage == 0 else 2
            if jump * stride > stride_of_output:
                dilation, stride = dilation * stride, 1
            jump *= stride
            blocks = []
            for i in range(count):
                rate = before if i == 0 else dilation
                if form == "deeplabv3":
                    rate = dilation * ([1, 2, 4][i] if stage == 3 else 1)
                blocks.append(Bottleneck(inputs, thin(inner), thin(inner * 4), stride if i == 0 else 1, rate))
                inputs = thin(inner * 4)
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        maps = [x]
        x = F.max_pool2d(x, 3, 2, 1)
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            if maps[-1].shape[2:] == x.shape[2:]:
                maps.pop()
            maps.append(x)
        return maps


class Drn(nn.Module):
    def __init__(self):
        super().__init__()
        self.inputs = 3
        self.layer0 = self.plain(16, kernel=7)
        self.layer1 = self.plain(16)
        self.layer2 = self.plain(32, stride=2)
        self.layer3 = self.blocks(64, 3, 2, 1)
        self.layer4 = self.blocks(128, 4, 2, 1)
        self.layer5 = self.blocks(256, 6, 1, 2)
        self.layer6 = self.blocks(512, 3, 1, 4)
        self.layer7 = self.plain(512, dilation=2)
        self.layer8 = self.plain(512)

    def plain(self, outputs, kernel=3, stride=1, dilation=1):
        inputs, self.inputs = self.inputs, thin(outputs)
        layer = conv(inputs, self.inputs, kernel, stride, dilation)
        return nn.Sequential(layer, nn.BatchNorm2d(self.inputs), nn.ReLU())

    def blocks(self, inner, count, stride, dilation):
        made = []
        for i in range(count):
            made.append(Bottleneck(self.inputs, thin(inner), thin(inner * 4), stride if i == 0 else 1, dilation))
            self.inputs = thin(inner * 4)
        return nn.Sequential(*made)

    def forward(self, x):
        maps = []
        for i in range(9):
            x = getattr(self, f"layer{i}")(x)
            if i in (1, 2, 3, 8):
                maps.append(x)
        return maps


def norm6(inputs, outputs, kernel, stride=1, dilation=1, groups=1):
    return nn.Sequential(conv(inputs, outputs, kernel, stride, dilation, groups), nn.BatchNorm2d(outputs), nn.ReLU6())


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, expansion, stride, dilation):
        super().__init__()
        inner, self.added = inputs * expansion, inputs == outputs and stride == 1
        first = [] if expansion == 1 else [norm6(inputs, inner, 1)]
        self.conv = nn.Sequential(
            *first,
            norm6(inner, inner, 3, stride, dilation, inner),
            conv(inner, outputs, 1),
            nn.BatchNorm2d(outputs),
        )

    def forward(self, x):
        return x + self.conv(x) if self.added else self.conv(x)


class MobileNetV2(nn.Module):
    STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]

    def __init__(self, stride_of_output):
        super().__init__()
        layers, inputs, jump, dilation = [norm6(3, thin(32), 3, 2)], thin(32), 2, 1
        for expansion, channels, count, stride in self.STAGES:
            before = dilation
            if jump * stride > stride_of_output:
                dilation, stride = dilation * stride, 1
            jump *= stride
            for i in range(count):
                rate = before if i == 0 else dilation
                layers.append(InvertedResidual(inputs, thin(channels), expansion, stride if i == 0 else 1, rate))
                inputs = thin(channels)
        self.features = nn.Sequential(*layers)

    def forward(self, x):
        maps = []
        for layer in self.features:
            x = layer(x)
            if maps and maps[-1].shape[2:] == x.shape[2:]:
                maps.pop()
            maps.append(x)
        return maps


class Fcn(nn.Module):
    """torchvision's head on the deepest features; scores of finer ones from `skip` on are added."""

    def __init__(self, backbone, strides, width, skip):
        super().__init__()
        self.backbone, channels = backbone, backbone_channels(backbone)
        self.conv = nn.Sequential(conv(channels[-1], width, 3), nn.BatchNorm2d(width))
        self.logits = nn.Conv2d(width, 2, 1)
        self.scores = nn.ModuleDict(
            {f"score{s}": nn.Conv2d(c, 2, 1) for s, c in zip(strides[:-1], channels[:-1]) if skip and s >= skip}
        )
        self.strides = strides

    def forward(self, x):
        maps = self.backbone(x)
        y = self.logits(F.relu(self.conv(maps[-1])))
        for stride, features in reversed(list(zip(self.strides, maps))):
            if f"score{stride}" in self.scores:
                y = resize(y, features) + self.scores[f"score{stride}"](features)
        return [resize(y, x)]


class PspNet(nn.Module):
    def __init__(self, backbone, width, bins):
        super().__init__()
        self.backbone, channels = backbone, backbone_channels(backbone)[-1]
        narrow = channels // len(bins)
        self.bins = bins
        self.levels = nn.ModuleList(
            [nn.Sequential(conv(channels, narrow, 1), nn.BatchNorm2d(narrow), nn.ReLU()) for _ in bins]
        )
        self.conv = nn.Sequential(conv(channels + narrow * len(bins), width, 3), nn.BatchNorm2d(width))
        self.logits = nn.Conv2d(width, 2, 1)

    def forward(self, x):
        deep = self.backbone(x)[-1]
        parts = [resize(level(F.adaptive_avg_pool2d(deep, n)), deep) for n, level in zip(self.bins, self.levels)]
        return [resize(self.logits(F.relu(self.conv(torch.cat([deep, *parts], 1)))), x)]


class UNetPlusPlus(nn.Module):
    def __init__(self, width, depth, deep):
        super().__init__()
        self.depth, self.deep, widths = depth, deep, [width * 2**i for i in range(depth)]
        self.nodes, self.ups = nn.ModuleDict(), nn.ModuleDict()
        for j in range(depth):
            for i in range(depth - j):
                inputs = (3 if i == 0 else widths[i - 1]) if j == 0 else widths[i] * (j + 1)
                self.nodes[f"{i}_{j}"] = nn.Sequential(
                    conv(inputs, widths[i], 3), nn.BatchNorm2d(widths[i]), nn.ReLU(),
                    conv(widths[i], widths[i], 3), nn.BatchNorm2d(widths[i]), nn.ReLU(),
                )
                if j > 0:
                    self.ups[f"{i}_{j}"] = nn.ConvTranspose2d(widths[i + 1], widths[i], 2, 2)
        self.heads = nn.ModuleDict({f"{j}": nn.Conv2d(width, 2, 1) for j in range(1 if deep else depth - 1, depth)})

    def forward(self, x):
        at = {}
        for i in range(self.depth):
            at[i, 0] = self.nodes[f"{i}_0"](x if i == 0 else F.max_pool2d(at[i - 1, 0], 2))
        for j in range(1, self.depth):
            for i in range(self.depth - j):
                up = self.ups[f"{i}_{j}"](at[i + 1, j - 1])
                at[i, j] = self.nodes[f"{i}_{j}"](torch.cat([up, *[at[i, n] for n in range(j)]], 1))
        logits = [head(at[0, int(j)]) for j, head in self.heads.items()]
        return [sum(logits) / len(logits)]


def resize(x, like):
    return F.interpolate(x, like.shape[2:], mode="bilinear", align_corners=False)


def backbone_channels(backbone):
    with torch.no_grad():
        return [m.shape[1] for m in backbone.eval()(torch.zeros(1, 3, 32, 32))]


def numbers(shape, k, scale=1.0, shift=0.0):
    i = torch.arange(1, math.prod(shape) + 1, dtype=torch.float64)
    return (shift + scale * torch.sin(12.9898 * i + 78.233 * (k + 1))).reshape(shape)


def fill(network):
    tensors = {n: t for n, t in network.state_dict().items() if not n.endswith("num_batches_tracked")}
    for place, name in enumerate(sorted(tensors)):
        tensor, k = tensors[name], place + len(name)
        if tensor.dim() == 4:
            # of a transposed convolution without overlap, [inputs, outputs, 2, 2], a unit sees one place of each input
            transposed = name.startswith("ups.")
            inputs = tensor.shape[0] if transposed else math.prod(tensor.shape[1:])
            tensor.copy_(numbers(tensor.shape, k, 2 / math.sqrt(inputs)))
            continue
        one = name.endswith("running_var") or name.endswith("weight")
        tensor.copy_(numbers(tensor.shape, k, 0.2 if one else 0.1, 1.0 if one else 0.0))


def outputs_of(network, size):
    network = network.double().eval()
    with torch.no_grad():
        fill(network)
        maps = network(numbers([2, 3, *size], 1000))
    found = []
    for x in maps:
        x = x.permute(0, 2, 3, 1).contiguous()
        found.append({"shape": list(x.shape), "first": x.flatten()[:6].tolist(), "norm": x.norm().item()})
    return found


def main():
    size = [33, 40]
    backbones = [
        ({"type": "resnet50", "outputStride": 32}, ResNet(32)),
        ({"type": "resnet50", "outputStride": 8}, ResNet(8)),
        ({"type": "resnet50", "outputStride": 16, "dilation": "deeplabv3"}, ResNet(16, "deeplabv3")),
        ({"type": "drn-d-54"}, Drn()),
        ({"type": "mobilenet-v2", "outputStride": 32}, MobileNetV2(32)),
        ({"type": "mobilenet-v2", "outputStride": 8}, MobileNetV2(8)),
    ]
    thin_resnet = {"type": "resnet50", "width": WIDTH, "outputStride": 32}
    strides = [2, 4, 8, 16, 32]
    networks = [
        ({"type": "fcn", "backbone": thin_resnet, "width": 5}, Fcn(ResNet(32), strides, 5, None), size),
        ({"type": "fcn", "backbone": thin_resnet, "width": 5, "skip": 8}, Fcn(ResNet(32), strides, 5, 8), size),
        (
            {"type": "pspnet", "backbone": {**thin_resnet, "outputStride": 8}, "width": 6, "bins": [1, 2, 3, 6]},
            PspNet(ResNet(8), 6, [1, 2, 3, 6]),
            size,
        ),
        ({"type": "unet++", "baseWidth": 3, "depth": 4}, UNetPlusPlus(3, 4, False), [16, 24]),
        ({"type": "unet++", "baseWidth": 3, "depth": 4, "deepSupervision": True}, UNetPlusPlus(3, 4, True), [16, 24]),
    ]
    golden = {
        "description": DESCRIPTION,
        "backbones": [
            {"spec": {**spec, "width": WIDTH}, "size": size, "outputs": outputs_of(net, size)} for spec, net in backbones
        ],
        "networks": [
            {"spec": spec, "size": at, "outputs": outputs_of(net, at)} for spec, net, at in networks
        ],
    }
    json.dump(golden, sys.stdout, indent=1)
    print()


main()
