import test from 'node:test';
import assert from 'node:assert/strict';
import { Heights } from './wwwroot/app/heights.js';

// A small generator, so that a failure repeats.
function random(seed) {
  return () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
}

test('sums, places and changes are those of a plain list', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const next = random(seed), heights = new Heights(), plain = [];
    for (let i = 0; i < 300; i++) {
      const value = 1 + Math.floor(next() * 90);
      if (next() < 0.6 || plain.length === 0) { heights.push(value); plain.push(value); }
      else { const index = Math.floor(next() * plain.length); heights.set(index, value); plain[index] = value; }
      if (next() < 0.02) heights.reset(plain);
      const index = Math.floor(next() * (plain.length + 1));
      assert.equal(heights.before(index), plain.slice(0, index).reduce((a, b) => a + b, 0), `seed ${seed}`);
    }
    for (let offset = 0, row = 0, end = plain[0]; offset < heights.total; offset++) {
      while (offset >= end) end += plain[++row];
      assert.equal(heights.at(offset), row, `seed ${seed}, offset ${offset}`);
    }
  }
});

test('places beyond both ends are the first and the last row', () => {
  const heights = new Heights();
  heights.reset([10, 10, 10]);
  assert.equal(heights.at(-5), 0);
  assert.equal(heights.at(1_000), 2);
  assert.deepEqual(new Heights().range(0, 100, 10), { from: 0, to: 0 });
});

test('a window covers the view and its margin and no more', () => {
  const heights = new Heights();
  heights.reset(new Array(10_000).fill(20));
  assert.deepEqual(heights.range(100_000, 600, 400), { from: 4_980, to: 5_051 });
});
