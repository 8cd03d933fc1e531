// The log of a room; own lines that wait are at its end.
import { h, button, icon, hopGlyph, hopsInWords } from './dom.js';
import { authorKey, authorName, clock, clockExact, dayName, harmless, hueOf, initials, linkParts, nameOf, nameParts, shortName } from './text.js';
import { deckTitle, splitSlides } from './markdown.js';
import { isShown } from './rows.js';
import { WindowedList } from './windowed.js';

const Clock = 'M12 7v5l3 2M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16';
const States = {
	waiting: { words: 'waits for the node', path: Clock },
	asked: { words: 'going to the node', path: Clock },
	unsure: { words: 'being looked for', path: Clock },
	queued: { words: 'queued on this node', path: 'M7 4h10M7 20h10M8 4c0 5 8 11 8 16M16 4c0 5-8 11-8 16' },
	sent: { words: 'left on a link', path: 'M7 17 17 7M9 7h8v8' },
};

export function textNodes(text) {
	return linkParts(harmless(text)).map(part => part.href ? h('a', { href: part.href, target: '_blank', rel: 'noopener noreferrer' }, part.text) : part.text);
}

export class MessageLog {
	constructor(scroller, store, { client, openDeck, older, moved }) {
		Object.assign(this, { store, client, openDeck });
		this.list = new WindowedList(scroller, {
			render: row => this.#render(row),
			estimate: row => row.type === 'day' ? 54 : row.type === 'start' ? 110 : row.head === false ? 26 : 56,
			nearTop: older,
			moved,
		});
	}

	/** Shows the current room. */
	show({ toEnd = false } = {}) {
		const room = this.store.rooms.get(this.store.current);
		if (!room) return this.list.clear();
		const waiting = this.client.outbox.filter(e => e.room === room.name && isShown(e)).map(entry => ({ key: `out ${entry.ref} ${entry.state}`, type: 'waiting', entry }));
		const start = room.loaded && !room.more ? [{ key: `start ${room.name} ${room.messages.length > 0}`, type: 'start', room }] : [];
		this.list.set([...start, ...room.rows, ...waiting], { toEnd });
	}

	refresh(id) { this.list.refresh(id); }

	#render(row) {
		if (row.type === 'day') return h('div.day', { role: 'separator' }, h('span', {}, dayName(row.time)));
		if (row.type === 'start') return h('div.start', {}, h('strong', {}, nameOf(row.room.name)), h('p', {}, row.room.messages.length > 0 ? 'This is where what this node holds of the room begins.' : 'Nothing was said here yet.'));
		if (row.type === 'waiting') return this.#waiting(row.entry);
		return this.#message(row);
	}

	#message({ message, head }) {
		const state = message.own ? this.#stateOf(message) : null;
		const at = message.receivedAt ?? message.sentAt, time = h('time', { datetime: at, title: clockExact(at) }, clock(at));
		const about = { hue: hueOf(authorKey(message)), 'aria-label': `${authorName(message)}, ${clock(at)}` };
		if (message.kind === 'action') {
			return h('article.message.action', about, time, h('p.text', {}, this.#author(message), ' ', ...textNodes(message.text), state));
		}
		const body = message.kind === 'slides' ? this.#deckCard(message) : h('p.text', {}, ...textNodes(message.text), state);
		if (!head) return h('article.message', about, time, body);
		return h('article.message.head', about,
			h(message.guest ? 'span.avatar.guest' : 'span.avatar', { 'aria-hidden': 'true' }, initials(message.guest ?? message.from)),
			h('header', {}, this.#author(message), time, message.hops > 0 && !message.own ? h('span.way', { title: `came over ${message.hops === 1 ? 'one link' : `${message.hops} links`}` }, hopGlyph(message.hops), h('span.aside', {}, hopsInWords(message.hops))) : null),
			body);
	}

	#author(message) {
		const [name, host] = message.guest ? [nameOf(message.guest), `, guest of ${shortName(message.from)}`] : nameParts(message.from);
		return h('b.author', {}, name, host && h('span.host', {}, host));
	}

	#deckCard(message) {
		const { title, slides } = this.store.decks.all.get(message.id) ?? { title: deckTitle(message.text), slides: splitSlides(message.text) }, count = slides.length;
		return h('div.deck-card', {}, h('div.deck-face', { 'aria-hidden': 'true' }, title),
			h('div', {}, h('strong', {}, title), h('p', {}, count === 1 ? 'One slide' : `${count} slides`), button('Open the slides', () => this.openDeck(message.id))));
	}

	#waiting(entry) {
		const me = this.store.me, state = States[entry.state];
		const text = entry.kind === 'slides' ? `Slides: ${deckTitle(entry.text)}` : entry.kind === 'action' ? `${shortName(me.guest ?? me.name)} ${entry.text}` : entry.text;
		return h('article.message.unsent', { 'aria-label': `Your line, ${state.words}` }, h('time', {}, clock(entry.at)),
			h('p.text', {}, ...textNodes(text), h('span.state', {}, icon(state.path), state.words), entry.state === 'waiting' ? h('button.link', { type: 'button', click: () => this.client.unsay(entry.ref) }, 'take back') : null));
	}

	// "sent" says that it left on a link and nothing more; who has it is not known.
	#stateOf(message) {
		const name = this.store.sent.has(message.id) ? 'sent' : this.store.queued.has(message.id) ? 'queued' : null;
		if (!name) return null;
		const { words, path } = States[name];
		return h(`span.state.${name}`, { title: words, role: 'img', 'aria-label': words }, icon(path), name === 'queued' ? words : null);
	}
}
