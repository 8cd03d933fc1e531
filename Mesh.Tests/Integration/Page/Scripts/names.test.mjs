import test from 'node:test';
import assert from 'node:assert/strict';
import { authorName, initials, nameOf, nameParts, shortName } from './wwwroot/app/text.js';
import { Decks } from './wwwroot/app/decks.js';
import { MessageLog } from './wwwroot/app/messages.js';
import { drawPeople } from './wwwroot/app/people.js';
import { drawRooms } from './wwwroot/app/rail.js';

// As much of a document as the views need to build their elements.
class Element {
  constructor() { this.children = []; this.attributes = {}; this.classList = { add() {} }; this.style = { setProperty() {} }; this.clientWidth = 0; }
  setAttribute(key, value) { this.attributes[key] = String(value); }
  addEventListener() {}
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  get textContent() { return this.children.map(c => c.textContent ?? String(c)).join(''); }
  get all() { return [...Object.values(this.attributes), ...this.children.flatMap(c => c.all ?? [String(c)])].join('\n'); }
}
globalThis.document = { createElement: () => new Element(), createElementNS: () => new Element() };
globalThis.ResizeObserver = class { observe() {} };
const Hidden = /[\p{Cc}\p{DI}\u202e]/u, Spoof = 'a\u200bn\u202en\u0007a\ufeff\u00ad@home\u2066';

function drawn(message) {
  const log = new MessageLog(new Element(), { decks: new Decks(), sent: new Set(), queued: new Set() }, { client: {} });
  return log.list.render({ type: 'message', head: true, message: { id: 'm', kind: 'text', peer: 'p', from: 'anna@workbench', guest: null, text: 'waves', hops: 0, receivedAt: '2030-06-01T12:00:00Z', ...message } });
}

test('what hides in a name is taken out', () => {
  assert.equal(nameOf(Spoof), 'anna@home');
  assert.deepEqual(nameParts(Spoof), ['anna', '@home']);
  assert.equal(authorName({ guest: 'Le\u200dna\n', from: Spoof }), 'Lena, guest of anna');
  assert.deepEqual([nameOf('\u200b'), initials('\u200banna')], ['?', 'A']);
});

test('a name from right to left is isolated once', () => {
  assert.equal(nameOf('\u05d0\u05d1'), '\u2068\u05d0\u05d1\u2069');
  assert.equal(nameOf(nameOf('\u05d0\u05d1')), '\u2068\u05d0\u05d1\u2069');
  assert.equal(shortName(nameOf('\u05d0\u05d1@host')), '\u2068\u05d0\u05d1\u2069');
  assert.equal(initials('\u05d0\u05d1'), '\u05d0');
});

test('an action of a guest tells whose guest it is', () => {
  assert.match(drawn({ kind: 'action', guest: 'Lena' }).textContent, /Lena, guest of anna waves$/);
  assert.match(drawn({ kind: 'action' }).textContent, /anna@workbench waves$/);
});

test('authors, people and rooms are shown without what hides', () => {
  for (const more of [{ from: Spoof }, { guest: Spoof }, { kind: 'action', from: Spoof }, { kind: 'action', guest: Spoof, from: Spoof }]) assert.doesNotMatch(drawn(more).all.replaceAll('\n', ''), Hidden);
  const people = new Element(), rooms = new Element();
  drawPeople(people, { me: {}, current: 'lobby', links: new Map(), peers: new Map([['p', { peer: 'p', name: Spoof, hops: 2, rooms: [] }]]) });
  assert.match(people.textContent, /anna@home/);
  assert.doesNotMatch(people.all.replaceAll('\n', ''), Hidden);
  drawRooms(rooms, { me: {}, current: null, order: ['lob\u202eby'], decks: new Decks(), room: () => ({ unread: 0 }) }, {});
  assert.match(rooms.textContent, /lobby/);
});
