import test from 'node:test';
import assert from 'node:assert/strict';
import { Store } from './wwwroot/app/store.js';

const at = seconds => new Date(Date.UTC(2030, 5, 1, 12, 0, seconds)).toISOString();
const message = (i, more = {}) => ({ id: `m${i}`, room: 'lobby', peer: 'p', from: 'p', text: `${i}`, kind: 'text', own: false, sentAt: at(i), receivedAt: at(i), n: `run-${i}`, ...more });
const ids = store => store.room('lobby').messages.map(m => m.id);

function store() {
  const it = new Store();
  it.setRooms(['lobby', 'field']);
  return it;
}

test('a message is held once', () => {
  const it = store();
  assert.ok(it.add(message(1)));
  assert.ok(!it.add(message(1)));
  assert.equal(it.merge('lobby', [message(0), message(1)], false), 1);
  assert.deepEqual(ids(it), ['m0', 'm1']);
});

test('older pages come before, and where to ask on is known', () => {
  const it = store();
  it.merge('lobby', [message(10), message(11)], true);
  it.merge('lobby', [message(8), message(9)], true);
  assert.deepEqual(ids(it), ['m8', 'm9', 'm10', 'm11']);
  assert.equal(it.room('lobby').oldest, 'run-8');
  assert.equal(it.room('lobby').rows.filter(r => r.type === 'day').length, 1);
});

test('what came while a page was asked for stays behind it', () => {
  const it = store();
  it.add(message(20));
  it.merge('lobby', [message(18), message(19), message(20)], false);
  assert.deepEqual(ids(it), ['m18', 'm19', 'm20']);
});

test('a message that came late is put in its place', () => {
  const it = store();
  for (const i of [1, 5, 9]) it.add(message(i));
  it.add(message(3));
  assert.deepEqual(ids(it), ['m1', 'm3', 'm5', 'm9']);
  assert.deepEqual(it.room('lobby').rows.filter(r => r.message).map(r => r.message.id), ['m1', 'm3', 'm5', 'm9']);
});

test('unread are those of others after the last visit', () => {
  const it = store();
  it.read.lobby = at(2);
  it.merge('lobby', [message(1), message(2), message(3), message(4, { own: true }), message(5), message(6, { kind: 'turn' })], false);
  it.countUnread('lobby');
  assert.equal(it.unread, 2);
  it.markRead('lobby');
  assert.equal(it.unread, 0);
});

test('twenty thousand messages of a room are held and no more', () => {
  const it = store(), start = Date.UTC(2030, 0, 1);
  for (let i = 0; i < 20_500; i++) it.add(message(i, { receivedAt: new Date(start + i * 1_000).toISOString() }));
  const room = it.room('lobby');
  assert.ok(room.messages.length <= 20_000);
  assert.equal(room.ids.size, room.messages.length);
  assert.equal(room.oldest, room.messages[0].n);
  assert.ok(room.more);
});

test('rooms that were left are forgotten and another becomes current', () => {
  const it = store();
  it.current = 'field';
  it.setRooms(['lobby']);
  assert.equal(it.current, 'lobby');
  assert.ok(!it.rooms.has('field'));
});

test('drafts are bounded', () => {
  const it = store();
  for (let i = 0; i < 100; i++) it.keepDraft(`room ${i}`, 'text');
  assert.equal(Object.keys(it.drafts).length, 50);
  it.keepDraft('room 99', '');
  assert.ok(!('room 99' in it.drafts));
});
