import test from 'node:test';
import assert from 'node:assert/strict';
import { connect } from './wwwroot/mesh.js';

// A node in this process: what it holds outlives the connections to it.
class FakeNode {
  constructor() { Object.assign(this, { n: 0, journal: [], sockets: [], losesAnswers: false, blocksSockets: false, isDown: false, gets: [], commands: [] }); }
  emit(event) {
    const numbered = { ...event, n: `r-${++this.n}` };
    this.journal.push(numbered);
    for (const socket of this.sockets) socket.tell(numbered);
    return numbered;
  }
  message(text, more = {}) { return this.emit({ event: 'message', room: 'lobby', from: 'ben', peer: 'b', id: `m${this.n}`, text, kind: 'text', own: false, guest: null, sentAt: new Date().toISOString(), ...more }); }
  ready() { return { event: 'ready', peer: 'a', name: 'anna', rooms: ['lobby'], role: 'owner', guest: null, n: `r-${this.n}` }; }
  since(after) { return this.journal.filter(e => Number(e.n.slice(2)) > Number((after ?? 'r-0').slice(2))); }
  do(command) {
    this.commands.push(command);
    const { ref } = command;
    if (command.do === 'send') { const { id, text } = this.message(command.text, { own: true }); return { event: 'queued', id, text, ref }; }
    if (command.do === 'history') return { event: 'history', messages: this.journal.filter(e => e.event === 'message'), more: false, ref };
    if (command.do === 'call') return { event: 'result', args: [command.args[0] * 2], ref };
    if (command.do === 'leave') return { event: 'error', code: 'no-such-room', message: 'It is not joined.', ref };
    return { event: command.do, publication: 7, ref };
  }
  drop() { for (const socket of this.sockets.splice(0)) socket.onclose?.({ reason: '' }); }
}

