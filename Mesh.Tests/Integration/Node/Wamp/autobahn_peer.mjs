// A WAMP client of npm's autobahn: two sessions at two routers, which print what they see, one line each.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(process.cwd() + '/');
const autobahn = require('autobahn');

// Long-poll asks for the browser's request, of which it uses only this much. The library does not wait for one message to be sent
// before it sends the next, and on several connections they would overtake each other: so they wait here.
let sending = Promise.resolve();
globalThis.XMLHttpRequest = class {
  open(method, url) { this.method = method; this.url = url; this.headers = {}; }
  setRequestHeader(name, value) { this.headers[name] = value; }
  send(body) {
    if (this.url.endsWith('/send')) {
      sending = sending.then(() => this.#send(body));
    } else {
      this.#send(body);
    }
  }
  async #send(body) {
    try {
      const response = await fetch(this.url, { method: this.method, headers: this.headers, body });
      this.status = response.status;
      this.statusText = response.statusText;
      this.responseText = await response.text();
    } catch (error) {
      this.status = 0;
      this.statusText = String(error);
    }
    this.readyState = 4;
    this.onreadystatechange();
  }
};

const say = (key, value) => console.log(key, JSON.stringify(value));
const failure = promise => Promise.resolve(promise).then(() => 'no error', error => [error.error, error.args]);

function transport(url, kind) {
  if (kind === 'longpoll') {
    return { type: 'longpoll', url: url.replace('ws://', 'http://').replace(/\/ws$/, '/lp') };
  }
  const { JSONSerializer, MsgpackSerializer } = autobahn.serializer;
  return { type: 'websocket', url, serializers: [kind === 'json' ? new JSONSerializer() : new MsgpackSerializer()] };
}

function connect(url, kind, ticket) {
  return new Promise((resolve, reject) => {
    const connection = new autobahn.Connection({
      transports: [transport(url, kind)],
      realm: 'mesh',
      max_retries: 0,
      ...(ticket ? { authmethods: ['ticket'], authid: 'pilot', onchallenge: () => ticket } : {}),
    });
    connection.onopen = (session, details) => resolve({ connection, session, details });
    connection.onclose = (reason, details) => { reject(new Error(details.reason ?? reason)); return true; };
    connection.open();
  });
}

class Inbox {
  items = []; waiting = [];
  put(item) { const next = this.waiting.shift(); if (next) next(item); else this.items.push(item); }
  get() { return this.items.length ? Promise.resolve(this.items.shift()) : new Promise(resolve => this.waiting.push(resolve)); }
}

async function topics(near, far) {
  const got = new Inbox();
  const on = name => (args, kwargs, details) => got.put([name, args, kwargs, details.topic, details.publisher === near.id]);
  await far.subscribe('com.example.position', on('exact'));
  const prefix = await far.subscribe('com.exam', on('prefix'), { match: 'prefix' });
  await far.subscribe('com..position', on('wildcard'), { match: 'wildcard' });
  const publication = await near.publish('com.example.position', [51, 7.5, 'ü'], { name: 'drone' }, { acknowledge: true, disclose_me: true });
  say('events', [await got.get(), await got.get(), await got.get()].sort());
  say('acknowledged', publication.id > 0);
  await far.unsubscribe(prefix);
  near.publish('com.example.position', [-1]);
  say('after', [(await got.get())[0], (await got.get())[0]].sort());
  say('bad topic', (await failure(near.publish('mesh.mine', [], {}, { acknowledge: true })))[0]);
}

async function procedures(near, far) {
  const registration = await far.register('com.example.echo', (args, kwargs) => new autobahn.Result(args, kwargs));
  await far.register('com.example.count', async (args, kwargs, details) => {
    for (let number = 0; number < args[0]; number++) {
      details.progress([number]);
    }
    return 'done';
  });
  await far.register('com.example.fail', () => { throw new autobahn.Error('com.example.no_battery', ['empty'], { level: 3 }); });
  await far.register('com.example.sleep', () => new Promise(() => {}));
  await far.register('com.example.who', (args, kwargs, details) => details.caller === near.id);
  const echo = await near.call('com.example.echo', [1, 2 ** 40, [true, null]], { text: 'ü' });
  say('echo', [echo.args, echo.kwargs]);
  const progress = [];
  const counted = await new Promise((resolve, reject) => near.call('com.example.count', [5], {}, { receive_progress: true }).then(resolve, reject, item => progress.push(item)));
  say('count', [counted, progress]);
  say('who', await near.call('com.example.who', [], {}, { disclose_me: true }));
  say('fail', await failure(near.call('com.example.fail')));
  say('missing', (await failure(near.call('com.example.missing')))[0]);
  say('timeout', (await failure(near.call('com.example.sleep', [], {}, { timeout: 50 })))[0]);
  const sleeping = near.call('com.example.sleep');
  sleeping.cancel({ mode: 'kill' });
  say('cancelled', (await failure(sleeping))[0]);
  say('twice', (await failure(far.register('com.example.echo', () => 1)))[0]);
  await far.unregister(registration);
  say('withdrawn', (await failure(near.call('com.example.echo')))[0]);
  say('node', (await near.call('mesh.status')).name);
}

const [nearUrl, farUrl, kind, ticket] = process.argv.slice(2);
if (ticket === 'wrong') {
  say('refused', await connect(nearUrl, kind, ticket).then(() => 'no', error => error.message));
  process.exit(0);
}
const near = await connect(nearUrl, kind, ticket);
const far = await connect(farUrl, kind, ticket);
say('joined', [near.details.authrole, near.details.authmethod, near.details.transport?.protocol ?? kind]);
await topics(near.session, far.session);
await procedures(near.session, far.session);
const closed = new Promise(resolve => { near.connection.onclose = reason => { resolve(reason); return true; }; });
near.connection.close();
say('bye', await closed);
process.exit(0);
