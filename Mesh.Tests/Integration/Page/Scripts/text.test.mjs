import test from 'node:test';
import assert from 'node:assert/strict';
import { authorName, dayName, harmless, hueOf, initials, linkParts, quality, shortName } from './wwwroot/app/text.js';
import { findEmoji, moveInGrid } from './wwwroot/app/emoji.js';
import { parseLine, suggestions } from './wwwroot/app/commands.js';
import { connectionWords } from './wwwroot/app/connection.js';

const links = text => linkParts(text).filter(p => p.href).map(p => p.href);

test('addresses become links without the punctuation around them', () => {
  assert.deepEqual(links('see https://a.example/x, (http://b.example/y_(z)) and http://c.example.'), ['https://a.example/x', 'http://b.example/y_(z)', 'http://c.example']);
  assert.deepEqual(links('javascript:alert(1) data:x ftp://x.example mailto:a@b'), []);
});

test('nothing of a text is lost between its links', () => {
  const text = 'a https://x.example/ b <https://y.example/> c';
  assert.equal(linkParts(text).map(p => p.text).join(''), text);
});

test('a hostile text is searched for links at once', () => {
  for (const piece of [')', ']', '()', 'http://', 'http://a/)', '.', '(', ' http://a.']) {
    const text = `http://a/${piece.repeat(65_536 / piece.length)}`, begin = performance.now();
    assert.equal(linkParts(text).map(p => p.text).join(''), text);
    assert.ok(performance.now() - begin < 5_000, piece);
  }
});

test('an address too long to be one is no link', () => {
  assert.equal(links(`http://a/${'x'.repeat(1_991)}`).length, 1);
  assert.deepEqual(links(`http://a/${'x'.repeat(1_992)} http://b/`), ['http://b/']);
});

test('a colour is stable and spread', () => {
  assert.equal(hueOf('zj6e-2ysr'), hueOf('zj6e-2ysr'));
  const hues = new Set(Array.from({ length: 40 }, (_, i) => Math.floor(hueOf(`peer-${i}`) / 30)));
  assert.ok(hues.size >= 8, String(hues.size));
});

test('guests are named with their host', () => {
  assert.equal(authorName({ guest: 'Lena', from: 'anna@workbench' }), 'Lena, guest of anna');
  assert.equal(authorName({ guest: null, from: 'anna@workbench' }), 'anna@workbench');
  assert.equal(shortName('@home'), '@home');
});

test('initials come from any name', () => {
  assert.deepEqual(['anna@workbench', 'drone-3', 'Ada Lovelace', '💡 idea', ''].map(initials), ['A', 'D3', 'AL', '💡I', '?']);
});

test('what turns text around is taken out and line breaks stay', () => {
  assert.equal(harmless('a\u202eb\u0000c\nd\u2066'), 'abc\nd');
});

test('quality falls with the round trip', () => {
  assert.deepEqual([1, 20, 80, 500, null, undefined].map(quality), [4, 3, 2, 1, 0, 0]);
});

test('days are named from here', () => {
  const now = new Date(2030, 5, 15, 12).getTime();
  assert.equal(dayName(now, now), 'Today');
  assert.equal(dayName(now - 86_400_000, now), 'Yesterday');
  assert.notEqual(dayName(now - 3 * 86_400_000, now), 'Yesterday');
});

test('lines are commands or are said', () => {
  assert.deepEqual(parseLine('/me waves'), { verb: 'me', rest: 'waves' });
  assert.deepEqual(parseLine('//etc/hosts'), { verb: 'say', rest: '/etc/hosts' });
  assert.deepEqual(parseLine('/JOIN  the barn '), { verb: 'join', rest: 'the barn' });
  assert.deepEqual(parseLine('a\nb'), { verb: 'say', rest: 'a\nb' });
  assert.match(parseLine('/jion x').error, /no command \/jion/);
  assert.match(parseLine('/join').error, /\/join ROOM/);
});

test('a command that is begun is completed', () => {
  assert.deepEqual(suggestions('/j').map(c => c.name), ['join']);
  assert.deepEqual(suggestions('/join x'), []);
  assert.deepEqual(suggestions('hello'), []);
});

test('emoji are found by their words and the grid is walked by arrows', () => {
  assert.ok(findEmoji('coff').some(e => e.emoji === '☕'));
  assert.ok(findEmoji('').length > 40);
  assert.deepEqual([moveInGrid(0, 'ArrowDown', 8, 20), moveInGrid(0, 'ArrowLeft', 8, 20), moveInGrid(18, 'ArrowDown', 8, 20), moveInGrid(3, 'End', 8, 20), moveInGrid(3, 'x', 8, 20)], [8, 0, 19, 19, null]);
});

test('the state of the connection is said as it is', () => {
  const since = Date.now();
  assert.equal(connectionWords({ state: 'open' }).long, null);
  assert.match(connectionWords({ state: 'fallback', transport: 'sse', why: 'something blocks WebSocket' }).long, /event stream, because something blocks/);
  assert.match(connectionWords({ state: 'lost', why: 'the node does not answer', since, retryAt: since + 3_000 }, since, 2).long, /Next try in 3 s\. 2 lines wait/);
  assert.match(connectionWords({ state: 'closed', why: 'over' }).long, /over/);
});
