// A list that keeps only the rows near the view in the document. What is in view stays where it is; at the end it stays at the end.
import { h } from './dom.js';
import { Heights } from './heights.js';

const Margin = 500, EndWithin = 48, TopWithin = 900, CacheMax = 50_000;

export class WindowedList {
	#heights = new Heights(); #known = new Map(); #elements = new Map(); #rows = []; #width = 0; #frame = 0;

	/** `render(row)` makes a row's element, `estimate(row)` its height before it was seen; `nearTop()` is called at the oldest rows. */
	constructor(scroller, { render, estimate, nearTop, moved }) {
		Object.assign(this, { scroller, render, estimate, nearTop, moved });
		this.window = h('div.window');
		this.space = h('div.space', {}, this.window);
		scroller.append(this.space);
		this.atEnd = true;
		scroller.addEventListener('scroll', () => {
			this.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < EndWithin;
			this.#schedule();
		}, { passive: true });
		new ResizeObserver(() => {
			if (scroller.clientWidth !== this.#width) { this.#width = scroller.clientWidth; this.#known.clear(); this.#heights.reset(this.#rows.map(row => this.#heightOf(row))); }
			this.#draw();
		}).observe(scroller);
	}

	/** Shows these rows ({ key }); those of before keep their elements. */
	set(rows, { toEnd = false } = {}) {
		// Where rows in view stand; a day's name may go, so the next ones count too.
		const top = this.scroller.scrollTop, first = this.#heights.at(top);
		const held = toEnd || this.atEnd ? [] : this.#rows.slice(first, first + 4).map((row, i) => ({ key: row.key, offset: this.#heights.before(first + i) - top }));
		const appended = rows.length >= this.#rows.length && this.#rows.every((row, i) => row.key === rows[i].key);
		const from = appended ? this.#rows.length : 0;
		this.#rows = rows.slice();
		if (appended) for (let i = from; i < rows.length; i++) this.#heights.push(this.#heightOf(rows[i]));
		else this.#heights.reset(rows.map(row => this.#heightOf(row)));
		if (toEnd) this.atEnd = true;
		const index = new Map(held.length > 0 ? rows.map((row, i) => [row.key, i]) : []), anchor = held.find(h => index.has(h.key));
		this.#draw(anchor && { index: index.get(anchor.key), offset: anchor.offset });
	}

	refresh(key) {
		const element = this.#elements.get(key);
		if (!element) return;
		element.remove();
		this.#elements.delete(key);
		this.#schedule();
	}

	clear() {
		for (const element of this.#elements.values()) element.remove();
		this.#elements.clear();
		this.#rows = [];
		this.#heights.reset([]);
	}

	toEnd() { this.atEnd = true; this.#draw(); }

	#heightOf(row) { return this.#known.get(row.key) ?? this.estimate(row); }

	#schedule() {
		this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#draw(); });
	}

	#anchor() {
		const top = this.scroller.scrollTop, index = this.#heights.at(top);
		return { index, offset: this.#heights.before(index) - top };
	}

	#draw(anchor = this.atEnd ? null : this.#anchor()) {
		const { scroller } = this, view = scroller.clientHeight;
		if (view === 0) return;
		// Heights seen first move what is in view; twice comes to rest.
		for (let pass = 0; pass < 3; pass++) {
			const total = this.#heights.total;
			const top = anchor ? this.#heights.before(anchor.index) - anchor.offset : this.atEnd ? total - view : scroller.scrollTop;
			const { from, to } = this.#heights.range(Math.max(0, top), view, Margin);
			this.#fill(from, to);
			if (!this.#measure(from, to) && pass > 0) break;
		}
		this.space.style.height = `${this.#heights.total}px`;
		const wanted = anchor ? this.#heights.before(anchor.index) - anchor.offset : this.atEnd ? scroller.scrollHeight - view : null;
		if (wanted !== null && Math.abs(scroller.scrollTop - wanted) > 0.5) scroller.scrollTop = wanted;
		this.moved?.(this.atEnd);
		if (scroller.scrollTop < TopWithin) this.nearTop?.();
	}

	#fill(from, to) {
		const wanted = new Set();
		for (let i = from; i < to; i++) wanted.add(this.#rows[i].key);
		for (const [key, element] of this.#elements) {
			if (wanted.has(key)) continue;
			element.remove();
			this.#elements.delete(key);
		}
		let next = this.window.firstChild;
		for (let i = from; i < to; i++) {
			const row = this.#rows[i];
			let element = this.#elements.get(row.key);
			if (!element) this.#elements.set(row.key, element = this.render(row));
			if (element === next) next = next.nextSibling; else this.window.insertBefore(element, next);
		}
		this.window.style.transform = `translateY(${this.#heights.before(from)}px)`;
	}

	#measure(from, to) {
		let changed = false;
		for (let i = from; i < to; i++) {
			const key = this.#rows[i].key, height = this.#elements.get(key).getBoundingClientRect().height;
			if (height !== this.#heights.get(i)) { this.#heights.set(i, height); changed = true; }
			this.#known.set(key, height);
		}
		if (this.#known.size > CacheMax) this.#known.clear();
		if (changed) this.window.style.transform = `translateY(${this.#heights.before(from)}px)`;
		return changed;
	}
}