function install(node) {
  globalThis.WebSocket = class {
    static OPEN = 1;
    readyState = 1;
    constructor(url) {
      queueMicrotask(() => {
        if (node.isDown || node.blocksSockets) return this.onclose?.({ reason: '' });
        node.sockets.push(this);
        this.tell(node.ready());
        const after = new URL(url).searchParams.get('after');
        if (after) for (const event of node.since(after)) this.tell(event);
      });
    }
    tell(object) { this.onmessage?.({ data: JSON.stringify(object) }); }
    send(text) {
      const answer = node.do(JSON.parse(text));
      if (!node.losesAnswers || JSON.parse(text).do !== 'send') this.tell(answer);
    }
    close() { const at = node.sockets.indexOf(this); if (at >= 0) node.sockets.splice(at, 1); }
  };
  globalThis.fetch = async (address, options = {}) => {
    if (node.isDown) throw new TypeError('refused');
    const url = new URL(address), json = object => new Response(JSON.stringify(object), { status: node.status ?? 200 });
    node.gets.push(url.pathname);
    if (node.status) return json({ message: 'This invitation is over.' });
    if (url.pathname === '/commands') return json(node.do(JSON.parse(options.body)));
    if (url.pathname === '/status') return json({ ...node.ready(), event: 'status' });
    if (url.pathname === '/events/poll') {
      if (url.searchParams.get('wait') !== '0') await new Promise((resolve, reject) => { const timer = setTimeout(resolve, 20); options.signal.addEventListener('abort', () => { clearTimeout(timer); reject(new Error('aborted')); }); });
      return json({ events: node.since(url.searchParams.get('after') ?? `r-${node.n}`), next: `r-${node.n}` });
    }
    const body = new ReadableStream({
      start(controller) {
        const tell = object => { if (!options.signal.aborted) controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(object)}\n\n`)); };
        options.signal.addEventListener('abort', () => controller.error(new Error('aborted')));
        if (node.blocksStreams) return;
        node.sockets.push({ tell });
        tell(node.ready());
        for (const event of node.since(url.searchParams.get('after') ?? `r-${node.n}`)) tell(event);
      },
    });
    return new Response(body, { status: 200 });
  };
}

function start(t, node, options = {}) {
  install(node);
  const client = connect({ url: 'http://node.example/', history: 0, ...options }), heard = [];
  // A client that nobody closes keeps the process alive.
  t.after(() => client.close());
  client.addEventListener('message', e => heard.push(e.detail.text));
  return { client, heard };
}

const until = async (what, limit = 8_000) => {
  for (const end = Date.now() + limit; !what(); await new Promise(r => setTimeout(r, 5))) if (Date.now() > end) throw new Error(`not in time: ${what}`);
};
const isOpen = client => () => client.state.state === 'open';

test('messages come once, over a lost connection too', async t => {
  const node = new FakeNode(), { client, heard } = start(t, node);
  await until(isOpen(client));
  node.message('one');
  await until(() => heard.length === 1);
  const resumed = new Promise(resolve => client.addEventListener('resumed', e => resolve(e.detail), { once: true }));
  node.drop();
  node.message('two');
  node.message('three');
  await until(() => heard.length === 3);
  assert.deepEqual(heard, ['one', 'two', 'three']);
  assert.equal((await resumed).missed, 2);
});

test('what is said while the node is away is sent once when it is back', async t => {
  const node = new FakeNode();
  node.isDown = true;
  const { client } = start(t, node);
  await until(() => client.state.state === 'lost');
  const said = client.say('hello');
  assert.deepEqual(client.outbox.map(e => e.state), ['waiting']);
  node.isDown = false;
  client.retry();
  assert.equal((await said).text, 'hello');
  assert.equal(node.journal.filter(e => e.text === 'hello').length, 1);
  assert.equal(client.outbox.length, 0);
});

test('a line whose answer went with the connection is not said twice', async t => {
  const node = new FakeNode(), { client } = start(t, node);
  await until(isOpen(client));
  node.losesAnswers = true;
  // Neither the answer nor the event arrives: the connection is gone in between.
  node.emit = function emit(event) { const numbered = { ...event, n: `r-${++this.n}` }; this.journal.push(numbered); return numbered; };
  const said = client.say('only once');
  await until(() => node.journal.length === 1);
  delete node.emit;
  node.losesAnswers = false;
  node.drop();
  assert.equal((await said).text, 'only once');
  assert.equal(node.journal.filter(e => e.text === 'only once').length, 1);
});

test('a line that the node refuses is told and taken out', async t => {
  const node = new FakeNode(), { client } = start(t, node);
  await until(isOpen(client));
  await assert.rejects(client.leave('nowhere'), { code: 'no-such-room' });
});

test('where WebSocket is blocked an event stream carries on and says why', async t => {
  const node = new FakeNode();
  node.blocksSockets = true;
  const { client, heard } = start(t, node, { climbMs: 50 });
  await until(() => client.state.state === 'fallback');
  assert.equal(client.state.transport, 'sse');
  assert.match(client.state.why, /blocks WebSocket/);
  node.message('by stream');
  await until(() => heard.includes('by stream'));
  assert.equal((await client.say('by post')).text, 'by post');
  node.blocksSockets = false;
  await until(isOpen(client));
  node.message('by socket');
  await until(() => heard.includes('by socket'));
  assert.deepEqual(heard.filter(t => t === 'by stream').length, 1);
});

test('where event streams are held back as well it polls', async t => {
  const node = new FakeNode();
  node.blocksSockets = node.blocksStreams = true;
  const { client, heard } = start(t, node);
  await until(() => client.state.transport === 'polling');
  node.message('by poll');
  await until(() => heard.includes('by poll'));
  assert.equal((await client.say('said')).text, 'said');
});

test('who is not let in is told and does not knock on', async t => {
  const node = new FakeNode();
  node.blocksSockets = true;
  node.status = 401;
  const { client } = start(t, node);
  await until(() => client.state.state === 'closed');
  assert.equal(client.state.why, 'This invitation is over.');
});

test('events carry the namespace, come to their listeners and are asked for again after a reconnection', async t => {
  const node = new FakeNode(), { client } = start(t, node, { namespace: 'shop' }), got = [];
  await until(isOpen(client));
  client.on('order', data => got.push(data));
  await until(() => node.commands.some(c => c.do === 'subscribe' && c.topic === 'shop.order'));
  assert.equal((await client.emit('order', { id: 1 })).publication, 7);
  assert.deepEqual(node.commands.at(-1).args, [{ id: 1 }]);
  const event = { event: 'event', topic: 'shop.order', args: ['x'], peer: 'b', publication: 9 };
  node.emit(event);
  node.emit(event);
  await until(() => got.length > 0);
  assert.deepEqual(got, ['x']);
  assert.equal(client.room, 'shop.lobby');
});

test('requests are answered', async t => {
  const node = new FakeNode(), { client } = start(t, node);
  await until(isOpen(client));
  assert.equal(await client.request('double', 21), 42);
  await client.answer('greet', name => `hello ${name}`);
  node.sockets[0].tell({ event: 'invocation', call: 5, procedure: 'greet', args: ['ben'] });
  await until(() => node.commands.some(c => c.do === 'yield'));
  assert.deepEqual(node.commands.find(c => c.do === 'yield'), { do: 'yield', call: 5, args: ['hello ben'] });
  node.sockets[0].tell({ event: 'invocation', call: 6, procedure: 'nobody', args: [] });
  await until(() => node.commands.some(c => c.do === 'fail' && c.call === 6));
});

test('guests of the node are others to its owner', async t => {
  const node = new FakeNode(), { client } = start(t, node), owns = [];
  client.addEventListener('message', e => owns.push(e.detail.own));
  await until(isOpen(client));
  node.message('mine', { own: true });
  node.message('hers', { own: true, guest: 'Lena' });
  await until(() => owns.length === 2);
  assert.deepEqual(owns, [true, false]);
});
