import test from 'node:test';
import assert from 'node:assert/strict';
import { browse, Decks, follow, parseTurn } from './wwwroot/app/decks.js';

const at = seconds => new Date(Date.UTC(2030, 5, 1, 12, 0, seconds)).toISOString();
const slides = (id, seconds = 0, more = {}) => ({ id, room: 'lobby', kind: 'slides', peer: 'ben', from: 'ben', guest: null, text: '# One\n---\ntwo\n---\nthree', sentAt: at(seconds), receivedAt: at(seconds), ...more });
const turn = (deck, slide, seconds, more = {}) => ({ id: `t${seconds}`, room: 'lobby', kind: 'turn', peer: 'ben', from: 'ben', guest: null, text: `${deck} ${slide}`, sentAt: at(seconds), receivedAt: at(seconds), ...more });

test('who follows is where the presenter is', () => {
  const decks = new Decks();
  const deck = decks.take(slides('s'));
  assert.equal(deck.at, 1);
  decks.take(turn('s', 3, 1));
  assert.deepEqual([deck.at, deck.shown], [3, 3]);
});

test('who browses stays and comes back when asked', () => {
  const decks = new Decks(), deck = decks.take(slides('s'));
  browse(deck, 2);
  assert.ok(!deck.follows);
  decks.take(turn('s', 3, 1));
  assert.equal(deck.at, 2);
  follow(deck);
  assert.equal(deck.at, 3);
});

test('browsing stops at both ends', () => {
  const deck = new Decks().take(slides('s'));
  browse(deck, 99);
  assert.equal(deck.at, 3);
  browse(deck, -1);
  assert.equal(deck.at, 1);
});

test('only the author turns', () => {
  const decks = new Decks(), deck = decks.take(slides('s'));
  assert.equal(decks.take(turn('s', 3, 1, { peer: 'mallory' })), null);
  assert.equal(deck.shown, 1);
});

test('guests show and turn nothing', () => {
  const decks = new Decks();
  assert.equal(decks.take(slides('s', 0, { guest: 'Lena' })), null);
  const deck = decks.take(slides('r'));
  decks.take(turn('r', 2, 1, { guest: 'Lena' }));
  assert.equal(deck.shown, 1);
});

test('a turn before its slides counts when they come', () => {
  const decks = new Decks();
  decks.take(turn('s', 2, 5));
  assert.ok(decks.lacks('lobby'));
  const deck = decks.take(slides('s'));
  assert.equal(deck.at, 2);
  assert.ok(!decks.lacks('lobby'));
});

test('turns in another order end at the newest', () => {
  const decks = new Decks(), deck = decks.take(slides('s'));
  decks.take(turn('s', 3, 9));
  decks.take(turn('s', 2, 4));
  assert.equal(deck.shown, 3);
});

test('later slides replace earlier ones and slide 0 ends', () => {
  const decks = new Decks();
  decks.take(slides('old', 0));
  decks.take(slides('new', 10));
  decks.take(turn('old', 2, 20));
  assert.equal(decks.running('lobby').id, 'new');
  decks.take(turn('new', 0, 30));
  assert.equal(decks.running('lobby'), null);
  assert.equal(decks.running('field'), null);
});

test('a clock that runs ahead does not keep its slides for ever', () => {
  const decks = new Decks();
  decks.take(slides('ahead', 0, { sentAt: '2090-01-01T00:00:00Z' }));
  decks.take(slides('later', 10));
  assert.equal(decks.running('lobby').id, 'later');
});

test('what is no turn is none, and the early ones are bounded', () => {
  for (const bad of ['', 's', 's -1', 's 1 2', ' 1', `${'x'.repeat(65)} 1`]) assert.equal(parseTurn(bad), null);
  const decks = new Decks();
  for (let i = 0; i < 1_000; i++) decks.take(turn(`d${i}`, 1, i));
  assert.equal(decks.take(slides('d0')).shown, 1);
  for (let i = 0; i < 200; i++) decks.take(slides(`x${i}`, i));
  assert.ok(decks.all.size <= 50);
});
