import test from 'node:test';
import assert from 'node:assert/strict';
import { Layout, wavefront } from './wwwroot/app/layout.js';

const chain = count => ({
  nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}`, hops: i, self: i === 0 })),
  links: Array.from({ length: count - 1 }, (_, i) => ({ from: `n${i}`, to: `n${i + 1}`, roundTripMs: 5 })),
});

function settled(nodes, links) {
  const layout = new Layout();
  layout.update(nodes, links);
  layout.settle(600);
  return layout;
}

test('it comes to rest and keeps nodes apart', () => {
  const { nodes, links } = chain(12), layout = settled(nodes, links), all = [...layout.nodes.values()];
  assert.ok(layout.settled);
  for (const a of all) for (const b of all) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 25);
  assert.ok(all.every(n => Number.isFinite(n.x) && Number.isFinite(n.y)));
});

test('the same mesh stands the same', () => {
  const { nodes, links } = chain(8);
  const places = layout => [...layout.nodes.values()].map(n => [n.x, n.y]);
  assert.deepEqual(places(settled(nodes, links)), places(settled(nodes, links)));
});

test('who stays keeps the place, who is new comes beside a neighbour', () => {
  const { nodes, links } = chain(5), layout = settled(nodes, links), before = { ...layout.nodes.get('n2') };
  layout.update([...nodes, { id: 'new', hops: 3, self: false }], [...links, { from: 'n2', to: 'new', roundTripMs: 5 }]);
  const after = layout.nodes.get('n2'), fresh = layout.nodes.get('new');
  assert.deepEqual([after.x, after.y], [before.x, before.y]);
  assert.ok(Math.hypot(fresh.x - after.x, fresh.y - after.y) < 80);
});

test('links of nodes that are not there and to themselves are left out', () => {
  const layout = new Layout();
  layout.update([{ id: 'a', self: true }], [{ from: 'a', to: 'ghost' }, { from: 'a', to: 'a' }]);
  assert.equal(layout.links.length, 0);
  layout.settle();
});

test('two nodes at one point part', () => {
  const layout = new Layout();
  layout.update([{ id: 'a', hops: 0, self: true }, { id: 'b', hops: 0, self: true }], []);
  layout.settle();
  const [a, b] = [...layout.nodes.values()];
  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 10);
});

test('nodes are bounded', () => {
  const { nodes, links } = chain(1_000), layout = new Layout();
  layout.update(nodes, links);
  assert.ok(layout.nodes.size <= 400);
});

test('a wave crosses each node once, link by link', () => {
  const links = [['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd'], ['d', 'e']].map(([from, to]) => ({ from, to }));
  const { steps, depth } = wavefront('a', links);
  assert.equal(depth, 3);
  assert.deepEqual(steps.map(s => s.to).sort(), ['b', 'c', 'd', 'e']);
  assert.equal(steps.find(s => s.to === 'e').depth, 2);
  assert.deepEqual(wavefront('alone', []), { steps: [], depth: 0 });
});
