// The page: connects the node (mesh.js) with what is shown.
import { connect } from '../mesh.js';
import { button, byId, h } from './dom.js';
import { Composer } from './composer.js';
import { watchConnection } from './connection.js';
import { askText, chooseFile, openHelp, openInvite, toast } from './dialogs.js';
import { MapView, MeshMap, mapSection } from './map.js';
import { MessageLog } from './messages.js';
import { watchNotifications } from './notify.js';
import { drawPeople, reasonsOf } from './people.js';
import { drawRooms } from './rail.js';
import { keep, kept } from './kept.js';
import { isShown } from './rows.js';
import { leaveSeat, seatFor } from './seat.js';
import { SlidesView } from './slides.js';
import { Store } from './store.js';
import { authorKey, authorName, harmless, hueOf, initials, nameOf, shortName } from './text.js';
import { deckTitle } from './markdown.js';

const HistoryFirst = 100, HistoryMore = 300, DeckSearchMax = 12, SlidesBytesMax = 65_536, PeersEveryMs = 15_000;

const storage = () => { try { return sessionStorage; } catch { return null; } };
const store = new Store();
const seat = await seatFor(location);
const client = connect({ history: 0, storage: storage(), token: seat?.token });
const on = (name, fn) => client.addEventListener(name, event => fn(event.detail));
const click = (id, fn) => byId(id).addEventListener('click', fn);
const say = (words, bad) => toast(byId('toasts'), words, bad);
const attempt = promise => promise.catch(error => { say(error.message, true); return null; });

// ---- views ----

const map = new MeshMap();
new MapView(byId('mini-map'), map, { compact: true });
mapSection(byId('map'), map);
const slides = new SlidesView(byId('slides'), { turn: (deck, slide) => attempt(client.command({ do: 'turn', slides: deck.id, slide, room: deck.room })), close: () => show('chat') });
const log = new MessageLog(byId('log'), store, { client, openDeck, older, moved: atEnd => { byId('to-end').hidden = atEnd; if (atEnd) seen(); } });
const composer = new Composer(store, { run, toLog: () => byId('log').focus() });
const notify = watchNotifications(byId('bell'), store, { open });
watchConnection(client, { strip: byId('strip'), pill: byId('connection') });

const views = document.querySelectorAll('.views button');
let view = 'chat';

function show(next) {
	view = document.body.dataset.view = next;
	for (const name of ['chat', 'map', 'slides']) byId(name).hidden = name !== view;
	for (const b of views) b.setAttribute('aria-pressed', b.dataset.view === view);
	if (view === 'map') map.warm();
	if (view === 'chat') { log.show(); if (!narrow.matches) composer.focus(); }
	drawShow();
}

function open(name) {
	if (!name) return;
	const changed = name !== store.current;
	store.current = name;
	if (changed) log.list.clear();
	composer.enter(name);
	const deck = slides.deck;
	if (view !== 'chat' && (view !== 'map' && deck?.room !== name)) show('chat');
	log.show({ toEnd: changed });
	if (!store.room(name).loaded) older();
	drawer(null);
	drawBar();
	drawPeople(byId('people'), store);
	drawShow();
	seen();
	store.changed('rooms');
}

function seen() {
	if (store.current && !document.hidden && view === 'chat' && log.list.atEnd) store.markRead(store.current);
}

function drawBar() {
	const { me, current: name } = store, guest = me.role === 'guest';
	byId('room-name').textContent = name ? nameOf(name) : 'No room';
	const here = [...store.peers.values()].filter(p => !p.rooms || p.rooms.includes(name)).length;
	byId('room-about').textContent = !name ? 'Join one to begin' : guest ? `as ${authorName({ ...me, from: me.name })}` : here === 0 ? 'nobody else here yet' : here === 1 ? 'one other here' : `${here} others here`;
	byId('me-name').textContent = shortName(me.guest ?? me.name);
	byId('me-name').title = `${nameOf(me.guest ?? me.name)}: change your name`;
	byId('me-avatar').textContent = initials(me.guest ?? me.name);
	byId('me-avatar').style.setProperty('--hue', hueOf(authorKey({ ...me, peer: me.peer ?? '' })));
	document.body.dataset.role = me.role;
}

