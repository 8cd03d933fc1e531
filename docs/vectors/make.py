#!/usr/bin/python3
"""Writes the vectors of docs/protocol.md from python3-msgpack, hashlib and python3-cryptography, which know nothing of this project's code.

Run it after a change of the specification: docs/vectors/make.py. The signature is random, so bundles.json changes with every run.
"""
import hashlib
import json
import os
import struct

import msgpack
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = os.path.dirname(os.path.abspath(__file__))
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def pack(value):
    return msgpack.packb(value, use_bin_type=True)


def sha(data):
    return hashlib.sha256(data).digest()


def write(name, content):
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="\n") as file:
        json.dump(content, file, indent=2, ensure_ascii=True)
        file.write("\n")


def value(kind, text, data):
    return {"type": kind, "value": text, "hex": data.hex()}


def messagepack():
    values = [value("nil", "", pack(None)), value("boolean", "true", pack(True)), value("boolean", "false", pack(False))]
    edges = [0, 1, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1]
    edges += [-1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63)]
    values += [value("integer", str(n), pack(n)) for n in edges]
    values += [value("float", repr(x), pack(x)) for x in (0.0, -0.0, 1.5, -1e300, 5e-324, float("inf"), float("-inf"))]
    values += [value("single", repr(x), msgpack.packb(x, use_single_float=True)) for x in (0.0, 1.5, -0.25, float("inf"))]
    texts = ["", "a", "\u00e9\u4e2d\U0001f600", "x" * 31, "x" * 32, "x" * 255, "x" * 256, "x" * 65535, "x" * 65536]
    values += [value("string", text, pack(text)) for text in texts if len(text) < 300]
    values += [{"type": "string", "repeat": "x", "count": len(text), "start": pack(text)[:8].hex()} for text in texts if len(text) >= 300]
    for size in (0, 1, 255, 256):
        values.append(value("binary", (b"\x5a" * size).hex(), pack(b"\x5a" * size)))
    for size in (65535, 65536):
        values.append({"type": "binary", "repeat": "5a", "count": size, "start": pack(b"\x5a" * size)[:8].hex()})
    for size in (0, 15, 16, 65535, 65536):
        values.append({"type": "array", "count": size, "start": pack([None] * size)[:8].hex()})
        values.append({"type": "map", "count": size, "start": pack({n: None for n in range(size)})[:4].hex()})
    for code, size in ((5, 0), (5, 1), (5, 2), (5, 3), (5, 4), (5, 8), (5, 16), (-128, 17), (127, 255), (0, 256)):
        payload = bytes(range(256))[:size] if size <= 255 else bytes(256)
        values.append(value("extension", f"{code}:{payload.hex()}", pack(msgpack.ExtType(code, payload)) if code >= 0 else negative(code, payload)))
    for seconds, nanos in ((0, 0), (1, 0), (2**32 - 1, 0), (2**32, 0), (0, 1), (2**34 - 1, 999999999), (2**34, 0), (-1, 0), (-(2**63), 5), (2**63 - 1, 1)):
        values.append(value("timestamp", f"{seconds}.{nanos:09d}", pack(msgpack.Timestamp(seconds, nanos))))

    refused = [
        ("", "End", "no byte"),
        ("c1", "Malformed", "the byte that is never used"),
        ("a1ff", "Malformed", "not UTF-8"),
        ("a2c080", "Malformed", "an overlong zero"),
        ("a3eda080", "Malformed", "half a surrogate pair"),
        ("a4f4908080", "Malformed", "above U+10FFFF"),
        ("d6ff", "Incomplete", "a timestamp without its bytes"),
        ("d4ff00", "Malformed", "a timestamp of one byte"),
        ("d7ffee6b280000000000", "Malformed", "10^9 nanoseconds"),
        ("c70cff3b9aca000000000000000000", "Malformed", "10^9 nanoseconds beside 64-bit seconds"),
        ("cc", "Incomplete", "a number without its byte"),
        ("cd01", "Incomplete", "half a number"),
        ("cf01020304050607", "Incomplete", "seven of eight bytes"),
        ("ca010203", "Incomplete", "three of four bytes"),
        ("d9", "Incomplete", "a length without its byte"),
        ("d905616263", "Incomplete", "three of five letters"),
        ("a2e4", "Incomplete", "the string's end is missing, whatever its bytes are"),
        ("c403aabb", "Incomplete", "two of three bytes"),
        ("c6ffffffffaa", "Incomplete", "four gigabytes claimed"),
        ("c7", "Incomplete", "an extension without its length"),
        ("c70105", "Incomplete", "an extension without its payload"),
        ("d805aa", "Incomplete", "one of sixteen bytes"),
        ("92c0", "Incomplete", "one of two items"),
        ("ddffffffff", "Incomplete", "four milliards of items claimed"),
        ("dfffffffffc0c0", "Incomplete", "four milliards of pairs claimed"),
        ("81c0", "Incomplete", "a key without its value"),
        ("92c0c1", "Malformed", "a fault in the second item"),
        ("91" * 33 + "c0", "TooDeep", "33 arrays inside each other"),
    ]
    longer = [
        "cc7f", "cd00ff", "ce0000ffff", "cf00000000ffffffff", "d000", "d07f", "d0e0", "d1ff80", "d10080", "d2ffff8000", "d3ffffffff80000000", "d37fffffffffffffff",
        "d900", "d91f" + "61" * 31, "da0001" + "61", "db00000000", "c50000", "c50001aa", "c600000000", "dc0000", "dc0001c0", "dd00000000", "de0000", "df00000000",
        "c70105aa", "c7100500000000000000000000000000000000", "c8000005", "c900000000" + "05", "d7ff0000000000000001", "c70cff000000000000000000000001",
    ]
    write("messagepack.json", {
        "values": values,
        "refused": [{"hex": h, "status": s, "because": b} for h, s, b in refused],
        "longerThanNeeded": longer,
    })


