import { h } from './dom.js';

const All = `😀 grin|😄 happy|😅 sweat laugh|😂 tears laugh|🙂 smile|😉 wink|😊 blush|😍 love eyes|😎 cool sunglasses|🤔 think|😴 sleep|😢 sad tear|😭 cry|😡 angry|🥵 hot|🥳 party|
👍 yes thumbs up|👋 wave hello|👏 clap|🙏 thanks please|💪 strong|👌 ok fine|✌️ peace|🤝 agree handshake|👀 eyes look|
❤️ heart love|✅ done check|❌ no cross|⚠️ warning|❓ question|🔥 fire|✨ sparkles|🎉 celebrate party|💡 idea|📌 pin|⏳ waiting|🆘 sos help|➡️ arrow right|
☀️ sun|🌧️ rain|🌊 water wave|🌲 tree|⛰️ mountain|🏕️ camp tent|🚐 van|⛵ boat|🛸 drone|🧭 compass|🗺️ map|📍 place here|
📡 antenna|🛜 wireless|📶 signal|🔋 battery|💻 laptop|🔦 torch|🔧 wrench|🛠️ tools|📦 box|☕ coffee`.split(/\|\s*/).map(entry => {
	const space = entry.indexOf(' ');
	return { emoji: entry.slice(0, space), words: entry.slice(space + 1) };
});

export function findEmoji(search) {
	const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
	return All.filter(({ words }) => wanted.every(w => words.split(' ').some(word => word.startsWith(w))));
}

/** The place that an arrow key leads to in a grid of that many columns. */
export function moveInGrid(index, key, columns, count) {
	const moved = { ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + columns, ArrowUp: index - columns, Home: 0, End: count - 1 }[key];
	return moved === undefined ? null : Math.max(0, Math.min(count - 1, moved));
}

const Columns = 8;

export function emojiPicker(button, choose) {
	const search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search emoji', autocomplete: 'off' });
	const grid = h('div.emoji-grid', { role: 'group', 'aria-label': 'Emoji' });
	const panel = h('div.emoji', { role: 'dialog', 'aria-label': 'Emoji', hidden: true }, search, grid);
	button.after(panel);
	const cells = () => [...grid.querySelectorAll('button')];
	const focus = index => { cells().forEach((cell, i) => { cell.tabIndex = i === index ? 0 : -1; }); cells()[index]?.focus(); };
	const draw = () => {
		const found = findEmoji(search.value);
		grid.replaceChildren(...found.map(({ emoji, words }, i) => h('button', { type: 'button', title: words, 'aria-label': words, tabindex: i === 0 ? '0' : '-1' }, emoji)));
		if (found.length === 0) grid.append(h('p', {}, 'Nothing by that word.'));
	};
	const close = back => {
		if (panel.hidden) return;
		panel.hidden = true;
		button.setAttribute('aria-expanded', 'false');
		if (back) button.focus();
	};
	button.addEventListener('click', () => {
		if (!panel.hidden) return close(true);
		search.value = '';
		draw();
		panel.hidden = false;
		button.setAttribute('aria-expanded', 'true');
		search.focus();
	});
	search.addEventListener('input', draw);
	grid.addEventListener('click', event => {
		const cell = event.target.closest('button');
		if (cell) { choose(cell.textContent); if (!event.shiftKey) close(false); }
	});
	panel.addEventListener('keydown', event => {
		if (event.key === 'Escape') { event.stopPropagation(); close(true); return; }
		if (event.target === search) {
			if (event.key === 'ArrowDown') { event.preventDefault(); focus(0); }
			if (event.key === 'Enter') { event.preventDefault(); cells()[0]?.click(); }
			return;
		}
		const index = cells().indexOf(event.target);
		if (event.key === 'ArrowUp' && index < Columns) { event.preventDefault(); search.focus(); return; }
		const moved = moveInGrid(index, event.key, Columns, cells().length);
		if (moved !== null) { event.preventDefault(); focus(moved); }
	});
	document.addEventListener('pointerdown', event => { if (!panel.contains(event.target) && !button.contains(event.target)) close(false); });
	return { close };
}
