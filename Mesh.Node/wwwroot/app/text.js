// What names, times and texts look like. Pure.

/** A hue of 0..359 that stays the same for the same key on every machine (FNV-1a, spread by the golden angle). */
export function hueOf(key) {
	let hash = 0x811c9dc5;
	for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193) >>> 0;
	return Math.round((hash % 360) * 137.508) % 360;
}

/** Whose colour a message has: the peer's, or the guest's at that peer. */
export const authorKey = message => message.guest ? `${message.peer}/${message.guest}` : message.peer;

export const shortName = name => name.includes('@') && name.indexOf('@') > 0 ? name.slice(0, name.indexOf('@')) : name;

export const authorName = message => message.guest ? `${message.guest}, guest of ${shortName(message.from)}` : message.from;

export function initials(name) {
	const words = shortName(name).split(/[\s._-]+/).filter(Boolean);
	const first = [...(words[0] ?? '?')][0], second = words.length > 1 ? [...words[1]][0] : '';
	return (first + second).toUpperCase();
}

const UrlPattern = /\bhttps?:\/\/[^\s<>"'`]+/gi;

/** Splits a text into { text } and { text, href }; only http and https become links, and closing punctuation stays outside. */
export function linkParts(text) {
	const parts = [];
	let from = 0;
	for (const found of text.matchAll(UrlPattern)) {
		const href = trimmedUrl(found[0]);
		if (!URL.canParse(href)) continue;
		if (found.index > from) parts.push({ text: text.slice(from, found.index) });
		parts.push({ text: href, href });
		from = found.index + href.length;
	}
	if (from < text.length) parts.push({ text: text.slice(from) });
	return parts;
}

function trimmedUrl(url) {
	let end = url.length;
	while (end > 0) {
		const last = url[end - 1];
		if ('.,;:!?*_~'.includes(last)) end--;
		else if (last === ')' && count(url.slice(0, end), ')') > count(url.slice(0, end), '(')) end--;
		else if (last === ']' && count(url.slice(0, end), ']') > count(url.slice(0, end), '[')) end--;
		else break;
	}
	return url.slice(0, end);
}

const count = (text, c) => text.split(c).length - 1;

/** Characters that would turn or hide other text are taken out; line breaks stay. */
export const harmless = text => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');

export const dayKey = time => { const d = new Date(time); return `${d.getFullYear()}-${d.getMonth() + 1}-${d.getDate()}`; };

export function dayName(time, now = Date.now()) {
	if (dayKey(time) === dayKey(now)) return 'Today';
	if (dayKey(time) === dayKey(now - 86_400_000)) return 'Yesterday';
	const far = Math.abs(now - new Date(time)) > 300 * 86_400_000;
	return new Date(time).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: far ? 'numeric' : undefined });
}

export const clock = time => new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const clockExact = time => new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** Bars of a link from 1 to 4 by its round trip; 0 when it is not known. */
export function quality(roundTripMs) {
	if (roundTripMs === null || roundTripMs === undefined) return 0;
	return roundTripMs < 10 ? 4 : roundTripMs < 40 ? 3 : roundTripMs < 120 ? 2 : 1;
}

export const roundTripText = ms => ms === null || ms === undefined ? 'round trip not measured yet' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms round trip`;
