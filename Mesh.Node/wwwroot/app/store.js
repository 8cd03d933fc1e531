// What the page knows: rooms with their messages, who is near, the topology. Views listen to `change`.
import { Decks } from './decks.js';
import { keep, kept } from './kept.js';
import { rowsAfter, rowsOf, isShown, timeOf } from './rows.js';

const MessagesMax = 20_000, MessagesCut = 1_000, OwnMax = 2_000, ReadMax = 200, DraftsMax = 50;

class Room {
	constructor(name) {
		Object.assign(this, { name, messages: [], rows: [], ids: new Set(), unread: 0, oldest: null, more: true, loading: false, loaded: false });
	}

	get last() { return this.messages.findLast(isShown) ?? null; }
}

export class Store extends EventTarget {
	constructor() {
		super();
		this.rooms = new Map();
		this.order = [];
		this.current = null;
		this.me = { peer: null, name: '', role: 'owner', guest: null, network: '' };
		this.peers = new Map();
		this.links = new Map();
		this.alone = [];
		this.decks = new Decks();
		this.sent = new Set();
		this.queued = new Set();
		this.read = kept('read') ?? {};
		this.drafts = kept('drafts') ?? {};
	}

	changed(what, detail = {}) { this.dispatchEvent(new CustomEvent('change', { detail: { what, ...detail } })); }

	room(name) {
		if (!this.rooms.has(name)) this.rooms.set(name, new Room(name));
		return this.rooms.get(name);
	}

	setRooms(names) {
		this.order = names;
		for (const name of [...this.rooms.keys()]) if (!names.includes(name)) this.rooms.delete(name);
		for (const name of names) this.room(name);
		if (!names.includes(this.current)) this.current = names[0] ?? null;
		this.changed('rooms');
	}

	/** A message that came now; false when it is held already. */
	add(message) {
		const room = this.room(message.room);
		if (room.ids.has(message.id)) return false;
		const previous = room.last, late = previous && timeOf(message) < timeOf(previous) - 1_000;
		room.ids.add(message.id);
		this.decks.take(message);
		if (late) {
			this.#sort(room, [message]);
		} else {
			room.messages.push(message);
			if (isShown(message)) room.rows.push(...rowsAfter(previous, message));
		}
		room.oldest ??= message.n;
		this.#bound(room);
		return true;
	}

	/** Messages of a room as `history` gave them. Returns how many were new. */
	merge(name, messages, more) {
		const room = this.room(name), fresh = messages.filter(m => !room.ids.has(m.id));
		for (const message of fresh) { room.ids.add(message.id); this.decks.take(message); }
		if (messages.length > 0) room.oldest = messages[0].n;
		room.more = more;
		room.loaded = true;
		if (fresh.length > 0) this.#sort(room, fresh);
		this.#bound(room);
		this.changed('messages', { room: name });
		return fresh.length;
	}

	/** What is unread of messages that were said while this page was away. */
	countUnread(name) {
		const since = Date.parse(this.read[name] ?? '');
		const room = this.room(name);
		room.unread = Number.isNaN(since) ? 0 : room.messages.filter(m => isShown(m) && !m.own && timeOf(m) > since).length;
		this.changed('unread');
	}

	markRead(name) {
		const room = this.rooms.get(name), last = room?.messages.at(-1);
		if (!room || !last) return;
		const at = last.receivedAt ?? last.sentAt;
		if (room.unread === 0 && this.read[name] === at) return;
		room.unread = 0;
		delete this.read[name];
		this.read[name] = at;
		for (const key of Object.keys(this.read).slice(0, -ReadMax)) delete this.read[key];
		keep('read', this.read);
		this.changed('unread');
	}

	/** An own message is queued on the node, or left on a link: `where` is that set. */
	mark(where, id) {
		where.add(id);
		if (where.size > OwnMax) where.delete(where.values().next().value);
	}

	get unread() { return [...this.rooms.values()].reduce((sum, room) => sum + room.unread, 0); }

	setPeers({ peers, links, alone }) {
		this.peers = new Map(peers.map(p => [p.peer, p]));
		this.links = new Map((links ?? []).map(l => [l.peer, l]));
		this.alone = alone ?? [];
		this.changed('peers');
	}

	keepDraft(room, text) {
		delete this.drafts[room];
		if (text) this.drafts[room] = text.slice(0, 10_000);
		for (const key of Object.keys(this.drafts).slice(0, -DraftsMax)) delete this.drafts[key];
		keep('drafts', this.drafts);
	}

	#sort(room, fresh) {
		room.messages = [...room.messages, ...fresh].map((m, i) => [timeOf(m), i, m]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , m]) => m);
		room.rows = rowsOf(room.messages);
	}

	#bound(room) {
		if (room.messages.length <= MessagesMax) return;
		for (const message of room.messages.splice(0, MessagesCut)) room.ids.delete(message.id);
		room.oldest = room.messages[0].n;
		room.more = true;
		room.rows = rowsOf(room.messages);
	}
}
