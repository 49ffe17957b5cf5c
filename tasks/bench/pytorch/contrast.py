"""Cross-entropy with PDCR within layers and between them: the losses of configs/base/dermoscopy.yaml."""

import torch
from torch import nn
from torch.nn import functional as F

WINDOWS = (5, 7, 9)


def integral_image(labels):
    """[B, (H + 1) (W + 1)]: foreground pixels above and left of every pixel."""
    return F.pad(labels.float().cumsum(1).cumsum(2), (1, 0, 1, 0)).flatten(1)


class Units(nn.Module):
    """Evenly spread units of one square map: their features, and foreground ratios in windows around them."""

    def __init__(self, image, stride, count, border, start=0.0):
        super().__init__()
        side = image // stride
        inner = side - 2 * border
        index = torch.arange(count) * (inner * inner // count)
        cells = torch.stack([index // inner, index % inner]) + border
        self.register_buffer("flat", cells[0] * side + cells[1])
        corners, areas = zip(*(self.window(start + cells * stride, size, image) for size in WINDOWS))
        self.register_buffer("corners", torch.stack(corners))
        self.register_buffer("areas", torch.stack(areas))

    @staticmethod
    def window(centres, size, image):
        first = centres.floor().long() - (size - 1) // 2
        top, left = first.clamp(min=0)
        bottom, right = (first + size).clamp(max=image)
        pairs = [(bottom, right), (top, right), (bottom, left), (top, left)]
        corners = torch.stack([row * (image + 1) + column for row, column in pairs])
        return corners, (bottom - top) * (right - left)

    def forward(self, features, integral):
        chosen = features.flatten(2)[:, :, self.flat].float()
        all_, above, before, both = integral[:, self.corners].unbind(2)
        return F.normalize(chosen, dim=1), (all_ - above - before + both) / self.areas


def contrast(a, b):
    """mean of -s (1 - d) + log sum exp(s d): s cosines less their maximum, d differences of ratios."""
    (f, phi), (g, psi) = a, b
    s = torch.bmm(f.transpose(1, 2), g)
    s = (s - s.max()).unsqueeze(1)
    d = (phi.unsqueeze(3) - psi.unsqueeze(2)).abs()
    return (torch.logsumexp(s * d, 3, keepdim=True) - s * (1 - d)).mean()


def cross_head(channels, stride):
    return nn.Sequential(
        nn.Conv2d(channels, 32, stride, stride, bias=False), nn.BatchNorm2d(32), nn.ReLU(inplace=True)
    )


class MethodLoss(nn.Module):
    """Slot by slot: stride, units and weight; then x2 against x3 on a grid of stride 16."""

    LAYERS = {
        "x2": (2, 64, 0.1),
        "x3": (4, 32, 0.1),
        "decoder.low": (4, 32, 0.01),
        "decoder.conv1": (4, 8, 0.01),
    }

    def __init__(self, image):
        super().__init__()
        self.weights = {name: weight for name, (_, _, weight) in self.LAYERS.items()}
        self.units = nn.ModuleList(
            Units(image, stride, count, max(WINDOWS)) for stride, count, _ in self.LAYERS.values()
        )
        self.heads = nn.ModuleDict({"x2": cross_head(64, 8), "x3": cross_head(128, 4)})
        self.grid = Units(image, 16, 32, 0, start=7.5)

    def forward(self, output, labels, cast):
        logits, slots = output
        loss = F.cross_entropy(logits.float(), labels)
        integral = integral_image(labels)
        for (name, weight), units in zip(self.weights.items(), self.units):
            read = units(slots[name], integral)
            loss = loss + weight * contrast(read, read)
        with cast():
            brought = [head(slots[name]) for name, head in self.heads.items()]
        shallow, deep = (self.grid(features, integral) for features in brought)
        return loss + 0.01 * contrast(shallow, deep)
