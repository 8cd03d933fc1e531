import test from 'node:test';
import assert from 'node:assert/strict';
import { isShown, rowsAfter, rowsOf } from './wwwroot/app/rows.js';

const at = minutes => new Date(Date.UTC(2030, 5, 1, 12, minutes)).toISOString();
const message = (id, peer, minutes, more = {}) => ({ id, peer, from: peer, text: id, kind: 'text', receivedAt: at(minutes), ...more });
const shape = rows => rows.map(r => r.type === 'day' ? 'day' : r.head ? `+${r.message.id}` : r.message.id);

test('messages of one author within five minutes are one group', () => {
  assert.deepEqual(shape(rowsOf([message('a', 'p', 0), message('b', 'p', 4), message('c', 'p', 8), message('d', 'p', 14)])), ['day', '+a', 'b', 'c', '+d']);
});

test('another author, a guest and an action begin anew', () => {
  const rows = rowsOf([message('a', 'p', 0), message('b', 'q', 0), message('c', 'q', 1, { guest: 'Lena' }), message('d', 'q', 1, { guest: 'Lena' }), message('e', 'q', 1, { kind: 'action', guest: 'Lena' }), message('f', 'q', 2, { guest: 'Lena' })]);
  assert.deepEqual(shape(rows), ['day', '+a', '+b', '+c', 'd', '+e', '+f']);
});

test('a new day begins with its name', () => {
  assert.deepEqual(shape(rowsOf([message('a', 'p', 0), message('b', 'p', 60 * 30)])), ['day', '+a', 'day', '+b']);
});

test('turns of slides are not shown', () => {
  assert.ok(!isShown({ kind: 'turn' }));
  assert.deepEqual(shape(rowsOf([message('a', 'p', 0), message('t', 'q', 1, { kind: 'turn' }), message('b', 'p', 2)])), ['day', '+a', 'b']);
});

test('rows one by one are the rows of all', () => {
  const all = Array.from({ length: 200 }, (_, i) => message(`m${i}`, `p${i % 7 % 3}`, i * 3, { kind: i % 11 ? 'text' : 'action' }));
  const one = [];
  all.forEach((m, i) => one.push(...rowsAfter(all[i - 1] ?? null, m)));
  assert.deepEqual(one, rowsOf(all));
});

test('keys are unique', () => {
  const keys = rowsOf([message('a', 'p', 0), message('b', 'p', 60 * 40), message('c', 'p', 60 * 80)]).map(r => r.key);
  assert.equal(new Set(keys).size, keys.length);
});
