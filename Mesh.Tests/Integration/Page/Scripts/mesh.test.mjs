import test from 'node:test';
import assert from 'node:assert/strict';
import { backoff, Cursor, EventStreamParser, Outbox, parseNumber, SeenSet, topicMatches } from './wwwroot/mesh.js';

const line = (ref, text, more = {}) => ({ ref, room: 'lobby', text, kind: 'text', at: 0, ...more });
const own = (id, text, n, more = {}) => ({ id, room: 'lobby', text, kind: 'text', n, sentAt: '2030-01-01T00:00:00Z', ...more });

test('the newest identifiers are remembered', () => {
  const seen = new SeenSet(3);
  assert.deepEqual(['a', 'b', 'a', 'c', 'd', 'a'].map(id => seen.add(id)), [true, true, false, true, true, true]);
  assert.equal(seen.size, 3);
});

test('numbers are of a run', () => {
  assert.deepEqual(parseNumber('abc-12'), { run: 'abc', number: 12 });
  for (const bad of [null, undefined, '', '12', '-1', 'a-x', 7]) assert.equal(parseNumber(bad), null);
});

test('a cursor drops what came before and begins anew with another run', () => {
  const cursor = new Cursor();
  assert.deepEqual(['a-1', 'a-3', 'a-2', 'a-3', 'b-1', 'b-2', undefined].map(n => cursor.take(n)), [true, true, false, false, true, true, true]);
  assert.equal(cursor.n, 'b-2');
});

test('waiting doubles up to fifteen seconds and is spread', () => {
  assert.deepEqual([0, 1, 2].map(i => backoff(i, () => 1)), [400, 800, 1_600]);
  assert.deepEqual([0, 5].map(i => backoff(i, () => 0)), [200, 6_400]);
  assert.equal(backoff(50, () => 1), 15_000);
});

test('a stream of events is parted wherever it was cut', () => {
  const whole = 'id: 1\nevent: message\ndata: {"a":1}\n\n: heartbeat\n\ndata: x\ndata: y\r\n\r\n';
  for (let cut = 0; cut <= whole.length; cut++) {
    const parser = new EventStreamParser();
    assert.deepEqual([...parser.push(whole.slice(0, cut)), ...parser.push(whole.slice(cut))], ['{"a":1}', 'x\ny']);
  }
});

test('topics match exactly, by prefix and by parts', () => {
  assert.ok(topicMatches({ topic: 'a.b', match: 'exact' }, 'a.b') && !topicMatches({ topic: 'a.b', match: 'exact' }, 'a.b.c'));
  assert.ok(topicMatches({ topic: 'a.', match: 'prefix' }, 'a.b'));
  assert.ok(topicMatches({ topic: 'drone..position', match: 'wildcard' }, 'drone.3.position'));
  assert.ok(!topicMatches({ topic: 'drone..position', match: 'wildcard' }, 'drone.position'));
});

test('a line that the node answered is done', () => {
  const outbox = new Outbox();
  outbox.add(line('1', 'hi'));
  outbox.entries[0].state = 'asked';
  outbox.settle('1', 'm1');
  assert.equal(outbox.entries.length, 0);
  assert.equal(outbox.claim(own('m1', 'hi', 'r-5')), null);
});

test('a line whose answer was lost is found in the history and not said again', () => {
  const outbox = new Outbox();
  Object.assign(outbox.add(line('1', 'hi')), { state: 'asked', after: 'r-4' });
  Object.assign(outbox.add(line('2', 'never arrived')), { state: 'asked', after: 'r-4' });
  outbox.add(line('3', 'later'));
  outbox.lose();
  assert.deepEqual(outbox.unsureRooms(), ['lobby']);
  const done = outbox.resolve('lobby', [own('m0', 'hi', 'r-3'), own('m1', 'hi', 'r-5')]);
  assert.deepEqual(done.map(d => [d.entry.ref, d.message.id]), [['1', 'm1']]);
  assert.deepEqual(outbox.waiting().map(e => e.ref), ['2', '3']);
});

test('the same text twice is said twice', () => {
  const outbox = new Outbox();
  for (const ref of ['1', '2']) Object.assign(outbox.add(line(ref, 'ok')), { state: 'asked', after: 'r-4' });
  outbox.settle('1', 'm1');
  outbox.lose();
  assert.equal(outbox.resolve('lobby', [own('m1', 'ok', 'r-5')]).length, 0);
  assert.deepEqual(outbox.waiting().map(e => e.ref), ['2']);
});

test('across a restart of the node the clock decides', () => {
  const outbox = new Outbox();
  Object.assign(outbox.add(line('1', 'ok', { at: Date.parse('2030-01-01T00:00:00Z') })), { state: 'asked', after: 'old-9' });
  outbox.lose();
  assert.equal(outbox.resolve('lobby', [own('m0', 'ok', 'new-1', { sentAt: '2029-12-31T00:00:00Z' })]).length, 0);
  Object.assign(outbox.entries[0], { state: 'unsure' });
  assert.equal(outbox.resolve('lobby', [own('m1', 'ok', 'new-2')]).length, 1);
});

test('after a reload what was handed over is unsure and what waited waits', () => {
  const outbox = new Outbox([line('1', 'a', { state: 'asked' }), line('2', 'b', { state: 'waiting' }), line('3', 'c', { state: 'unsure' })]);
  assert.deepEqual(outbox.entries.map(e => e.state), ['unsure', 'waiting', 'unsure']);
});

test('lines that wait are bounded', () => {
  const outbox = new Outbox();
  for (let i = 0; i < 500; i++) outbox.add(line(`${i}`, 'x'));
  assert.throws(() => outbox.add(line('more', 'x')), RangeError);
});
