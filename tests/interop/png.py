"""The pixels of a PNG of 8-bit RGB or RGBA, as far as the checks need them."""

import struct
import zlib


def pixels(path):
    with open(path, "rb") as file:
        data = file.read()
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if depth != 8 or kind not in (2, 6) or interlaced:
        raise ValueError(f"{path}: depth {depth}, kind {kind}")
    packed, at = b"", 8
    while at < len(data):
        length = struct.unpack(">I", data[at:at + 4])[0]
        if data[at + 4:at + 8] == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    raw = zlib.decompress(packed)
    size = 3 if kind == 2 else 4
    stride = width * size
    before = bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        line = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], line, before, size)
        before = line
        for x in range(0, stride, size):
            yield line[x], line[x + 1], line[x + 2]


def unfilter(method, line, before, size):
    for i in range(len(line)):
        left = line[i - size] if i >= size else 0
        up = before[i]
        if method == 1:
            line[i] = (line[i] + left) & 255
        elif method == 2:
            line[i] = (line[i] + up) & 255
        elif method == 3:
            line[i] = (line[i] + (left + up) // 2) & 255
        elif method == 4:
            corner = before[i - size] if i >= size else 0
            distances = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
            best = distances.index(min(distances))
            line[i] = (line[i] + (left, up, corner)[best]) & 255