def negative(code, payload):
    """python3-msgpack refuses negative application codes; the specification reserves them and still defines their bytes."""
    return b"\xc7" + bytes([len(payload)]) + struct.pack("b", code) + payload


def raw(first, count=16, step=1):
    return bytes((first + i * step) % 256 for i in range(count))


KEY = ec.derive_private_key(0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, ec.SECP256R1())
POINT = KEY.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
SPKI = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
PEER = sha(SPKI)[:16]
INCARNATION = 0x0123456789ABCDEF
NETWORK = sha(b"mesh/network/1" + b"mesh")
ROOM = sha(b"mesh/room/1" + b"lobby")[:16]


def message_id(origin, incarnation, room, sequence):
    return sha(origin + struct.pack(">Q", incarnation) + room + struct.pack(">Q", sequence))[:16]


def topic_hash(name):
    return int.from_bytes(sha(b"mesh/topic/1" + name.encode())[:8], "big")


def procedure_hash(name, is_idempotent=False):
    return int.from_bytes(sha(b"mesh/procedure/1" + name.encode())[:8], "big") & ~1 | (1 if is_idempotent else 0)


def ids():
    rooms = ["lobby", "a", "\u00e9quipe", "\u4e2d\u6587"]
    streams = [(PEER, INCARNATION, ROOM, 1), (PEER, 2**64 - 1, bytes(16), 2**64 - 1), (raw(0), 0, raw(16), 300)]
    write("ids.json", {
        "keys": [{"point": POINT.hex(), "spki": SPKI.hex(), "peer": PEER.hex()}],
        "rooms": [{"name": name, "room": sha(b"mesh/room/1" + name.encode())[:16].hex()} for name in rooms],
        "topics": [{"name": name, "hash": str(topic_hash(name))} for name in ("drone.7.position", "a", "\u4e2d\u6587")],
        "procedures": [{"name": name, "hash": str(procedure_hash(name))} for name in ("math.add", "a", "\u4e2d\u6587")],
        "messages": [
            {"origin": o.hex(), "incarnation": str(i), "room": r.hex(), "sequence": str(s), "message": message_id(o, i, r, s).hex()} for o, i, r, s in streams
        ],
    })


def core(room, first, previous, service, messages):
    return pack([room, first, previous, service, [[hlc, parents, kind, body] for hlc, parents, kind, body in messages]])


def bundle_id(suite, origin, incarnation, core_bytes):
    return sha(bytes([suite]) + origin + struct.pack(">Q", incarnation) + core_bytes)[:16]


def signed_bytes(suite, origin, incarnation, core_bytes):
    return b"mesh/bundle/1" + bytes([suite]) + NETWORK + origin + struct.pack(">Q", incarnation) + core_bytes


