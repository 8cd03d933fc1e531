// Who is near, who is further, and why nobody is.
import { h, bars, hopGlyph, hopsInWords } from './dom.js';
import { harmless, hueOf, initials, nameOf, nameParts, quality, roundTripText } from './text.js';

export function drawPeople(panel, store) {
	const all = [...store.peers.values()].sort((a, b) => a.hops - b.hops || a.name.localeCompare(b.name));
	const near = all.filter(p => p.neighbour), far = all.filter(p => !p.neighbour);
	const sections = [section('Near', near, store, 'linked to this node'), section('Further', far, store, 'reached over others')];
	panel.replaceChildren(...sections.filter(Boolean));
	if (all.length === 0) panel.append(h('p.quiet', {}, store.me.role === 'guest' ? 'Nobody else is seen from here.' : 'Nobody near yet; this node keeps looking.'));
}

function section(title, peers, store, about) {
	if (peers.length === 0) return null;
	return h('section', {}, h('h2', { title: about }, title, h('span.count', {}, peers.length)), h('ul', {}, peers.map(p => person(p, store))));
}

function person(peer, store) {
	const roundTrip = store.links.get(peer.peer)?.roundTripMs, linked = peer.neighbour;
	const here = !peer.rooms || peer.rooms.includes(store.current);
	const [name, host] = nameParts(peer.name);
	return h(here ? 'li.person' : 'li.person.elsewhere', { hue: hueOf(peer.peer), title: here ? '' : `not in ${nameOf(store.current ?? '')}` },
		h('span.avatar', { 'aria-hidden': 'true' }, initials(peer.name)),
		h('div.person-words', {}, h('span.person-name', {}, name, host && h('span.host', {}, host)),
			h('span.person-about', {}, linked ? roundTripText(roundTrip) : hopsInWords(peer.hops), here ? '' : ' · elsewhere')),
		linked ? bars(quality(roundTrip), `link quality ${quality(roundTrip)} of 4`) : h('span.way', {}, hopGlyph(peer.hops)));
}

/** Why nobody is near: a sentence and the one thing to do. */
export function reasonsOf(reasons) {
	return reasons.map(reason => h('div.reason', {}, h('p', {}, harmless(reason.sentence)), reason.advice ? h('p.advice', {}, reason.advice) : null));
}
