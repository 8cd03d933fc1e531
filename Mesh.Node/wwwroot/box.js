// The chat box that mesh.js puts into a page; loaded when one is asked for.
import { connect } from './mesh.js';

const BoxStyle = `
:host { display: flex; flex-direction: column; min-height: 12rem; max-height: 32rem; font: 15px/1.45 system-ui, sans-serif; border: 1px solid #8886; border-radius: 10px; overflow: hidden; color-scheme: light dark; background: Canvas; color: CanvasText }
ol { flex: 1; overflow-y: auto; margin: 0; padding: .75rem; list-style: none }
li { overflow-wrap: anywhere; white-space: pre-wrap } .waiting { opacity: .55 }
p { margin: 0; padding: 0 .75rem; font-size: .8em; opacity: .7 }
form { display: flex; border-top: 1px solid #8886 } input { flex: 1; min-width: 0; padding: .6rem .75rem; border: 0; background: none }
input, button { font: inherit; color: inherit }`;

const BoxLinesMax = 300;

export function chatBox(element, options = {}) {
	const client = options.client ?? connect(options);
	const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
	const style = new CSSStyleSheet();
	style.replaceSync(BoxStyle);
	root.adoptedStyleSheets = [style];
	const make = (tag, attributes, ...children) => {
		const node = document.createElement(tag);
		for (const key in attributes) node.setAttribute(key, attributes[key]);
		node.append(...children);
		return node;
	};
	const log = make('ol', { role: 'log', 'aria-label': `Messages in ${client.room}`, tabindex: '0' });
	const state = make('p', { role: 'status' });
	const input = make('input', { 'aria-label': 'Message', placeholder: `Write to ${client.room}`, autocomplete: 'off' });
	const form = make('form', {}, input, make('button', {}, 'Send'));
	root.replaceChildren(log, state, form);
	// Nothing in a name hides or turns other text.
	const seen = name => name.replace(/[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]/gu, '') || '?';
	const line = (from, text, kind, look = '') => make('li', { class: look }, make('bdi', {}, make('b', {}, from)), (kind === 'action' ? ' ' : ': ') + text);
	const append = node => {
		const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
		log.append(node);
		while (log.children.length > BoxLinesMax) log.firstChild.remove();
		if (atEnd) log.scrollTop = log.scrollHeight;
	};
	const show = m => {
		if (m.room === client.room && (m.kind === 'text' || m.kind === 'action')) append(line(m.guest ? `${seen(m.guest)}, guest of ${seen(m.from)}` : seen(m.from), m.text, m.kind));
	};
	client.addEventListener('message', event => show(event.detail));
	// A connection that stood before the box has told its messages to others already.
	if (client.ready) client.history({ limit: 50 }).then(reply => reply.messages.forEach(show), () => {});
	client.addEventListener('state', ({ detail: s }) => { state.textContent = s.state === 'open' ? '' : [s.state, s.transport, s.why].filter(Boolean).join(' · '); });
	form.addEventListener('submit', event => {
		event.preventDefault();
		if (input.value.trim() === '') return;
		const waiting = line('you', input.value, 'text', 'waiting');
		append(waiting);
		client.say(input.value).catch(error => { state.textContent = error.message; }).finally(() => waiting.remove());
		input.value = '';
	});
	return client;
}
