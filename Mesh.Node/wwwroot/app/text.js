// What names, times and texts look like. Pure.

/** A hue of 0..359 that stays the same for the same key on every machine (FNV-1a). */
export function hueOf(key) {
	let hash = 0x811c9dc5;
	for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193) >>> 0;
	return Math.round((hash % 360) * 137.508) % 360;
}

/** Whose colour a message has: the peer's, or the guest's at that peer. */
export const authorKey = message => message.guest ? `${message.peer}/${message.guest}` : message.peer;

const RightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name as it is shown: without what hides, and isolated where it runs from right to left. */
export function nameOf(name) {
	const shown = name.replace(/[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]/gu, '') || '?';
	return RightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** [anna, @workbench] of anna@workbench, as they are shown. */
export function nameParts(name) {
	const at = name.indexOf('@');
	return at > 0 ? [nameOf(name.slice(0, at)), nameOf(name.slice(at))] : [nameOf(name), ''];
}

export const shortName = name => nameParts(name)[0];

export const authorName = message => message.guest ? `${nameOf(message.guest)}, guest of ${shortName(message.from)}` : nameOf(message.from);

export function initials(name) {
	const words = shortName(name).split(/[\s._\u2068\u2069-]+/).filter(Boolean);
	const first = [...(words[0] ?? '?')][0], second = words.length > 1 ? [...words[1]][0] : '';
	return (first + second).toUpperCase();
}

const UrlPattern = /\bhttps?:\/\/[^\s<>"'`]+/gi;

/** Splits a text into { text } and { text, href }, a link by http or https; closing punctuation stays outside. */
export function linkParts(text) {
	const parts = [];
	let from = 0;
	for (const found of text.matchAll(UrlPattern)) {
		const href = trimmedUrl(found[0]);
		if (href.length > 2_000 || !URL.canParse(href)) continue;
		if (found.index > from) parts.push({ text: text.slice(from, found.index) });
		parts.push({ text: href, href });
		from = found.index + href.length;
	}
	if (from < text.length) parts.push({ text: text.slice(from) });
	return parts;
}

function trimmedUrl(url) {
	const over = { ')': count(url, ')') - count(url, '('), ']': count(url, ']') - count(url, '[') };
	let end = url.length;
	for (; end > 0; end--) {
		const last = url[end - 1];
		if (over[last] > 0) over[last]--; else if (!'.,;:!?*_~'.includes(last)) break;
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
