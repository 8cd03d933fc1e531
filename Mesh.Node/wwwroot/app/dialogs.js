// Dialogs: each is built when it opens and gone when it closes.
import { h, button } from './dom.js';
import { Commands } from './commands.js';
import { clock, harmless, nameOf } from './text.js';

/** Opens a dialog; resolves with what its form gives, or null. */
export function openDialog(title, body, { confirm, wide = false } = {}) {
	return new Promise(resolve => {
		const error = h('p.bad', { role: 'alert' });
		const form = h('form', { method: 'dialog' }, h('h2', {}, title), ...[body].flat().filter(Boolean), error,
			h('div.dialog-actions', {}, button(confirm ? 'Cancel' : 'Close', () => dialog.close()), confirm ? h('button.strong', { value: 'ok' }, confirm) : null));
		const dialog = h(wide ? 'dialog.wide' : 'dialog', { 'aria-label': title }, form);
		dialog.addEventListener('close', () => {
			const given = dialog.returnValue === 'ok' ? Object.fromEntries(new FormData(form)) : null;
			dialog.remove();
			resolve(given);
		});
		dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
		document.body.append(dialog);
		dialog.showModal();
	});
}

export async function askText(title, label, { value = '', confirm, about = null, maxlength = 64 }) {
	const given = await openDialog(title, [about ? h('p', {}, about) : '', h('label', {}, label, h('input', { name: 'text', value, maxlength, required: true, autofocus: true, autocomplete: 'off', spellcheck: 'false' }))], { confirm });
	return given?.text.trim() || null;
}

const Keys = [
	['Enter', 'send'], ['Shift + Enter', 'new line'], ['↑ in an empty field', 'to the messages; Page Up and Page Down scroll them'], ['/', 'to the message field'], ['Esc', 'back to the message field'],
	['Alt + ↑ ↓', 'room before, next room'], ['Alt + 1 … 9', 'that room'], ['Alt + C', 'chat'], ['Alt + M', 'map'], ['Alt + S', 'slides'], ['Alt + P', 'people'],
	['Alt + J', 'join a room'], ['Alt + I', 'invite somebody'], ['← →', 'turn slides'], ['F', 'slides on the whole screen'], ['?', 'this list'],
];

export function openHelp() {
	const rows = list => h('dl.keys', {}, list.map(([key, about]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, about))));
	return openDialog('Shortcuts and commands', [h('div.columns', {}, rows(Keys), rows([...Commands.map(c => [c.usage, c.about]), ['//TEXT', 'say a line that begins with /']]))], { wide: true });
}

export function openInvite(room, invite, say) {
	const link = h('input', { value: invite.url, readonly: true, 'aria-label': 'Link', focus: event => event.target.select() });
	const copy = button('Copy', async () => {
		try { await navigator.clipboard.writeText(invite.url); } catch { link.select(); document.execCommand('copy'); }
		say('The link is copied.');
	});
	const code = drawing(invite.qr), wifi = invite.wifi ? drawing(invite.wifi.qr) : null;
	return openDialog(`A seat in ${nameOf(room)}`, [
		h('div.codes', {}, wifi ? h('figure', {}, wifi, h('figcaption', {}, '1. Join the network')) : null, code ? h('figure', {}, code, h('figcaption', {}, wifi ? '2. Open the page' : 'Scan it with the other device')) : null),
		h('div.copy', {}, link, copy),
		invite.note ? h('p.bad', {}, invite.note) : null,
		h('p.quiet', {}, `Who opens it takes a name and sits in ${nameOf(room)} as a guest of this node, and sees nothing else. It holds until ${clock(invite.until)}.`)]);
}

// As a picture no script or style of an SVG runs.
const drawing = svg => svg ? h('img', { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: 'Code to scan' }) : null;

export function chooseFile(accept) {
	return new Promise(resolve => {
		const input = h('input', { type: 'file', accept, hidden: true });
		input.addEventListener('change', () => { resolve(input.files[0] ?? null); input.remove(); });
		input.addEventListener('cancel', () => { resolve(null); input.remove(); });
		document.body.append(input);
		input.click();
	});
}

export function toast(container, words, bad = false) {
	const note = h(bad ? 'p.bad' : 'p', {}, harmless(words));
	container.append(note);
	while (container.children.length > 3) container.firstChild.remove();
	setTimeout(() => note.remove(), 6_000);
}
