// The guest seat, in one room, of who comes by an invite link.
import { h, byId } from './dom.js';
import { keep, kept } from './kept.js';

/** The seat { token, name, room } of a guest, asked for when there is none; else null. */
export async function seatFor(location) {
	if (!/\/join\/?$/.test(location.pathname)) return null;
	const held = kept('seat'), invite = decodeURIComponent(location.hash.slice(1)) || held?.invite;
	if (!invite) return null;
	if (held?.invite === invite && held.token) return held;
	const seat = { invite, ...await ask(invite, held?.name ?? '') };
	keep('seat', seat);
	return seat;
}

/** Forgets the seat's key and keeps the name for the next one. */
export const leaveSeat = () => keep('seat', { name: kept('seat')?.name });

function ask(invite, known) {
	const parts = ['rail', 'main', 'side'].map(byId), inert = on => parts.forEach(part => { part.inert = on; });
	return new Promise(resolve => {
		const name = h('input', { value: known, required: true, maxlength: 32, autocomplete: 'nickname', spellcheck: 'false' });
		const error = h('p.bad', { role: 'alert' }), button = h('button.strong', {}, 'Take the seat');
		const page = h('div.seat-page', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Guest seat' }, h('form.seat-form', { submit: async event => {
			event.preventDefault();
			button.disabled = true;
			try {
				const response = await fetch('join', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ invite, name: name.value.trim() }) });
				const said = await response.json().catch(() => ({}));
				if (!response.ok) throw new Error(said.message ?? `The node answered ${response.status}.`);
				page.remove();
				inert(false);
				resolve(said);
			} catch (fault) {
				error.textContent = fault instanceof TypeError ? 'The node does not answer; are you still in its network?' : fault.message;
				button.disabled = false;
			}
		} }, h('h2', {}, 'A seat is kept for you'), h('p', {}, 'Choose the name that the others see. They also see whose guest you are.'), h('label', {}, 'Your name', name), error, button));
		document.body.append(page);
		inert(true);
		name.focus();
	});
}
