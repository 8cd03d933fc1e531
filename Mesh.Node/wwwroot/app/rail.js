// The list of rooms with what is unread.
import { h } from './dom.js';
import { nameOf } from './text.js';

export function drawRooms(list, store, { open, leave }) {
	const guest = store.me.role === 'guest';
	list.replaceChildren(...store.order.map((name, index) => {
		const room = store.room(name), here = name === store.current, deck = store.decks.running(name), shown = nameOf(name);
		const words = `${shown}${room.unread > 0 ? `, ${room.unread} unread` : ''}${deck ? ', slides are shown' : ''}`;
		return h('li', {},
			h('button.room', { type: 'button', 'aria-current': here ? 'true' : null, 'aria-label': words, 'data-room': name, title: index < 9 ? `${shown} (Alt+${index + 1})` : shown, click: () => open(name) },
				h('span.room-name', {}, shown), deck ? h('span.live', { 'aria-hidden': 'true' }, 'slides') : null, room.unread > 0 ? h('b.badge', { 'aria-hidden': 'true' }, room.unread > 99 ? '99+' : room.unread) : null),
			guest ? null : h('button.icon.small.leave', { type: 'button', 'aria-label': `Leave ${shown}`, title: `Leave ${shown}`, click: () => leave(name) }, '×'));
	}));
}
