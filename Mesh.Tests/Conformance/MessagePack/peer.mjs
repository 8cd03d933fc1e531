// The other side of the MessagePack interoperability test, with npm's @msgpack/msgpack, which lies in the working folder.
//
// peer.mjs decode            reads lines of hexadecimal digits, prints for each its description (see Transcript.cs), a tab and the value packed again
// peer.mjs generate SEED N   prints N random values: their bytes in hexadecimal digits, a tab and their description
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { encode, decode, ExtData, ExtensionCodec, decodeTimestampToTimeSpec, encodeTimeSpecToTimestamp } = require("@msgpack/msgpack");

class Timestamp {
  constructor(sec, nsec) {
    this.sec = sec;
    this.nsec = nsec;
  }
}

// The library turns timestamps into Date, which has milliseconds only; its own functions keep the nanoseconds.
const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: -1,
  encode: (value) => (value instanceof Timestamp ? encodeTimeSpecToTimestamp(value) : null),
  decode: (data) => {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return new Timestamp(sec, nsec);
  },
});
const options = { extensionCodec, useBigInt64: true };
const hex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");

function describe(value) {
  if (value === null) return "n";
  if (value === true) return "t";
  if (value === false) return "f";
  if (typeof value === "bigint" || Number.isInteger(value)) return `i${value}`;
  if (typeof value === "number") {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return `d${bytes.toString("hex")}`;
  }
  if (typeof value === "string") return `s${Buffer.from(value, "utf8").toString("hex")}`;
  if (value instanceof Uint8Array) return `b${hex(value)}`;
  if (Array.isArray(value)) return `[${value.map(describe).join(",")}]`;
  if (value instanceof Timestamp) return `@${value.sec}.${String(value.nsec).padStart(9, "0")}`;
  if (value instanceof ExtData) return `x${value.type}:${hex(value.data)}`;
  return `{${Object.entries(value).map(([key, item]) => `${describe(key)}:${describe(item)}`).join(",")}}`;
}

// mulberry32: the same numbers for the same seed.
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const edges = [0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n,
  -1, -32, -33, -128, -129, -32768, -32769, -2147483648, -2147483649n, -(2n ** 63n)];

function scalar(random) {
  const below = (n) => Math.floor(random() * n);
  const pick = (items) => items[below(items.length)];
  const bytes = (length) => Uint8Array.from({ length }, () => below(256));
  switch (below(8)) {
    case 0: return pick([null, true, false]);
    case 1:
    case 2: return pick(edges);
    case 3: return below(4294967296) >>> below(32);
    case 4: return pick([Infinity, -Infinity, 5e-324, 0.5, -1.25, below(1000000) + 0.1]);
    case 5: return Array.from({ length: pick([0, 1, 5, 31, 32, 255, 256]) }, () => pick(["a", "0", "\0", "\u00e9", "\u4e2d", "\u{1f600}"])).join("");
    case 6: return random() < 0.5
      ? bytes(random() < 0.02 ? pick([65535, 65536]) : pick([0, 1, 16, 255, 256]))
      : new ExtData(below(128), bytes(pick([0, 1, 2, 3, 4, 8, 16, 17, 255, 256])));
    default: return new Timestamp(pick([0, 1, 4294967295, 4294967296, 2 ** 34 - 1, 2 ** 34, -1, -(2 ** 52)]), pick([0, 1, 999999999]));
  }
}

function value(random, depth) {
  if (depth === 0 || random() < 0.5) return scalar(random);
  const counts = [0, 1, 2, 3, 15, 16];
  const length = counts[Math.floor(random() * counts.length)];
  const items = Array.from({ length }, () => value(random, depth - 1));
  return random() < 0.5 ? items : Object.fromEntries(items.map((item, n) => [`k${n}`, item]));
}

if (process.argv[2] === "decode") {
  const lines = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const item = decode(Buffer.from(line, "hex"), options);
    lines.push(`${describe(item)}\t${hex(encode(item, options))}\n`);
  }
  process.stdout.write(lines.join(""));
} else {
  const random = randomOf(Number(process.argv[3]));
  const lines = [];
  for (let n = 0; n < Number(process.argv[4]); n++) {
    const item = value(random, Math.floor(random() * 4));
    lines.push(`${hex(encode(item, options))}\t${describe(item)}\n`);
  }
  process.stdout.write(lines.join(""));
}
