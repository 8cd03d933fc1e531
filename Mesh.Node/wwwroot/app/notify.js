// Notifications and the count in the title, only when asked for.
import { keep, kept } from './kept.js';
import { authorName, harmless, nameOf } from './text.js';

export function watchNotifications(button, store, { open }) {
	let on = kept('notify') === true;
	const title = () => {
		const count = on ? store.unread : 0;
		document.title = `${count > 0 ? `(${count}) ` : ''}${store.current ? `${nameOf(store.current)} · ` : ''}Mesh`;
	};
	const draw = () => {
		button.setAttribute('aria-pressed', on);
		const words = on ? 'Stop telling me about new messages' : 'Tell me about new messages';
		button.setAttribute('aria-label', words);
		button.title = words;
		title();
	};
	button.addEventListener('click', async () => {
		on = !on;
		keep('notify', on);
		draw();
		if (on && globalThis.Notification?.permission === 'default') await Notification.requestPermission();
	});
	store.addEventListener('change', title);
	draw();
	return message => {
		if (!on || message.own || !document.hidden || globalThis.Notification?.permission !== 'granted') return;
		try {
			const shown = new Notification(`${authorName(message)} in ${nameOf(message.room)}`, { body: harmless(message.text.slice(0, 200)), tag: message.room, icon: 'favicon.svg' });
			shown.onclick = () => { window.focus(); open(message.room); shown.close(); };
		} catch { /* Some browsers on phones allow notifications only from a service worker. */ }
	};
}
