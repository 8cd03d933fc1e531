// The slides view.
import { h, button, iconButton } from './dom.js';
import { browse, follow } from './decks.js';
import { parseBlocks, renderBlocks } from './markdown.js';
import { authorName } from './text.js';

export class SlidesView {
	constructor(section, { turn, close }) {
		Object.assign(this, { section, turnTo: turn, close, deck: null, drawn: null });
		this.stage = h('div.stage', { tabindex: '0', 'aria-live': 'polite', 'aria-atomic': 'true', role: 'group' });
		this.place = h('span.place');
		this.who = h('p.who');
		this.back = iconButton('Slide before', '←', 'm14 6-6 6 6 6', () => this.go(this.deck.at - 1));
		this.forth = iconButton('Next slide', '→', 'm10 6 6 6-6 6', () => this.go(this.deck.at + 1));
		this.followButton = button('', () => { follow(this.deck); this.draw(); });
		this.end = button('End the presentation', () => this.turnTo(this.deck, 0));
		this.full = iconButton('Whole screen', 'F', 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5', () => this.whole());
		const shut = iconButton('Back to the chat', 'Esc', 'm6 6 12 12M18 6 6 18', () => this.close());
		section.append(h('div.slides-head', {}, this.who, this.followButton, this.end, this.full, shut), this.stage, h('div.slides-foot', {}, this.back, this.place, this.forth));
		section.addEventListener('keydown', event => this.#key(event));
	}

	show(deck) { this.deck = deck; this.drawn = null; this.draw(); this.stage.focus({ preventScroll: true }); }

	draw() {
		const { deck } = this;
		if (!deck) return;
		const presents = deck.own && deck.shown > 0, follows = deck.follows || presents, ended = deck.shown === 0;
		this.who.replaceChildren(h('strong', {}, deck.title), ' ', h('span', {}, presents ? 'Everybody follows your pages' : ended ? `by ${authorName(deck.author)}, ended` : follows ? `${authorName(deck.author)} turns the pages` : `${authorName(deck.author)} is at ${deck.shown}`));
		this.followButton.hidden = ended || follows;
		this.followButton.textContent = `Follow again, to slide ${deck.shown}`;
		this.end.hidden = !presents;
		this.place.textContent = `${deck.at} / ${deck.slides.length}`;
		this.back.disabled = deck.at <= 1;
		this.forth.disabled = deck.at >= deck.slides.length;
		const key = `${deck.id} ${deck.at}`;
		if (this.drawn === key) return;
		this.drawn = key;
		const text = deck.slides[deck.at - 1];
		const blocks = parseBlocks(text);
		const title = blocks.length > 0 && blocks.length <= 2 && blocks[0].type === 'heading' && blocks[0].level === 1;
		this.stage.setAttribute('aria-label', `Slide ${deck.at} of ${deck.slides.length}`);
		this.stage.replaceChildren(h(title ? 'div.slide.title' : 'div.slide', {}, blocks.length > 0 ? renderBlocks(blocks, h) : h('p.quiet', {}, 'A slide without text')));
		this.stage.scrollTop = 0;
	}

	go(slide) {
		const { deck } = this, to = Math.max(1, Math.min(deck.slides.length, slide));
		if (to === deck.at) return;
		browse(deck, to);
		if (deck.own && deck.shown > 0) this.turnTo(deck, to);
		this.draw();
	}

	whole() { if (document.fullscreenElement) document.exitFullscreen(); else this.section.requestFullscreen?.(); }

	#key(event) {
		if (!this.deck || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('button, pre, a') && (event.key === ' ' || event.key === 'Enter')) return;
		const to = { ArrowRight: this.deck.at + 1, PageDown: this.deck.at + 1, ' ': this.deck.at + 1, ArrowLeft: this.deck.at - 1, PageUp: this.deck.at - 1, Home: 1, End: this.deck.slides.length }[event.key];
		if (to !== undefined) { event.preventDefault(); this.go(to); }
		if (event.key === 'f' || event.key === 'F') this.whole();
		if (event.key === 'Escape' && !document.fullscreenElement) this.close();
	}
}
