// Where a person writes.
import { h, byId } from './dom.js';
import { parseLine, suggestions } from './commands.js';
import { emojiPicker } from './emoji.js';
import { nameOf } from './text.js';

const TextBytesMax = 65_536 - 80, CountFrom = 60_000;

export class Composer {
	constructor(store, { run, toLog }) {
		Object.assign(this, { store, run, room: null });
		this.form = byId('composer');
		this.text = byId('composer-text');
		this.note = byId('composer-note');
		this.suggest = byId('suggest');
		this.picker = emojiPicker(byId('emoji-open'), emoji => this.insert(emoji));
		this.form.addEventListener('submit', event => { event.preventDefault(); this.submit(); });
		this.text.addEventListener('input', () => this.#changed());
		this.text.addEventListener('keydown', event => {
			if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
			if (event.key === 'Tab' && !event.shiftKey && !this.suggest.hidden) { event.preventDefault(); this.#complete(); }
			if (event.key === 'ArrowUp' && this.text.value === '') { event.preventDefault(); toLog(); }
			if (event.key === 'Escape') { this.suggest.hidden = true; this.say(''); }
		});
		this.suggest.addEventListener('click', event => { const b = event.target.closest('button'); if (b) this.#put(`/${b.dataset.name} `); });
	}

	get empty() { return this.text.value === ''; }

	enter(room) {
		if (room === this.room) return;
		// What was written before the node answered stays.
		this.text.value = (this.room === null && this.text.value) || (this.store.drafts[room] ?? '');
		this.room = room;
		this.text.placeholder = room ? `Write to ${nameOf(room)}` : 'Join a room to write';
		this.text.disabled = !room;
		this.#changed(false);
	}

	focus() { this.text.focus(); }

	insert(text) {
		const { selectionStart: from, selectionEnd: to, value } = this.text;
		this.text.value = value.slice(0, from) + text + value.slice(to);
		this.text.selectionStart = this.text.selectionEnd = from + text.length;
		this.focus();
		this.#changed();
	}

	/** A line that did not go comes back, unless something new is there. */
	restore(text) { if (this.empty) this.#put(text); }

	say(words, bad = false) {
		this.note.textContent = words;
		this.note.classList.toggle('bad', bad);
	}

	submit() {
		const text = this.text.value.replace(/\s+$/, '');
		if (text.trim() === '' || !this.room) return;
		const line = parseLine(text);
		if (line.error) return this.say(line.error, true);
		const bytes = new TextEncoder().encode(line.rest).length;
		if (bytes > TextBytesMax) return this.say(`This has ${bytes.toLocaleString()} bytes and a message may have ${TextBytesMax.toLocaleString()}; send it in parts.`, true);
		this.text.value = '';
		this.#changed();
		this.run(line, this.room);
		this.picker.close(false);
	}

	#put(text) { this.text.value = text; this.focus(); this.#changed(); }

	#complete() { const first = this.suggest.querySelector('button'); if (first) this.#put(`/${first.dataset.name} `); }

	#changed(keep = true) {
		if (keep && this.room) this.store.keepDraft(this.room, this.text.value);
		this.form.classList.toggle('ready', this.text.value.trim() !== '');
		const found = suggestions(this.text.value);
		this.suggest.hidden = found.length === 0;
		this.suggest.replaceChildren(...found.map(c => h('button', { type: 'button', 'data-name': c.name, tabindex: '-1' }, h('b', {}, c.usage), h('span', {}, c.about))));
		this.say(this.text.value.length > CountFrom ? `${this.text.value.length.toLocaleString()} characters; a message holds about 65,000.` : '');
		this.text.style.height = 'auto';
		this.text.style.height = `${Math.min(this.text.scrollHeight, innerHeight * 0.36)}px`;
	}
}