function drawUnread() {
	drawRooms(byId('rooms'), store, { open, leave: name => attempt(client.leave(name)) });
	const elsewhere = [...store.rooms.values()].filter(r => r.name !== store.current).reduce((sum, r) => sum + r.unread, 0);
	byId('rail-badge').hidden = elsewhere === 0;
	byId('rail-badge').textContent = elsewhere > 99 ? '99+' : elsewhere;
}

function drawLonely() {
	const lonely = byId('lonely'), alone = store.me.role !== 'guest' && store.peers.size === 0 && store.alone.length > 0;
	lonely.hidden = !alone;
	lonely.replaceChildren(...alone ? [h('h2', {}, 'Nobody near yet; still looking. Why:'), ...reasonsOf(store.alone), button('Look closer', doctor)] : []);
}

// The line that tells that slides are shown, with the way there.
function drawShow() {
	const deck = store.current ? store.decks.running(store.current) : null, strip = byId('show-strip');
	strip.hidden = !deck || view === 'slides';
	if (deck) strip.replaceChildren(h('span', {}, h('strong', {}, deck.title), ` · ${deck.own ? 'you show' : `${authorName(deck.author)} shows`} slide ${deck.shown} of ${deck.slides.length}`), button(deck.own ? 'Go on' : 'Follow', () => openDeck(deck.id)));
	if (slides.deck) slides.draw();
}

function openDeck(id) {
	const deck = store.decks.all.get(id);
	if (!deck) return;
	if (deck.shown > 0 && !deck.own) { deck.follows = true; deck.at = deck.shown; }
	show('slides');
	slides.show(deck);
}

store.addEventListener('change', ({ detail: { what, room } }) => {
	if (what === 'rooms' || what === 'unread') drawUnread();
	if (what === 'rooms' || what === 'peers') drawBar();
	if (what === 'peers') { drawPeople(byId('people'), store); drawLonely(); }
	if (what === 'messages' && room === store.current) { log.show(); drawShow(); }
});

// ---- the node ----

on('ready', detail => {
	const { peer, name, role = 'owner', guest = null, network, rooms } = detail;
	const first = store.me.peer === null;
	Object.assign(store.me, { peer, name, role, guest, network });
	store.setRooms(rooms ?? store.order);
	if (first && store.current) open(store.order.includes(kept('room')) ? kept('room') : store.current);
});

on('state', ({ state }) => {
	if (state === 'closed' && seat) leaveSeat();
	if (state !== 'open' && state !== 'fallback') return;
	askPeers();
	if (store.me.role !== 'guest') client.command({ do: 'topology' }).then(shape => map.update(shape), () => {});
	loadAll();
});

// Numbers of another run of the node mean nothing: the rooms are asked anew.
on('reset', () => {
	for (const room of store.rooms.values()) room.loaded = false;
	loadAll();
});

on('message', message => {
	if (message.own) store.mark(store.queued, message.id);
	const running = store.decks.running(message.room);
	if (!store.add(message)) return;
	map.wave(message.peer);
	if (message.room === store.current) log.show({ toEnd: message.own && isShown(message) });
	if (!isShown(message)) return turned(message, running);
	if (message.kind === 'slides') began(message);
	if (!message.own) {
		const reading = message.room === store.current && !document.hidden && view === 'chat' && log.list.atEnd;
		if (!reading) { store.room(message.room).unread++; store.changed('unread'); }
		if (message.room === store.current) announce(message);
		notify(message);
	}
	seen();
});

on('sent', ({ id }) => { store.mark(store.sent, id); log.refresh(id); });
on('settled', ({ ref, message, error }) => {
	if (!error || error.code === 'cancelled') return;
	say(`Not sent: ${error.message}`, true);
});
on('outbox', () => log.show());
on('topology', shape => map.update(shape));
on('renamed', detail => { store.me.name = detail.name; drawBar(); });
on('joined', ({ room }) => { if (!store.order.includes(room)) store.setRooms([...store.order, room]); load(room); });
on('left', ({ room }) => { const gone = room === store.current; store.setRooms(store.order.filter(r => r !== room)); if (gone) open(store.order[0]); drawBar(); });
on('notice', detail => say(detail.text));
on('alone', detail => { store.alone = detail.reasons; store.changed('peers'); });
for (const name of ['peer-appeared', 'peer-left', 'peer-changed', 'link-up', 'link-down']) on(name, askPeersSoon);

