"""The other side of the MessagePack interoperability test, with python3-msgpack.

peer.py decode            reads lines of hexadecimal digits, prints for each its description (see Transcript.cs), a tab and the value packed again
peer.py generate SEED N   prints N random values: their bytes in hexadecimal digits, a tab and their description
"""
import random
import struct
import sys

import msgpack

EDGES = [0, 1, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1, -1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63)]


def describe(value):
    if value is None:
        return "n"
    if value is True:
        return "t"
    if value is False:
        return "f"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        return "d" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8").hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, list):
        return "[" + ",".join(describe(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{describe(key)}:{describe(item)}" for key, item in value.items()) + "}"
    if isinstance(value, msgpack.Timestamp):
        return f"@{value.seconds}.{value.nanoseconds:09d}"
    if isinstance(value, msgpack.ExtType):
        return f"x{value.code}:{value.data.hex()}"
    raise TypeError(type(value))


def pack(value):
    return msgpack.packb(value, use_bin_type=True)


def unpack(data):
    return msgpack.unpackb(data, raw=False, strict_map_key=False, timestamp=0)


def text(rng):
    length = rng.choice([0, 1, 5, 31, 32, 255, 256]) if rng.random() < 0.5 else rng.randrange(40)
    return "".join(rng.choice(["a", "0", "\0", "\u00e9", "\u4e2d", "\U0001f600"]) for _ in range(length))


def scalar(rng):
    kind = rng.randrange(9)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind <= 3:
        return rng.choice(EDGES) if rng.random() < 0.5 else rng.getrandbits(63) >> rng.randrange(63)
    if kind == 4:
        return rng.choice([0.0, -0.0, float("inf"), float("-inf"), 5e-324]) if rng.random() < 0.3 else rng.uniform(-1e6, 1e6)
    if kind == 5:
        return text(rng)
    if kind == 6:
        return rng.randbytes(rng.choice([0, 1, 16, 255, 256, 65535, 65536]) if rng.random() < 0.05 else rng.randrange(40))
    if kind == 7:
        return msgpack.ExtType(rng.randrange(128), rng.randbytes(rng.choice([0, 1, 2, 3, 4, 8, 16, 17, 255, 256])))
    seconds = rng.choice([0, 1, 2**32 - 1, 2**32, 2**34 - 1, 2**34, -1, -(2**63), 2**63 - 1])
    return msgpack.Timestamp(seconds, rng.choice([0, 1, 999999999]))


def value(rng, depth):
    if depth == 0 or rng.random() < 0.5:
        return scalar(rng)
    count = rng.choice([0, 1, 2, 3, 4, 5]) if depth > 1 else rng.choice([0, 1, 15, 16] if rng.random() < 0.95 else [300])
    if rng.random() < 0.5:
        return [value(rng, depth - 1) for _ in range(count)]
    return {f"k{n}": value(rng, depth - 1) for n in range(count)}


if sys.argv[1] == "decode":
    for line in sys.stdin:
        item = unpack(bytes.fromhex(line))
        print(f"{describe(item)}\t{pack(item).hex()}")
else:
    generator = random.Random(int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        item = value(generator, generator.randrange(4))
        print(f"{pack(item).hex()}\t{describe(item)}")