def sign(data):
    r, s = utils.decode_dss_signature(KEY.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")


CORES = [
    ("the first message of a stream", ROOM, 1, bytes(16), 0, [(1_700_000_000_000 << 16, [], 0, "hello".encode())]),
    ("a typing notice", ROOM, 2, raw(32), 1, [(5, [raw(48)], 200, b"")]),
    ("three messages with parents", raw(64), 70000, raw(80), 0, [
        (0, [], 0, b""),
        (2**62, [raw(1), raw(2), raw(3)], 1, raw(7, 300)),
        (2**64 - 1, [raw(4)], 255, b"\x00"),
    ]),
    ("the last number there is", raw(96), 2**64 - 1, raw(112), 3, [(1, [], 3, b"x" * 256)]),
]


def bundles():
    items = []
    for name, room, first, previous, service, messages in CORES:
        data = core(room, first, previous, service, messages)
        items.append({
            "name": name, "room": room.hex(), "first": str(first), "previous": previous.hex(), "class": service,
            "messages": [{"hlc": str(h), "parents": [p.hex() for p in parents], "kind": k, "body": b.hex()} for h, parents, k, b in messages],
            "core": data.hex(), "suite": 1, "origin": PEER.hex(), "incarnation": str(INCARNATION),
            "id": bundle_id(1, PEER, INCARNATION, data).hex(),
            "signedBytes": signed_bytes(1, PEER, INCARNATION, data).hex(),
            "signature": sign(signed_bytes(1, PEER, INCARNATION, data)).hex(),
        })

    room, zero = raw(0), bytes(16)
    good = [1, [], 0, b"a"]
    refused = [
        ("no message", pack([room, 1, zero, 0, []])),
        ("numbered from 0", pack([room, 0, zero, 0, [good]])),
        ("the numbers pass 2^64 - 1", pack([room, 2**64 - 1, zero, 0, [good, good]])),
        ("a class that does not exist", pack([room, 1, zero, 4, [good]])),
        ("four parents", pack([room, 1, zero, 0, [[1, [room] * 4, 0, b""]]])),
        ("a short room", pack([room[:15], 1, zero, 0, [good]])),
        ("a field too many", pack([room, 1, zero, 0, [good], None])),
        ("a field too few", pack([room, 1, zero, 0])),
        ("a message with a field too many", pack([room, 1, zero, 0, [good + [None]]])),
        ("a message with a field too few", pack([room, 1, zero, 0, [good[:3]]])),
        ("a body that is text", pack([room, 1, zero, 0, [[1, [], 0, "a"]]])),
        ("a body that is nil", pack([room, 1, zero, 0, [[1, [], 0, None]]])),
        ("bytes behind the core", pack([room, 1, zero, 0, [good]]) + b"\xc0"),
        ("the first number in two bytes", b"\x95" + pack(room) + b"\xcc\x01" + pack(zero) + b"\x00" + pack([good])),
        ("the list with a length of 16 bits", b"\x95" + pack(room) + b"\x01" + pack(zero) + b"\x00" + b"\xdc\x00\x01" + pack(good)),
        ("the room with a length of 16 bits", b"\x95" + b"\xc5\x00\x10" + room + b"\x01" + pack(zero) + b"\x00" + pack([good])),
        ("the body with a length of 32 bits", b"\x95" + pack(room) + b"\x01" + pack(zero) + b"\x00" + b"\x91\x94\x01\x90\x00\xc6\x00\x00\x00\x01a"),
        ("the clock as a signed number", b"\x95" + pack(room) + b"\x01" + pack(zero) + b"\x00" + b"\x91\x94\xd0\x01\x90\x00\xc4\x01a"),
    ]
    write("bundles.json", {
        "networkHash": NETWORK.hex(), "point": POINT.hex(), "bundles": items,
        "refusedCores": [{"because": because, "hex": data.hex()} for because, data in refused],
    })


def records():
    first = core(*CORES[0][1:])
    other = core(ROOM, 1, bytes(16), 0, [(7, [], 0, b"another")])
    signature = raw(128, 64)
    stored = [1, PEER, INCARNATION, first, signature]
    forked = [1, PEER, INCARNATION, other, signature]
    bundle = {"suite": 1, "origin": PEER.hex(), "incarnation": str(INCARNATION), "core": first.hex(), "signature": signature.hex()}
    twin = dict(bundle, core=other.hex())
    out = []

    def add(name, fields, array, **members):
        out.append({"name": name, **members, "fields": fields, "hex": pack(array).hex()})

    add("Hello", {"revisionMin": 1, "revisionMax": 1, "network": NETWORK[:16].hex(), "isClosed": False, "nonce": raw(200, 32).hex(), "incarnation": str(INCARNATION), "listenPort": 6374, "name": "Zo\u00eb"},
        [0, 1, 1, NETWORK[:16], False, raw(200, 32), INCARNATION, 6374, "Zo\u00eb"])
    add("Hello", {"revisionMin": 1, "revisionMax": 255, "network": raw(0).hex(), "isClosed": True, "nonce": raw(1, 32).hex(), "incarnation": str(2**64 - 1), "listenPort": 0, "name": ""},
        [0, 1, 255, raw(0), True, raw(1, 32), 2**64 - 1, 0, ""])
    add("Proof", {"mac": raw(9, 32).hex()}, [1, raw(9, 32)])
    add("Refuse", {"reason": 3, "detail": "another network"}, [2, 3, "another network"])
    add("Ping", {"token": "0"}, [3, 0])
    add("Ping", {"token": str(2**64 - 1)}, [3, 2**64 - 1])
    add("Pong", {"token": "65536"}, [4, 65536])
    add("Ack", {"syncBytes": str(2**32)}, [5, 2**32])
    add("Neighbours", {"peers": []}, [6, []])
    add("Neighbours", {"peers": [PEER.hex(), raw(3).hex()]}, [6, [PEER, raw(3)]])
    add("Peers", {"peers": [{"peer": PEER.hex(), "address": "a9fe0102", "port": 6374}, {"peer": raw(3).hex(), "address": raw(0xFE).hex(), "port": 65535}]},
        [7, [[PEER, bytes.fromhex("a9fe0102"), 6374], [raw(3), raw(0xFE), 65535]]])
    add("Key", {"suite": 1, "point": POINT.hex(), "prekey": ""}, [8, 1, POINT, None], owner=PEER.hex())
    add("Key", {"suite": 1, "point": POINT.hex(), "prekey": raw(0, 140).hex()}, [8, 1, POINT, raw(0, 140)], owner=PEER.hex())
    add("Fork", {"left": bundle, "right": twin}, [9, stored, forked])
    add("Bundle", {"tree": 0, "hops": 1, "flags": 0, "ageSeconds": 0, "bundle": bundle}, [10, 0, 1, 0, 0] + stored)
    add("Bundle", {"tree": 255, "hops": 255, "flags": 1, "ageSeconds": 2**32 - 1, "bundle": bundle}, [10, 255, 255, 1, 2**32 - 1] + stored)
    add("IHave", {"tree": 2, "flags": 0, "bundles": [{"short": str(2**63), "hops": 3}, {"short": "1", "hops": 200}]}, [11, 2, 0, [[2**63, 3], [1, 200]]])
    add("Graft", {"tree": 0, "shorts": []}, [12, 0, []])
    add("Graft", {"tree": 1, "shorts": ["5", str(2**64 - 1)]}, [12, 1, [5, 2**64 - 1]])
    add("Prune", {"tree": 1}, [13, 1])
    add("Want", {"shorts": [str(2**40)]}, [14, [2**40]])
    add("Heads", {"wantsAnswer": True, "heads": [], "rooms": []}, [15, True, [], []])
    add("Heads", {"wantsAnswer": False, "heads": [
        {"origin": PEER.hex(), "incarnation": str(INCARNATION), "room": raw(0).hex(), "sequence": "300"},
        {"origin": raw(5).hex(), "incarnation": "0", "room": ROOM.hex(), "sequence": "1"}], "rooms": [ROOM.hex(), raw(0).hex()]},
        [15, False, [[PEER, INCARNATION, 1, 300], [raw(5), 0, 0, 1]], [ROOM, raw(0)]])
    add("Pull", {"ranges": [{"room": ROOM.hex(), "origin": PEER.hex(), "incarnation": str(INCARNATION), "first": "1", "last": str(2**64 - 1)}]},
        [16, [[ROOM, PEER, INCARNATION, 1, 2**64 - 1]]])
    add("Fingerprint", {"fingerprint": raw(77).hex()}, [17, raw(77)])
    add("KeyWant", {"peers": [PEER.hex()]}, [18, [PEER]])
    private = core(raw(3), 1, bytes(16), 2, [(7, [], 21, pack([5]))])
    sent = {"suite": 1, "origin": PEER.hex(), "incarnation": str(INCARNATION), "core": private.hex(), "signature": signature.hex()}
    envelope = [1, PEER, INCARNATION, private, signature]
    add("Routed", {"attempt": 1, "isBroadcast": False, "hops": 0, "bundle": sent}, [19, 1, False, 0] + envelope)
    add("Routed", {"attempt": 255, "isBroadcast": True, "hops": 63, "bundle": sent}, [19, 255, True, 63] + envelope)
    add("NoRoute", {"short": str(2**64 - 1), "attempt": 2}, [20, 2**64 - 1, 2])

    refused = [
        ("Hello", "revision 0", [0, 0, 1, raw(0), False, raw(0, 32), 1, 0, ""]),
        ("Hello", "revisions the wrong way round", [0, 3, 2, raw(0), False, raw(0, 32), 1, 0, ""]),
        ("Hello", "a name of 65 bytes", [0, 1, 1, raw(0), False, raw(0, 32), 1, 0, "x" * 65]),
        ("Hello", "a port above 65535", [0, 1, 1, raw(0), False, raw(0, 32), 1, 65536, ""]),
        ("Hello", "a nonce of 31 bytes", [0, 1, 1, raw(0), False, raw(0, 31), 1, 0, ""]),
        ("Hello", "a number for the flag", [0, 1, 1, raw(0), 0, raw(0, 32), 1, 0, ""]),
        ("Proof", "a MAC of 33 bytes", [1, raw(0, 33)]),
        ("Refuse", "a detail of 121 bytes", [2, 0, "x" * 121]),
        ("Ping", "a negative token", [3, -1]),
        ("Ping", "no token", [3]),
        ("Ping", "another kind", [4, 1]),
        ("Neighbours", "33 peers", [6, [raw(0)] * 33]),
        ("Peers", "an address of five bytes", [7, [[raw(0), raw(0, 5), 1]]]),
        ("Peers", "port 0", [7, [[raw(0), raw(0, 4), 0]]]),
        ("Key", "a compressed point", [8, 1, b"\x02" + raw(0, 32), None]),
        ("Key", "a point that does not start with 4", [8, 1, b"\x05" + raw(0, 64), None]),
        ("Key", "an empty prekey", [8, 1, POINT, b""]),
        ("Fork", "one bundle", [9, stored]),
        ("Fork", "nil for a bundle", [9, stored, None]),
        ("Bundle", "an empty core", [10, 0, 1, 0, 0, 1, PEER, 1, b"", signature]),
        ("Bundle", "a signature of 63 bytes", [10, 0, 1, 0, 0, 1, PEER, 1, first, signature[:63]]),
        ("Bundle", "an age above 2^32 - 1", [10, 0, 1, 0, 2**32] + stored),
        ("Bundle", "tree 256", [10, 256, 1, 0, 0] + stored),
        ("IHave", "513 announcements", [11, 0, 0, [[1, 1]] * 513]),
        ("Graft", "513 bundles", [12, 0, [1] * 513]),
        ("Want", "513 bundles", [14, [1] * 513]),
        ("Heads", "a room's place behind the last room", [15, True, [[PEER, 1, 1, 1]], [ROOM]]),
        ("Heads", "a room twice", [15, True, [], [ROOM, ROOM]]),
        ("Heads", "sequence 0", [15, True, [[PEER, 1, 0, 0]], [ROOM]]),
        ("Pull", "a range from 0", [16, [[ROOM, PEER, 1, 0, 1]]]),
        ("Pull", "a range that runs backwards", [16, [[ROOM, PEER, 1, 5, 4]]]),
        ("Fingerprint", "text for bytes", [17, "x" * 16]),
        ("KeyWant", "33 peers", [18, [PEER] * 33]),
        ("Routed", "attempt 0", [19, 0, False, 0] + envelope),
        ("Routed", "attempt 256", [19, 256, False, 0] + envelope),
        ("Routed", "a number for the flag", [19, 1, 1, 0] + envelope),
        ("Routed", "no signature", [19, 1, False, 0] + envelope[:4]),
        ("NoRoute", "no attempt", [20, 5]),
        ("NoRoute", "attempt 256", [20, 5, 256]),
    ]
    write("records.json", {"records": out, "refused": [{"name": n, "because": b, "hex": pack(a).hex()} for n, b, a in refused]})


def bodies():
    out = []

    def add(name, kind, fields, array):
        out.append({"name": name, "kind": kind, "fields": fields, "hex": pack(array).hex()})

    topics = sorted([topic_hash("a"), topic_hash("drone.7.position")])
    procedures = sorted([procedure_hash("math.add", True), procedure_hash("a")])
    values = pack([47.5, "north"]) + pack({"alt": 120})
    add("Presence", 3, {"name": "Zo\u00eb", "rooms": ["lobby", "\u4e2d"], "isLeaving": False, "intervalSeconds": 30, "neighbours": [{"peer": PEER.hex(), "roundTrip": 123}, {"peer": raw(3).hex(), "roundTrip": 0}],
         "topics": [str(n) for n in topics], "procedures": [str(n) for n in procedures], "wantsAll": False, "offersMore": True},
        ["Zo\u00eb", ["lobby", "\u4e2d"], False, 30, [[PEER, 123], [raw(3), 0]], topics, procedures, 2])
    add("Presence", 3, {"name": "", "rooms": [], "isLeaving": True, "intervalSeconds": 65535, "neighbours": [], "topics": [], "procedures": [], "wantsAll": True, "offersMore": False},
        ["", [], True, 65535, [], [], [], 1])
    add("Event", 8, {"topic": "drone.7.position", "publication": str(2**53), "publisher": "0", "payload": values.hex()}, ["drone.7.position", 2**53, 0, values])
    add("Event", 8, {"topic": "a", "publication": "1", "publisher": "5", "payload": ""}, ["a", 1, 5, b""])
    add("Call", 16, {"boot": str(INCARNATION), "heard": "7", "number": "1", "procedure": "math.add", "timeout": "0", "wantsProgress": False, "caller": "0", "payload": pack([2, 40]).hex() + "80"},
        [INCARNATION, 7, 1, "math.add", 0, 0, 0, pack([2, 40]) + pack({})])
    add("Call", 16, {"boot": str(2**64 - 1), "heard": str(2**64 - 1), "number": str(2**64 - 1), "procedure": "x" * 255, "timeout": str(2**64 - 1), "wantsProgress": True, "caller": str(2**53), "payload": ""},
        [2**64 - 1, 2**64 - 1, 2**64 - 1, "x" * 255, 2**64 - 1, 1, 2**53, b""])
    add("Ack", 17, {"number": "1"}, [1])
    add("Progress", 18, {"number": "300", "payload": values.hex()}, [300, values])
    add("Result", 19, {"number": str(2**64 - 1), "payload": values.hex()}, [2**64 - 1, values])
    add("Error", 20, {"number": "1", "failure": 6, "error": "drone.no-battery", "sentence": "The battery is empty.", "payload": pack([3]).hex() + "80"}, [1, 6, "drone.no-battery", "The battery is empty.", pack([3]) + pack({})])
    add("Error", 20, {"number": "1", "failure": 7, "error": "", "sentence": "", "payload": ""}, [1, 7, "", "", b""])
    add("Cancel", 21, {"number": "70000"}, [70000])
    add("Probe", 22, {"token": "1", "subject": 0, "id": raw(0, 16).hex()}, [1, 0, raw(0, 16)])
    add("Probe", 22, {"token": str(2**64 - 1), "subject": 1, "id": PEER.hex()}, [2**64 - 1, 1, PEER])
    add("Probe", 22, {"token": "70000", "subject": 2, "id": raw(7).hex()}, [70000, 2, raw(7)])
    add("Echo", 23, {"token": "1", "hops": 4, "finding": 0, "neighbour": bytes(16).hex(), "roundTrip": 0, "crossed": 0, "manner": 0, "age": "0", "passedTo": []},
        [1, 4, 0, bytes(16), 0, 0, 0, 0, []])
    add("Echo", 23, {"token": str(2**64 - 1), "hops": 0, "finding": 2, "neighbour": PEER.hex(), "roundTrip": 65535, "crossed": 0, "manner": 0, "age": "0", "passedTo": []},
        [2**64 - 1, 0, 2, PEER, 65535, 0, 0, 0, []])
    add("Echo", 23, {"token": "70000", "hops": 64, "finding": 2, "neighbour": raw(3).hex(), "roundTrip": 31, "crossed": 255, "manner": 2, "age": str(2**64 - 1), "passedTo": [PEER.hex(), raw(9).hex()]},
        [70000, 64, 2, raw(3), 31, 255, 2, 2**64 - 1, [PEER, raw(9)]])
    add("GuestText", 4, {"guest": "Zo\u00eb", "text": "hello"}, ["Zo\u00eb", "hello"])
    add("GuestAction", 5, {"guest": "a", "text": "waves"}, ["a", "waves"])

    refused = [
        ("Presence", 3, "a field too few", ["a", [], False, 30, [], [], []]),
        ("Presence", 3, "an interval of 0 s", ["a", [], False, 0, [], [], [], 0]),
        ("Presence", 3, "33 rooms", ["a", ["b"] * 33, False, 30, [], [], [], 0]),
        ("Presence", 3, "17 neighbours", ["a", [], False, 30, [[PEER, 1]] * 17, [], [], 0]),
        ("Presence", 3, "a round trip of 17 bits", ["a", [], False, 30, [[PEER, 65536]], [], [], 0]),
        ("Presence", 3, "65 topics", ["a", [], False, 30, [], [1] * 65, [], 0]),
        ("Presence", 3, "65 procedures", ["a", [], False, 30, [], [], [1] * 65, 0]),
        ("Presence", 3, "a name of 65 bytes", ["x" * 65, [], False, 30, [], [], [], 0]),
        ("Event", 8, "a topic of 256 bytes", ["x" * 256, 1, 0, b""]),
        ("Event", 8, "a publication above 2^53", ["a", 2**53 + 1, 0, b""]),
        ("Event", 8, "a publisher above 2^53", ["a", 1, 2**53 + 1, b""]),
        ("Event", 8, "text for bytes", ["a", 1, 0, "x"]),
        ("Call", 16, "a caller above 2^53", [1, 1, 1, "a", 0, 0, 2**53 + 1, b""]),
        ("Call", 16, "a procedure of 256 bytes", [1, 1, 1, "x" * 256, 0, 0, 0, b""]),
        ("Call", 16, "a negative timeout", [1, 1, 1, "a", -1, 0, 0, b""]),
        ("Call", 16, "a field too few", [1, 1, 1, "a", 0, 0, 0]),
        ("Ack", 17, "no number", []),
        ("Progress", 18, "no values", [1]),
        ("Result", 19, "nil for values", [1, None]),
        ("Error", 20, "a failure of nine bits", [1, 256, "", "", b""]),
        ("Error", 20, "an error's name of 256 bytes", [1, 6, "x" * 256, "", b""]),
        ("Error", 20, "a sentence of 501 bytes", [1, 6, "", "x" * 501, b""]),
        ("Cancel", 21, "text for a number", ["1"]),
        ("Probe", 22, "an identity of fifteen bytes", [1, 1, raw(0, 15)]),
        ("Probe", 22, "nil for an identity", [1, 0, None]),
        ("Probe", 22, "a subject of nine bits", [1, 256, raw(0)]),
        ("Probe", 22, "a negative token", [-1, 0, raw(0)]),
        ("Probe", 22, "a field too few", [1, 0]),
        ("Echo", 23, "256 hops", [1, 256, 0, raw(0), 0, 0, 0, 0, []]),
        ("Echo", 23, "a round trip of 17 bits", [1, 1, 0, raw(0), 65536, 0, 0, 0, []]),
        ("Echo", 23, "an age before the message", [1, 1, 0, raw(0), 0, 0, 0, -1, []]),
        ("Echo", 23, "17 neighbours", [1, 1, 0, raw(0), 0, 0, 0, 0, [raw(0)] * 17]),
        ("Echo", 23, "nil for a neighbour", [1, 1, 0, None, 0, 0, 0, 0, []]),
        ("Echo", 23, "a field too few", [1, 1, 0, raw(0), 0, 0, 0, 0]),
        ("GuestText", 4, "nobody's name", ["", "hello"]),
        ("GuestText", 4, "a name of 65 bytes", ["x" * 65, "hello"]),
        ("GuestText", 4, "a name with a line feed", ["a\nb", "hello"]),
        ("GuestText", 4, "no text", ["a", ""]),
        ("GuestText", 4, "a field too few", ["a"]),
        ("GuestAction", 5, "bytes for text", ["a", b"waves"]),
    ]
    write("bodies.json", {"bodies": out, "refused": [{"name": n, "kind": k, "because": b, "hex": pack(a).hex()} for n, k, b, a in refused]})


messagepack()
ids()
bundles()
records()
bodies()