let soon = 0;
function askPeersSoon() { clearTimeout(soon); soon = setTimeout(askPeers, 250); }
function askPeers() {
	const guest = store.me.role === 'guest';
	const command = guest ? { do: 'who', room: store.current } : { do: 'peers' };
	client.command(command).then(reply => store.setPeers({ links: [], alone: [], ...reply }), () => {});
}
setInterval(() => { if (!document.hidden && client.ready) askPeers(); }, PeersEveryMs);

async function fetchRoom(room, query) {
	const { messages, more } = await client.history({ room: room.name, ...query });
	store.merge(room.name, messages, more && messages.length > 0);
}

const fetchOlder = room => fetchRoom(room, { before: room.oldest, limit: HistoryMore });

async function load(name) {
	const room = store.room(name);
	if (room.loading) return;
	room.loading = true;
	try {
		await fetchRoom(room, { limit: HistoryFirst });
		if (name === store.current) seen(); else store.countUnread(name);
		// Slides of a turn may lie further back: who comes late lands on the present one.
		for (let i = 0; i < DeckSearchMax && room.more && store.decks.lacks(name); i++) await fetchOlder(room);
		const deck = store.decks.running(name);
		if (deck && !deck.own && name === store.current && composer.empty && view === 'chat') openDeck(deck.id);
	} catch { /* It is asked again with the next connection. */ }
	room.loading = false;
}

async function loadAll() {
	for (const name of store.order) if (!store.room(name).loaded) await load(name);
}

async function older() {
	const room = store.rooms.get(store.current);
	if (!room || room.loading || !client.ready) return;
	if (!room.loaded) return load(room.name);
	if (!room.more || !room.oldest) return;
	room.loading = true;
	try {
		await fetchOlder(room);
		// Few rows may leave the view at the top, where no scrolling asks again.
		setTimeout(() => log.show());
	} catch { /* Scrolling asks again. */ }
	room.loading = false;
}

function began(message) {
	const deck = store.decks.all.get(message.id);
	if (!deck || message.room !== store.current) return;
	if (message.own || (composer.empty && view !== 'map')) openDeck(deck.id); else drawShow();
}

function turned(message, before) {
	const deck = store.decks.running(message.room);
	if (before && !deck && slides.deck?.id === before.id && view === 'slides') { say(`${before.own ? 'You ended' : `${authorName(before.author)} ended`} the presentation.`); show('chat'); }
	drawShow();
	store.changed('unread');
}

// Only what comes now is read out, not what scrolling brings.
function announce(message) {
	const text = message.kind === 'slides' ? `shows slides: ${deckTitle(message.text)}` : message.text;
	byId('announcer').append(h('p', {}, `${authorName(message)}: ${harmless(text.slice(0, 400))}`));
	while (byId('announcer').children.length > 20) byId('announcer').firstChild.remove();
}

// ---- what a person does ----

function run({ verb, rest }, room) {
	const speak = (text, kind) => { client.say(text, { room, kind }).catch(error => { if (error.code !== 'cancelled') composer.restore(text); }); log.show({ toEnd: true }); };
	const commands = {
		say: () => speak(rest, 'text'), me: () => speak(rest, 'action'), join: () => join(rest), leave: () => attempt(client.leave(rest || room)),
		nick: () => nick(rest), present: () => present(room), help: openHelp, doctor,
	};
	if (store.me.role === 'guest' && ['join', 'leave', 'present', 'doctor'].includes(verb)) return composer.say('A guest may not do that.', true);
	commands[verb]();
}

const doctor = async () => (await import('./doctor.js')).examine(client, attempt);

async function join(name) {
	name ??= await askText('Join a room', 'Room', { confirm: 'Join', about: 'Everybody who joins the same name meets there.' });
	if (name && await attempt(client.join(name))) { if (!store.order.includes(name)) store.setRooms([...store.order, name]); open(name); }
}

