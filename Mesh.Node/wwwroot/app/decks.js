// Which slides a room shows: the latest, turned by their author alone; each reader follows or browses. Pure.
import { deckTitle, splitSlides } from './markdown.js';

const DecksMax = 50, EarlyMax = 64;

export class Decks {
	#early = [];
	constructor() { this.all = new Map(); }

	/** Takes a message of kind slides or turn; returns the deck that changed, or null. Guests show no slides. */
	take(message) {
		if (message.guest) return null;
		if (message.kind === 'slides') return this.#add(message);
		const turn = message.kind === 'turn' ? parseTurn(message.text) : null;
		if (!turn) return null;
		const deck = this.all.get(turn.deck);
		if (deck) return this.#turn(deck, turn, message);
		// A turn may come before its slides: kept until they come.
		this.#early.push({ turn, message });
		if (this.#early.length > EarlyMax) this.#early.shift();
		return null;
	}

	/** Whether a turn came whose slides are not here. */
	lacks(room) { return this.#early.some(({ message, turn }) => message.room === room && turn.slide > 0 && !this.all.has(turn.deck)); }

	/** The deck that is shown in that room right now, or null. */
	running(room) {
		const latest = [...this.all.values()].filter(deck => deck.room === room).reduce((a, b) => !a || b.moment >= a.moment ? b : a, null);
		return latest && latest.shown > 0 ? latest : null;
	}

	#add(message) {
		if (this.all.has(message.id)) return null;
		const deck = {
			id: message.id, room: message.room, title: deckTitle(message.text), slides: splitSlides(message.text), author: message, own: message.own === true,
			shown: 1, at: 1, follows: true, moment: momentOf(message), turnedAt: 0,
		};
		this.all.set(deck.id, deck);
		if (this.all.size > DecksMax) this.all.delete(this.all.keys().next().value);
		const early = this.#early.filter(e => e.turn.deck === deck.id);
		this.#early = this.#early.filter(e => e.turn.deck !== deck.id);
		for (const { turn, message: late } of early) this.#turn(deck, turn, late);
		return deck;
	}

	// Turns may come in another order than they were made: the newest counts.
	#turn(deck, turn, message) {
		const sentAt = Date.parse(message.sentAt) || 0;
		if (message.peer !== deck.author.peer || sentAt < deck.turnedAt) return null;
		deck.turnedAt = sentAt;
		deck.shown = Math.min(turn.slide, deck.slides.length);
		if (deck.follows && deck.shown > 0) deck.at = deck.shown;
		return deck;
	}
}

// A clock that runs ahead counts as the moment of arrival, so that nobody's slides stay for ever.
function momentOf(message) {
	const sent = Date.parse(message.sentAt) || 0, received = Date.parse(message.receivedAt) || Date.now();
	return Math.min(sent || received, received);
}

/** "ID SLIDE" of a turn; slide 0 ends. */
export function parseTurn(text) {
	const found = /^(\S{1,64}) (\d{1,4})$/.exec(text);
	return found ? { deck: found[1], slide: Number(found[2]) } : null;
}

/** Moves the reader; who leaves the presenter's slide no longer follows. */
export function browse(deck, slide) {
	deck.at = Math.max(1, Math.min(deck.slides.length, slide));
	if (!deck.own && deck.shown > 0 && deck.at !== deck.shown) deck.follows = false;
}

/** Back to the presenter's slide, and on with it. */
export function follow(deck) {
	deck.follows = true;
	if (deck.shown > 0) deck.at = deck.shown;
}
