"""DeepLabV3+ on an aligned Xception with UAFR: the network of configs/base/dermoscopy.yaml, NCHW."""

import math

import torch
from torch import nn
from torch.nn import functional as F


def conv_bn(before, after, kernel=1, stride=1, dilation=1):
    padding = dilation * (kernel // 2)
    convolution = nn.Conv2d(before, after, kernel, stride, padding, dilation, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(after))


def conv_bn_relu(before, after, kernel=1, stride=1, dilation=1):
    return nn.Sequential(conv_bn(before, after, kernel, stride, dilation), nn.ReLU(inplace=True))


def separable(before, after, stride=1, dilation=1):
    depthwise = nn.Conv2d(before, before, 3, stride, dilation, dilation, groups=before, bias=False)
    return nn.Sequential(depthwise, nn.BatchNorm2d(before), conv_bn(before, after))


def resize(x, like):
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


class Residual(nn.Module):
    """y = relu(separables(x) + shortcut(x)); the last separable convolution has the stride."""

    def __init__(self, before, widths, stride=1):
        super().__init__()
        layers, channels = [], before
        for i, width in enumerate(widths):
            last = i == len(widths) - 1
            layers.append(separable(channels, width, stride if last else 1))
            if not last:
                layers.append(nn.ReLU(inplace=True))
            channels = width
        self.path = nn.Sequential(*layers)
        same = before == channels and stride == 1
        self.shortcut = nn.Identity() if same else conv_bn(before, channels, stride=stride)

    def forward(self, x):
        return F.relu(self.path(x) + self.shortcut(x), inplace=True)


class Uafr(nn.Module):
    """x (2 - E), E the normalised entropy of two hypotheses made from x."""

    def __init__(self, channels, dropout=0.0):
        super().__init__()
        self.hypotheses = nn.Sequential(
            conv_bn_relu(channels, 16, 3), nn.Dropout(dropout), nn.Conv2d(16, 2, 1)
        )

    def forward(self, x):
        log_p = F.log_softmax(self.hypotheses(x).float(), dim=1)
        entropy = -(log_p.exp() * log_p).sum(1, keepdim=True) / math.log(2)
        return x * (2 - entropy).to(x.dtype)


class Xception(nn.Module):
    """Returns the slots x2 and x3 (for the losses) and the deepest features, of stride 16."""

    def __init__(self):
        super().__init__()
        self.stem1 = nn.Sequential(conv_bn_relu(3, 32, 3, stride=2), Uafr(32))
        self.stem2 = nn.Sequential(conv_bn_relu(32, 64, 3), Uafr(64))
        self.entry = Residual(64, [128] * 3, stride=2)
        self.deep = nn.Sequential(
            Residual(128, [256] * 3, stride=2),
            Residual(256, [728] * 3, stride=2),
            *(Residual(728, [728] * 3) for _ in range(16)),
            Residual(728, [728, 1024, 1024]),
            *(self.exit(*widths) for widths in [(1024, 1536), (1536, 1536), (1536, 2048)]),
        )

    @staticmethod
    def exit(before, after):
        return nn.Sequential(separable(before, after, dilation=2), nn.ReLU(inplace=True), Uafr(after))

    def forward(self, images):
        x2 = self.stem2(self.stem1(images))
        x3 = self.entry(x2)
        return x2, x3, self.deep(x3)


class Pyramid(nn.Module):
    """A 1x1 and three dilated 3x3 convolutions and the pooled image, side by side, then a 1x1 convolution."""

    def __init__(self, channels, width=256):
        super().__init__()
        shapes = [(1, 1), (3, 6), (3, 12), (3, 18)]
        self.branches = nn.ModuleList(
            conv_bn_relu(channels, width, kernel, dilation=dilation) for kernel, dilation in shapes
        )
        self.pooling = conv_bn_relu(channels, width)
        self.project = nn.Sequential(conv_bn_relu(5 * width, width), nn.Dropout(0.5))

    def forward(self, x):
        pooled = self.pooling(x.mean((2, 3), keepdim=True)).expand(-1, -1, *x.shape[2:])
        return self.project(torch.cat([*(branch(x) for branch in self.branches), pooled], 1))


class DeepLab(nn.Module):
    """Logits at the size of the images, and by name the slots that the losses observe."""

    def __init__(self, classes=2):
        super().__init__()
        self.backbone = Xception()
        self.pyramid = Pyramid(2048)
        self.low = nn.Sequential(conv_bn_relu(128, 48), Uafr(48, 0.1))
        self.refine = Uafr(304, 0.1)
        self.conv1 = nn.Sequential(conv_bn_relu(304, 256, 3), nn.Dropout(0.5))
        self.conv2 = nn.Sequential(conv_bn_relu(256, 256, 3), nn.Dropout(0.1))
        self.head = nn.Conv2d(256, classes, 1)

    def forward(self, images):
        x2, x3, high = self.backbone(images)
        low = self.low(x3)
        conv1 = self.conv1(self.refine(torch.cat([resize(self.pyramid(high), low), low], 1)))
        logits = resize(self.head(self.conv2(conv1)), images)
        return logits, {"x2": x2, "x3": x3, "decoder.low": low, "decoder.conv1": conv1}