async function rename() {
	const held = store.me.guest ?? store.me.name, name = await askText('Your name', 'Name', { value: held, confirm: 'Change', about: 'The others see it.' });
	if (name && name !== held) nick(name);
}

async function nick(name) {
	if (!await attempt(client.nick(name)) || !store.me.guest) return;
	store.me.guest = client.ready.guest = name;
	drawBar();
}

async function present(room) {
	const file = await chooseFile('.md,.markdown,.txt,text/markdown,text/plain');
	if (!file) return;
	const text = await file.text(), bytes = new TextEncoder().encode(text).length;
	if (bytes > SlidesBytesMax) return say(`${file.name} has ${bytes.toLocaleString()} bytes; at most ${SlidesBytesMax.toLocaleString()} fit into a message, so cut it or show it in parts.`, true);
	if (text.trim() === '') return say(`${file.name} is empty; write Markdown, with a line of --- between two slides.`, true);
	attempt(client.say(text, { room, kind: 'slides' }));
}

async function invite() {
	if (!store.current) return;
	const reply = await attempt(client.command({ do: 'invite', room: store.current }));
	if (reply) openInvite(store.current, reply, say);
}

// ---- drawers, keys, theme ----

const narrow = matchMedia('(max-width: 760px)');

function drawer(which) {
	for (const [name, opener] of [['rail', 'rail-open'], ['side', 'people-open']]) {
		byId(name).classList.toggle('open', which === name);
		byId(opener).setAttribute('aria-expanded', which === name);
	}
	byId('veil').hidden = !which;
	if (which) byId(which).querySelector('button:not([hidden])')?.focus();
}

function people() { if (matchMedia('(max-width: 1080px)').matches) drawer(byId('side').classList.contains('open') ? null : 'side'); else document.body.classList.toggle('no-side'); }

click('rail-open', () => drawer('rail'));
click('people-open', people);
for (const id of ['rail-close', 'side-close', 'veil']) click(id, () => drawer(null));
click('mini-map', () => { drawer(null); show('map'); });
click('to-end', () => { log.list.toEnd(); composer.focus(); });
click('join-open', () => join());
click('me-name', rename);
click('help-open', openHelp);
click('invite-open', invite);
for (const b of views) b.addEventListener('click', () => show(b.dataset.view));
document.addEventListener('visibilitychange', seen);
addEventListener('pagehide', () => keep('room', store.current));

click('theme', () => {
	const next = { '': 'light', light: 'dark', dark: '' }[document.documentElement.dataset.theme ?? ''];
	if (next) document.documentElement.dataset.theme = next; else delete document.documentElement.dataset.theme;
	const words = `Colours: ${next || 'as the system'}`;
	byId('theme').setAttribute('aria-label', words);
	say(words);
	keep('theme', next);
});

document.addEventListener('keydown', event => {
	if (document.querySelector('dialog[open], .seat-page')) return;
	const typing = event.target.closest('input, textarea, [contenteditable]');
	if (event.altKey && !event.ctrlKey && !event.metaKey) {
		const at = store.order.indexOf(store.current), owner = store.me.role !== 'guest';
		const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
		const running = store.current ? store.decks.running(store.current) : null;
		const action = digit ? () => open(store.order[digit - 1]) : {
			ArrowUp: () => open(store.order[at - 1]), ArrowDown: () => open(store.order[at + 1]), KeyC: () => show('chat'), KeyM: owner && (() => show('map')),
			KeyS: () => { const deck = running ?? slides.deck; if (deck) openDeck(deck.id); }, KeyP: people, KeyJ: owner && (() => join()), KeyI: owner && invite,
		}[event.code];
		if (action) { event.preventDefault(); action(); }
		return;
	}
	if (event.ctrlKey || event.metaKey) return;
	if (event.key === 'Escape') { if (byId('veil').hidden === false) drawer(null); else if (view === 'map') show('chat'); else if (view === 'chat') composer.focus(); }
	if (typing) return;
	if (event.key === '?') { event.preventDefault(); openHelp(); }
	if (event.key === '/') { event.preventDefault(); show('chat'); composer.focus(); }
});

drawBar();
show('chat');
