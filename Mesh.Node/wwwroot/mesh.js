// mesh.js: chat and events of the mesh for any page that the node allows (docs/page.md).
//
//   import { connect } from 'http://localhost:6375/mesh.js';
//   const mesh = connect({ room: 'lobby' });
//   mesh.addEventListener('message', e => console.log(e.detail.from, e.detail.text));
//   await mesh.say('hello');
//
// WebSocket first; where something blocks it, Server-Sent Events; where those are held back, polling. What was missed while the
// connection was lost is asked for by its number, and doubles are dropped.

const SeenMax = 20_000, OutboxMax = 500, PendingMax = 1_000;
const TopicsChanged = 'topics changed', Saved = 'mesh.outbox';
const OpenMs = 4_000, ReadyMs = 3_000, QuietMs = 25_000, AnswerMs = 10_000, HistoryMax = 500;

/** Remembers the newest `capacity` identifiers. */
export class SeenSet {
	#ids = new Set();
	constructor(capacity = SeenMax) { this.capacity = capacity; }
	get size() { return this.#ids.size; }
	has(id) { return this.#ids.has(id); }
	/** True when the identifier is new. */
	add(id) {
		if (this.#ids.has(id)) return false;
		this.#ids.add(id);
		if (this.#ids.size > this.capacity) this.#ids.delete(this.#ids.values().next().value);
		return true;
	}
}

/** "RUN-NUMBER" taken apart; null when it is none. */
export function parseNumber(n) {
	const at = typeof n === 'string' ? n.lastIndexOf('-') : -1;
	const number = at > 0 ? Number(n.slice(at + 1)) : NaN;
	return Number.isSafeInteger(number) ? { run: n.slice(0, at), number } : null;
}

/** Where a stream of numbered events stands. `take` tells whether an event is new, and moves on. */
export class Cursor {
	constructor() { this.n = null; }
	take(n) {
		const next = parseNumber(n), held = parseNumber(this.n);
		if (!next) return true;
		if (held && held.run === next.run && next.number <= held.number) return false;
		this.n = n;
		return true;
	}
}

/** Milliseconds before try number `attempt` (from 0): doubles up to 15 s, half of it drawn. */
export function backoff(attempt, random = Math.random) {
	const whole = Math.min(15_000, 400 * 2 ** Math.min(attempt, 10));
	return Math.round(whole / 2 + random() * whole / 2);
}

/**
 * What was said and is not yet known to be on the node: `waiting`, `asked` (handed over, no answer yet) or `unsure` (the connection
 * went in between). An unsure entry is looked for in what the node holds before it is said again.
 */
export class Outbox {
	#settled = new SeenSet(2_000);
	constructor(saved = []) {
		this.entries = saved.map(e => ({ ...e, state: e.state === 'waiting' ? 'waiting' : 'unsure' }));
	}
	add(entry) {
		if (this.entries.length >= OutboxMax) throw new RangeError(`${OutboxMax} lines wait already.`);
		this.entries.push({ state: 'waiting', ...entry });
		return this.entries.at(-1);
	}
	waiting() { return this.entries.filter(e => e.state === 'waiting'); }
	unsureRooms() { return [...new Set(this.entries.filter(e => e.state === 'unsure').map(e => e.room))]; }
	lose() { for (const e of this.entries) if (e.state === 'asked') e.state = 'unsure'; }
	settle(ref, id) {
		const at = this.entries.findIndex(e => e.ref === ref);
		if (id) this.#settled.add(id);
		return at < 0 ? null : this.entries.splice(at, 1)[0];
	}
	/** An own message came by: the entry that it is, or null. */
	claim(message, states = ['asked']) {
		if (this.#settled.has(message.id)) return null;
		const entry = this.entries.find(e => states.includes(e.state) && same(e, message) && later(e, message));
		return entry ? this.settle(entry.ref, message.id) : null;
	}
	/** The room's own messages are known: unsure entries are done or wait again. */
	resolve(room, messages) {
		const done = [];
		for (const message of messages) {
			const entry = this.claim(message, ['unsure']);
			if (entry) done.push({ entry, message });
		}
		for (const e of this.entries) if (e.room === room && e.state === 'unsure') e.state = 'waiting';
		return done;
	}
}

function same(entry, message) {
	return entry.room === message.room && entry.text === message.text && (entry.kind ?? 'text') === (message.kind ?? 'text');
}

// Only a message from after the entry can be it: by number within one run of the node, else by the clock.
function later(entry, message) {
	const before = parseNumber(entry.after), n = parseNumber(message.n);
	if (before && n && before.run === n.run) return n.number > before.number;
	return !message.sentAt || Date.parse(message.sentAt) >= entry.at - 5_000;
}

/** Splits a text/event-stream: `push(text)` returns the data of the events that are complete. */
export class EventStreamParser {
	#rest = '';
	push(text) {
		const blocks = (this.#rest + text).replaceAll('\r\n', '\n').split('\n\n');
		this.#rest = blocks.pop();
		return blocks
			.map(block => block.split('\n').filter(l => l.startsWith('data:')).map(l => l.slice(l[5] === ' ' ? 6 : 5)).join('\n'))
			.filter(data => data !== '');
	}
}

/** An answer of the node that is an error: `code` and a sentence. */
export class MeshError extends Error {
	constructor(code, message, detail) { super(message); this.name = 'MeshError'; this.code = code; this.detail = detail; }
}

/**
 * A connection that mends itself. Events (addEventListener): `state`, `resumed`, `outbox`, and each event of the node by its name.
 * `state.detail` is { state, transport, why, since, retryAt }: connecting, open, fallback, lost or closed.
 */
export class MeshClient extends EventTarget {
	#options; #base; #link = null; #closed = false; #attempt = 0; #wake = null; #refs = 0; #run = Math.random().toString(36).slice(2, 10);
	#pending = new Map(); #cursor = new Cursor(); #messages = new SeenSet(); #publications = new SeenSet();
	#topics = new Map(); #answers = new Map(); #blockedUntil = 0; #missed = null; #outbox; #saying = new Map(); #lostAt = null; #allowed;

	constructor(options = {}) {
		super();
		this.#options = options;
		this.#base = new URL(options.url ?? './', options.url ? undefined : import.meta.url);
		this.#allowed = options.transports ?? ['websocket', 'sse', 'polling'];
		this.#outbox = new Outbox(this.#saved());
		this.ready = null;
		this.state = { state: 'connecting', transport: null, why: null, since: Date.now() };
		if (globalThis.window) {
			addEventListener('online', () => this.retry());
			document.addEventListener('visibilitychange', () => document.hidden || this.#link?.check?.());
		}
		queueMicrotask(() => this.#loop());
	}

	/** The room that `say` and `history` mean when none is given; with the namespace before it. */
	get room() { return this.#room(); }

	/** Lines that are not yet on the node: { ref, room, text, kind, state, at }. */
	get outbox() { return this.#outbox.entries; }

	/** Says something; resolves with the message as the node numbered it. While the connection is lost the line waits. */
	say(text, { room, kind = 'text' } = {}) {
		const entry = this.#outbox.add({ ref: this.#ref(), room: this.#room(room), text, kind, at: Date.now() });
		const promise = new Promise((resolve, reject) => this.#saying.set(entry.ref, { resolve, reject }));
		promise.catch(() => {});
		this.#outboxChanged();
		this.#flush();
		return promise;
	}

	/** Takes a line back that was not handed over yet. */
	unsay(ref) {
		if (this.#outbox.entries.find(e => e.ref === ref)?.state === 'waiting') this.#settle(ref, null, new MeshError('cancelled', 'The line was taken back.'));
	}

	/** Messages of a room, oldest first: { messages, more }. `before` or `after` is the `n` of a message. */
	async history({ room, before, after, limit = 100 } = {}) {
		const reply = await this.command({ do: 'history', room: this.#room(room), before, after, limit });
		for (const message of reply.messages) { this.#messages.add(message.id); message.own = this.#isOwn(message); }
		return reply;
	}

	join(room) { return this.command({ do: 'join', room: this.#room(room) }); }
	leave(room) { return this.command({ do: 'leave', room: this.#room(room) }); }
	nick(name) { return this.command({ do: 'nick', name }); }

	/** Publishes an event; resolves with { publication } when the node has it. */
	emit(name, data, { self = false } = {}) {
		const topic = this.#topic(name);
		return this.command({ do: 'publish', topic, args: data === undefined ? [] : [data], excludeMe: !self }).then(reply => {
			// After a reconnection the node no longer knows that this was said here.
			if (!self && this.ready) this.#publications.add(`${this.ready.peer} ${reply.publication} ${topic}`);
			return reply;
		});
	}

	/** Calls `fn(data, event)` for each event of that name; `match`: exact, prefix or wildcard. Returns how to stop. */
	on(name, fn, { match = 'exact' } = {}) {
		const topic = this.#topic(name), key = match + ' ' + topic;
		const held = this.#topics.get(key) ?? { topic, match, fns: new Set() };
		const first = held.fns.size === 0;
		held.fns.add(fn);
		this.#topics.set(key, held);
		if (first) this.#follow(held);
		return () => {
			held.fns.delete(fn);
			if (held.fns.size > 0 || !this.#topics.delete(key)) return;
			if (this.#socket) this.#tell({ do: 'unsubscribe', topic, match }); else this.#link?.close(TopicsChanged);
		};
	}

	/** Asks whoever answers that name, anywhere in the mesh. */
	async request(name, data, { timeoutMs } = {}) {
		const reply = await this.command({ do: 'call', procedure: this.#topic(name), args: data === undefined ? [] : [data], timeoutMs }, (timeoutMs ?? 60_000) + AnswerMs);
		return reply.args?.[0];
	}

	/** Answers requests of that name with what `fn(data, call)` returns. It takes a WebSocket; on a fallback it begins when that is back. */
	async answer(name, fn) {
		const procedure = this.#topic(name);
		this.#answers.set(procedure, fn);
		if (this.#socket) await this.command({ do: 'register', procedure });
		return () => { this.#answers.delete(procedure); this.#tell({ do: 'unregister', procedure }); };
	}

	/** Any command of docs/api.md; rejects with MeshError, code `lost` when the connection goes before the answer. */
	command(command, limitMs = AnswerMs * 3) {
		if (!this.#link) return Promise.reject(new MeshError('lost', 'There is no connection right now.'));
		if (this.#pending.size >= PendingMax) return Promise.reject(new MeshError('too-many', 'Too many commands wait.'));
		const ref = command.ref ?? this.#ref(), link = this.#link;
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => this.#reply({ ref, event: 'error', code: 'timed-out', message: 'The node did not answer in time.' }), limitMs);
			this.#pending.set(ref, { resolve, reject, timer });
			link.send({ ...command, ref });
		});
	}

	retry() { this.#wake?.(); }

	close() {
		this.#closed = true;
		this.#link?.close('closed here');
		this.retry();
		this.#state({ state: 'closed', transport: null, why: 'closed here' });
	}

	async #loop() {
		while (!this.#closed) {
			const { link, why, refused } = await this.#open();
			if (this.#closed) return link?.close('closed here');
			if (refused) return this.#state({ state: 'closed', transport: null, why });
			const reason = link ? await this.#live(link, why) : why;
			if (this.#closed) return;
			if (reason === TopicsChanged) continue;
			this.#lostAt ??= Date.now();
			const wait = backoff(this.#attempt++);
			this.#state({ state: 'lost', transport: null, why: reason, since: this.#lostAt, retryAt: Date.now() + wait });
			await new Promise(resolve => { this.#wake = resolve; setTimeout(resolve, wait); });
			if (!this.#closed) this.#state({ state: this.ready ? 'lost' : 'connecting', transport: null, why: reason, since: this.#lostAt, retryAt: null });
		}
	}

	async #open() {
		let why = null;
		for (const transport of this.#allowed) {
			if (transport === 'websocket' && Date.now() < this.#blockedUntil && this.#allowed.length > 1) { why = 'something on the way blocks WebSocket'; continue; }
			try {
				const link = await this.#transport(transport);
				return { link, why: transport === 'websocket' ? null : why };
			} catch (error) {
				if (error.refused) return { why: error.message, refused: true };
				if (error.down) return { why: error.message };
				why = error.message;
				if (this.#closed) return { why };
			}
		}
		return { why };
	}

	#transport(name) {
		const after = this.#cursor.n, topics = [...this.#topics.values()];
		const open = { websocket: openWebSocket, sse: openStream, polling: openPolling }[name];
		return open({
			address: (path, query) => this.#address(path, query), headers: this.#headers(),
			query: {
				after, history: after ? null : this.#options.history ?? 50,
				topic: topics.map(t => t.topic), match: topics.map(t => t.match),
			},
		});
	}

	/** Lives on a link until it ends; resolves with the reason. */
	async #live(link, why) {
		const began = Date.now();
		while (true) {
			const fallback = link.transport !== 'websocket';
			if (fallback) this.#blockedUntil = Date.now() + 20_000;
			const up = fallback && this.#allowed.includes('websocket') ? this.#climb(link) : null;
			this.#link = link;
			this.#missed = this.#lostAt ? { count: 0, since: this.#lostAt } : null;
			link.start(event => this.#take(event));
			this.#opened(link, why);
			const ended = link.finished.then(reason => ({ reason }));
			const { reason, next } = await (up ? Promise.race([ended, up]) : ended);
			up?.stop();
			if (!next) {
				// Who lets in and throws out at once is not asked again and again.
				if (Date.now() - began > 5_000) this.#attempt = 0;
				this.#link = null;
				this.#outbox.lose();
				for (const ref of [...this.#pending.keys()]) this.#reply({ ref, event: 'error', code: 'lost', message: 'The connection went before the answer.' });
				this.#outboxChanged();
				return reason;
			}
			// Commands that are on their way by HTTP still get their answers there.
			link.close('the WebSocket is back');
			[link, why] = [next, null];
		}
	}

	/** While on a fallback, tries the WebSocket again from time to time. */
	#climb(current) {
		let stopped = false, wait = this.#options.climbMs ?? 20_000, timer;
		const up = new Promise(resolve => {
			const attempt = async () => {
				try {
					const next = await this.#transport('websocket');
					if (stopped || current !== this.#link) next.close('not needed'); else resolve({ next });
				} catch {
					wait = Math.min(wait * 2, 300_000);
					if (!stopped) timer = setTimeout(attempt, wait);
				}
			};
			timer = setTimeout(attempt, wait);
		});
		up.stop = () => { stopped = true; clearTimeout(timer); };
		return up;
	}

	async #opened(link, why) {
		const resumed = this.#missed;
		this.#lostAt = null;
		this.#state(link.transport === 'websocket'
			? { state: 'open', transport: 'websocket', why: null }
			: { state: 'fallback', transport: link.transport, why });
		for (const procedure of this.#answers.keys()) this.#tell({ do: 'register', procedure });
		try {
			const { name, room } = this.#options, owner = this.ready?.role === 'owner';
			if (owner && name && this.ready.name !== name) await this.nick(name);
			if (owner && room && !this.ready.rooms?.includes(this.room)) await this.join(room);
			for (const room of this.#outbox.unsureRooms()) {
				const { messages } = await this.command({ do: 'history', room, limit: HistoryMax });
				for (const { entry, message } of this.#outbox.resolve(room, messages.filter(m => this.#isOwn(m)))) this.#settle(entry.ref, message);
			}
		} catch (error) {
			if (error.code === 'lost' || link !== this.#link) return;
			for (const room of this.#outbox.unsureRooms()) this.#outbox.resolve(room, []);
		}
		if (link !== this.#link) return;
		if (resumed) setTimeout(() => { this.#missed = null; this.#emit('resumed', { missed: resumed.count, since: resumed.since }); }, 400);
		this.#outboxChanged();
		this.#flush();
	}

	#flush() {
		if (!this.#link || this.#outbox.unsureRooms().length > 0) return;
		for (const entry of this.#outbox.waiting()) {
			entry.state = 'asked';
			entry.after = this.#cursor.n;
			this.command({ do: 'send', ref: entry.ref, room: entry.room, text: entry.text, kind: entry.kind }).then(
				queued => this.#settle(entry.ref, queued),
				error => this.#notSent(entry, error));
		}
		this.#outboxChanged();
	}

	#notSent(entry, error) {
		if (error.code === 'too-many' || error.code === 'stopping') {
			entry.state = 'waiting';
			setTimeout(() => this.#flush(), 1_000);
		} else if (error.code === 'lost' || error.code === 'timed-out') {
			// Whether the node has it is found out on the next link.
			if (entry.state === 'asked') entry.state = 'unsure';
			this.#link?.close('a line got no answer');
		} else {
			this.#settle(entry.ref, null, error);
		}
	}

	#settle(ref, message, error) {
		this.#outbox.settle(ref, message?.id);
		const saying = this.#saying.get(ref);
		this.#saying.delete(ref);
		if (error) saying?.reject(error); else saying?.resolve(message);
		this.#emit('settled', { ref, message, error });
		this.#outboxChanged();
	}

	#take(event) {
		// Who writes too fast is told without the ref: it was the oldest.
		if (event.event === 'error') event.ref ??= this.#pending.keys().next().value;
		if (event.event === 'reset') { this.#cursor.n = null; this.#emit('reset', event); return; }
		if (this.#pending.has(event.ref)) return this.#reply(event);
		if (event.event === 'ready') {
			this.ready = event;
			this.#cursor.n ??= event.n ?? null;
			return this.#emit('ready', event);
		}
		if (event.event === 'invocation') return this.#invoked(event);
		if (event.event === 'event') return this.#topicEvent(event);
		if (!this.#cursor.take(event.n)) return;
		if (event.event === 'message') {
			event.own = this.#isOwn(event);
			if (event.own) { const entry = this.#outbox.claim(event); if (entry) this.#settle(entry.ref, event); }
			if (!this.#messages.add(event.id)) return;
			if (this.#missed) this.#missed.count++;
		}
		this.#emit(event.event, event);
	}

	#topicEvent(event) {
		if (!this.#cursor.take(event.n) || (event.publication && !this.#publications.add(`${event.peer} ${event.publication} ${event.topic}`))) return;
		for (const held of this.#topics.values()) {
			if (!topicMatches(held, event.topic)) continue;
			for (const fn of held.fns) { try { fn(event.args?.[0], event); } catch (error) { console.error(error); } }
		}
	}

	async #invoked(event) {
		const link = this.#link;
		try {
			const fn = this.#answers.get(event.procedure);
			if (!fn) throw new MeshError('no-such-procedure', `Nobody answers ${event.procedure} here.`);
			const value = await fn(event.args?.[0], event);
			link?.send({ do: 'yield', call: event.call, args: value === undefined ? [] : [value] });
		} catch (error) {
			link?.send({ do: 'fail', call: event.call, error: error.code ?? 'failed', message: String(error.message ?? error) });
		}
	}

	#reply(event) {
		const waiting = this.#pending.get(event.ref);
		if (!waiting || event.event === 'progress') return;
		this.#pending.delete(event.ref);
		clearTimeout(waiting.timer);
		if (event.event === 'error') waiting.reject(new MeshError(event.code ?? 'failed', event.message, event)); else waiting.resolve(event);
	}

	#follow({ topic, match }) {
		if (this.#socket) this.#tell({ do: 'subscribe', topic, match }); else this.#link?.close(TopicsChanged);
	}

	// To the node its guests' messages are its own; here own means that this visitor wrote it.
	#isOwn(message) { return message.own === true && (message.guest ?? null) === (this.ready?.guest ?? null); }

	#room(name = this.#options.room ?? 'lobby') { const { namespace } = this.#options; return namespace && !name.startsWith(namespace + '.') ? `${namespace}.${name}` : name; }
	#topic(name) { return this.#options.namespace ? `${this.#options.namespace}.${name}` : name; }
	get #socket() { return this.#link?.transport === 'websocket'; }
	#tell(command) { if (this.#socket) this.command(command).catch(() => {}); }
	#ref() { return `${this.#run}-${++this.#refs}`; }
	#emit(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
	#headers() { return this.#options.token ? { Authorization: `Bearer ${this.#options.token}` } : {}; }
	#state(state) { this.state = { since: Date.now(), retryAt: null, ...state }; this.#emit('state', this.state); }

	#address(path, query) {
		const url = new URL(path, this.#base);
		for (const [key, value] of Object.entries(query)) for (const one of [value].flat()) if (one !== undefined && one !== null) url.searchParams.append(key, one);
		if (this.#options.token && path !== 'commands') url.searchParams.set('token', this.#options.token);
		return url;
	}

	#saved() { try { return JSON.parse(this.#options.storage?.getItem(Saved) ?? '[]'); } catch { return []; } }

	#outboxChanged() {
		try { this.#options.storage?.setItem(Saved, JSON.stringify(this.outbox)); } catch { /* Full: it is forgotten with the page. */ }
		this.#emit('outbox', this.outbox);
	}
}

/** Whether a subscription means that topic. */
export function topicMatches({ topic: pattern, match }, topic) {
	if (match === 'prefix') return topic.startsWith(pattern);
	if (match !== 'wildcard') return topic === pattern;
	const parts = pattern.split('.'), given = topic.split('.');
	return parts.length === given.length && parts.every((part, i) => part === '' || part === given[i]);
}

/** Connects: { url, room, namespace, token, name, history, transports, storage }. */
export function connect(options = {}) { return new MeshClient(options); }

// ---- the three ways to the node, as a Link ----

class Link {
	#end; #take = null; #early = [];
	constructor(transport) { this.transport = transport; this.open = true; this.finished = new Promise(resolve => { this.#end = resolve; }); }
	start(take) { this.#take = take; for (const event of this.#early.splice(0)) take(event); }
	take(event) { if (this.#take) this.#take(event); else this.#early.push(event); }
	close(why) { if (!this.open) return; this.open = false; this.release?.(); this.#end(why); }
}

function openWebSocket({ address, query }) {
	const url = address('chat', query);
	url.protocol = url.protocol.replace('http', 'ws');
	const link = new Link('websocket'), socket = new WebSocket(url);
	let heard = Date.now(), asked = false, ready = null;
	const watch = setInterval(() => link.check(), 5_000);
	link.release = () => { clearInterval(watch); clearTimeout(limit); socket.onclose = socket.onmessage = null; socket.close(); };
	link.send = object => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(object)); };
	link.check = () => {
		const quiet = Date.now() - heard;
		if (ready && quiet > QuietMs + AnswerMs && asked) link.close('the node went silent');
		else if (ready && quiet > QuietMs && !asked) { asked = true; link.send({ do: 'rooms' }); }
	};
	const limit = setTimeout(() => socket.onclose?.({}), OpenMs);
	return new Promise((resolve, reject) => {
		socket.onmessage = ({ data }) => {
			heard = Date.now(); asked = false;
			const event = JSON.parse(data);
			link.take(event);
			if (!ready && event.event === 'ready') { ready = event; clearTimeout(limit); resolve(link); }
		};
		socket.onclose = ({ reason }) => {
			reject(new Error('something on the way blocks WebSocket'));
			link.close(reason || 'the connection to the node broke off');
		};
	});
}

async function openStream({ address, query, headers }) {
	const link = new Link('sse'), control = new AbortController(), parser = new EventStreamParser(), text = new TextDecoder();
	link.release = () => { clearTimeout(limit); control.abort(); };
	link.send = poster(link, address, headers);
	let limit = setTimeout(() => control.abort(), OpenMs);
	const response = await ask(address('events', query), { headers: { Accept: 'text/event-stream', ...headers }, signal: control.signal });
	const reader = response.body.getReader();
	const quiet = ms => { clearTimeout(limit); limit = setTimeout(() => control.abort(), ms); };
	quiet(ReadyMs);
	return new Promise((resolve, reject) => {
		(async () => {
			for (let part; !(part = await reader.read()).done;) {
				quiet(QuietMs + AnswerMs);
				for (const block of parser.push(text.decode(part.value, { stream: true }))) {
					const event = JSON.parse(block);
					link.take(event);
					if (event.event === 'ready') resolve(link);
				}
			}
		})().catch(() => {}).finally(() => {
			reject(new Error('something on the way blocks WebSocket and holds event streams back'));
			link.close('the event stream ended');
		});
	});
}

async function openPolling({ address, query, headers }) {
	const link = new Link('polling'), control = new AbortController();
	link.release = () => control.abort();
	link.send = poster(link, address, headers);
	const get = async (path, parts) => (await ask(address(path, parts), { headers, signal: control.signal })).json();
	let next = null;
	const poll = async wait => {
		const answer = await get('events/poll', { ...query, ...(next ? { after: next, history: undefined } : {}), wait });
		for (const event of answer.events) link.take(event);
		next = answer.next ?? next;
	};
	link.take({ ...await get('status', {}), event: 'ready', n: query.after });
	await poll(0);
	(async () => { while (link.open) await poll(20); })().catch(() => link.close('the node does not answer'));
	return link;
}

/** fetch that tells "nobody there" and "not allowed" from "not this way". */
async function ask(url, options) {
	let response;
	try {
		response = await fetch(url, { cache: 'no-store', ...options });
	} catch {
		throw Object.assign(new Error('the node does not answer'), { down: !options.signal?.aborted });
	}
	if (response.ok) return response;
	const said = await response.json().catch(() => ({}));
	throw Object.assign(new Error(said.message ?? `the node answered ${response.status}`), {
		refused: response.status === 401 || response.status === 403, down: response.status >= 500,
	});
}

/** Sends commands by HTTP, in their order. */
function poster(link, address, headers) {
	let tail = Promise.resolve();
	return object => {
		tail = tail.then(async () => {
			try {
				const response = await fetch(address('commands', {}), { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(object) });
				link.take({ ...await response.json(), ref: object.ref });
			} catch {
				link.take({ event: 'error', code: 'lost', message: 'It did not come through.', ref: object.ref });
				link.close('the node does not answer');
			}
		});
	};
}

/** Puts a chat box into `element`; `options` as for connect, or { client }. Resolves with the client. */
export async function chatBox(element, options) { return (await import('./box.js')).chatBox(element, options); }

/** <mesh-chat room="lobby"></mesh-chat>, with the attributes url, namespace, token and name as well. */
if (globalThis.customElements && !customElements.get('mesh-chat')) {
	customElements.define('mesh-chat', class extends HTMLElement {
		#client = null;
		connectedCallback() {
			const names = ['url', 'room', 'namespace', 'token', 'name'];
			this.#client = chatBox(this, Object.fromEntries(names.map(name => [name, this.getAttribute(name) ?? undefined])));
		}
		async disconnectedCallback() { (await this.#client).close(); }
	});
}
