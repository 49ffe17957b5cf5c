"""U-Net of plugins/unet, and the 3D U-Net with deep supervision and its loss."""

import torch
from torch import nn
from torch.nn import functional as F


class UNet2d(nn.Module):
    """Two 3x3 convolutions with batch normalisation a level, max pooling, transposed convolutions."""

    def __init__(self, channels=3, classes=2, width=32, depth=5):
        super().__init__()
        widths = [width << level for level in range(depth)]
        self.down = nn.ModuleList(
            self.level(before, after) for before, after in zip([channels, *widths], widths)
        )
        pairs = list(zip(widths[1:], widths))[::-1]
        self.up = nn.ModuleList(nn.ConvTranspose2d(below, after, 2, 2) for below, after in pairs)
        self.join = nn.ModuleList(self.level(2 * after, after) for _, after in pairs)
        self.head = nn.Conv2d(width, classes, 1)

    @staticmethod
    def level(before, after):
        layers = []
        for channels in (before, after):
            layers.append(nn.Conv2d(channels, after, 3, padding=1, bias=False))
            layers += [nn.BatchNorm2d(after), nn.ReLU(inplace=True)]
        return nn.Sequential(*layers)

    def forward(self, x):
        skips = []
        for i, level in enumerate(self.down):
            x = level(F.max_pool2d(x, 2) if i else x)
            skips.append(x)
        skips.pop()
        for up, join in zip(self.up, self.join):
            x = join(torch.cat([up(x), skips.pop()], 1))
        return self.head(x)


class UNet3d(nn.Module):
    """Strided convolutions, instance normalisation, leaky ReLU; logits of every decoder level, finest first."""

    def __init__(self, channels=4, classes=4, width=32, depth=4):
        super().__init__()
        widths = [width << level for level in range(depth)]
        strides = [1] + [2] * (depth - 1)
        self.down = nn.ModuleList(
            self.level(before, after, stride)
            for before, after, stride in zip([channels, *widths], widths, strides)
        )
        pairs = list(zip(widths[1:], widths))[::-1]
        self.up = nn.ModuleList(nn.ConvTranspose3d(below, after, 2, 2, bias=False) for below, after in pairs)
        self.join = nn.ModuleList(self.level(2 * after, after) for _, after in pairs)
        self.heads = nn.ModuleList(nn.Conv3d(after, classes, 1, bias=False) for _, after in pairs)

    @staticmethod
    def level(before, after, stride=1):
        layers = []
        for channels, step in ((before, stride), (after, 1)):
            layers.append(nn.Conv3d(channels, after, 3, step, padding=1))
            layers += [nn.InstanceNorm3d(after, affine=True), nn.LeakyReLU(0.01, inplace=True)]
        return nn.Sequential(*layers)

    def forward(self, x):
        skips, outputs = [], []
        for level in self.down:
            x = level(x)
            skips.append(x)
        skips.pop()
        for up, join, head in zip(self.up, self.join, self.heads):
            x = join(torch.cat([up(x), skips.pop()], 1))
            outputs.append(head(x))
        return outputs[::-1]


def deep_supervision(outputs, labels):
    """Cross-entropy less the mean Dice of the foreground classes, each level weighing half of the one above."""
    shares = [0.5**level for level in range(len(outputs))]
    loss = 0.0
    for level, (logits, share) in enumerate(zip(outputs, shares)):
        step = 2**level
        truth = labels[:, ::step, ::step, ::step]
        loss = loss + share / sum(shares) * dice_and_cross_entropy(logits.float(), truth)
    return loss


def dice_and_cross_entropy(logits, truth):
    p = logits.softmax(1)
    t = F.one_hot(truth, logits.shape[1]).movedim(-1, 1).float()
    space = (2, 3, 4)
    dice = (2 * (p * t).sum(space) + 1e-5) / (p.sum(space) + t.sum(space) + 1e-5)
    return F.cross_entropy(logits, truth) - dice[:, 1:].mean()
