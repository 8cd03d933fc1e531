import test from 'node:test';
import assert from 'node:assert/strict';
import { deckTitle, parseBlocks, parseInline, renderBlocks, safeHref, splitSlides } from './wwwroot/app/markdown.js';

const text = pieces => pieces.map(p => p.text ?? (p.inline ? text(p.inline) : '')).join('');
// A stand-in for app/dom.js: elements as plain objects.
const h = (tag, attributes = {}, ...children) => ({ tag, attributes, children: children.flat() });

test('slides are parted by lines of exactly three dashes', () => {
  assert.deepEqual(splitSlides('# A\n---\nB\n----\nstill B\n --- \nstill B'), ['# A', 'B\n----\nstill B\n --- \nstill B']);
});

test('an empty part is a slide as well', () => {
  assert.deepEqual(splitSlides('---\nA\n---\n\n---\nB\r\n---'), ['', 'A', '', 'B', '']);
});

test('dashes in fenced code part nothing', () => {
  assert.deepEqual(splitSlides('```yaml\n---\n```\n---\nB'), ['```yaml\n---\n```', 'B']);
  assert.deepEqual(splitSlides('~~~~\n---\n~~~\n---\n~~~~\n---\nB').length, 2);
});

test('a fence that never closes lasts to the end', () => {
  assert.equal(splitSlides('```\n---\n---').length, 1);
});

test('a deck is called by its first heading outside code', () => {
  assert.equal(deckTitle('```\n# no\n```\ntext\n## The *plan* ##'), 'The plan');
  assert.equal(deckTitle('only text'), 'Slides without a title');
});

test('blocks are recognised', () => {
  const blocks = parseBlocks('# One\n\ntext\nmore\n\n> said\n\n***\n\n- a\n- b\n\n3. c\n4. d\n\n```js\n<b>\n```');
  assert.deepEqual(blocks.map(b => b.type), ['heading', 'paragraph', 'quote', 'rule', 'list', 'list', 'code']);
  assert.equal(blocks[5].start, 3);
  assert.deepEqual([blocks[6].language, blocks[6].text], ['js', '<b>']);
});

test('lists nest', () => {
  const [list] = parseBlocks('1. one\n   - inner\n   - second\n2. two');
  assert.equal(list.items.length, 2);
  assert.deepEqual(list.items[0].map(b => b.type), ['paragraph', 'list']);
  assert.equal(list.items[0][1].items.length, 2);
});

test('emphasis nests and stays out of words', () => {
  const pieces = parseInline('**bold *both*** and snake_case_name `co*de*`');
  assert.deepEqual(pieces.map(p => p.type), ['strong', 'text', 'code']);
  assert.equal(pieces[0].inline[1].type, 'emphasis');
  assert.equal(pieces[1].text, ' and snake_case_name ');
});

test('only harmless addresses become links', () => {
  assert.equal(parseInline('[x](https://example.org)')[0].type, 'link');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:x', '//example.org', 'file:///etc']) {
    assert.ok(!safeHref(bad), bad);
    assert.ok(parseInline(`[x](${bad})`).every(p => p.type !== 'link'), bad);
  }
});

test('markup in a text stays text', () => {
  const html = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  const [paragraph] = renderBlocks(parseBlocks(html), h);
  assert.equal(paragraph.tag, 'p');
  assert.equal(paragraph.children.join(''), html);
});

test('comments of the author are not shown', () => {
  assert.equal(text(parseBlocks('<!-- note\nto me -->shown')[0].inline), 'shown');
  assert.equal(text(parseBlocks('<!-- never closed')[0].inline), '<!-- never closed');
});

test('every node that parsing gives can be rendered', () => {
  const all = '# h\n\na **b** *c* `d` [e](https://e.example)\nf\n\n> q\n\n---\n\n- l\n  1. m\n\n```\nn\n```';
  assert.deepEqual(renderBlocks(parseBlocks(all), h).map(n => n.tag), ['h2', 'p', 'blockquote', 'hr', 'ul', 'pre']);
});

test('hostile nesting ends', () => {
  for (const piece of ['>', '- ', '**', '[', '`', '*a', '![', '1. ']) {
    assert.ok(parseBlocks(piece.repeat(20_000)).length > 0);
    assert.ok(parseBlocks(`${piece}\n`.repeat(2_000)).length > 0);
  }
});

test('a heading ends before its blanks and marks', () => {
  assert.deepEqual(['# a', '## a ## ', '#\ta #\t#', '# ##'].map(line => text(parseBlocks(line)[0].inline)), ['a', 'a', 'a', '']);
  assert.equal(parseBlocks('#a')[0].type, 'paragraph');
});

test('ticks without an end stay ticks', () => {
  assert.deepEqual(parseInline('``a`'), [{ type: 'text', text: '``a`' }]);
  assert.deepEqual(parseInline('``a`b``'), [{ type: 'code', text: 'a`b' }]);
});

// Each as long as a message may be; the bound is the slack of a busy machine, most take a few milliseconds.
test('no construct makes a reader wait', () => {
  const size = 65_536, spaces = ' '.repeat(size), fill = piece => piece.repeat(size / piece.length);
  const hostile = [
    `# a${spaces}b`, `# a${spaces}\u2028b`, `# a${fill(' #')}b`, `# ${fill('*a')}`, `- ${spaces}a\u2028b`, `1.${spaces}a\u2028b`, `${spaces}a`, `a${spaces}`,
    `${fill('`')}\u2028`, fill('~'), `${fill('* ')}a`, fill(`*${' '.repeat(300)}`), fill('`'.repeat(500) + 'a'.repeat(500)), `a${fill('`')}`, fill('`a``b'),
    ...['[', '![a', '[](a "', '[a](<', '[a](b', '*a', '*a ', '**a ', '_a ', '__a ', '*', '**a*b', '*a**b', 'a*', '*(_(', '*a _b __c **d ', 'http://', 'http://.,; ', '\\', '<!--', '<!-- -->'].map(fill),
    fill(`[](${' '.repeat(997)}`), ...['> a\n', '>', '- ', '1. ', '- a\n', '- a\n  - b\n    - c\n', '\n', '---\n', '\r', ' \n', '```\n'].map(fill),
  ];
  for (const one of hostile) {
    for (const read of [parseBlocks, deckTitle, splitSlides]) {
      let best = Infinity;
      for (let i = 0; i < 5 && best >= 2_000; i++) { const begin = performance.now(); read(one); best = Math.min(best, performance.now() - begin); }
      assert.ok(best < 2_000, `${read.name} of ${JSON.stringify(one.slice(0, 20))} took ${best} ms`);
    }
  }
});
