// What the connection to the node is, said as it is.
import { h, button } from './dom.js';
import { clock, clockExact } from './text.js';

const Ways = { sse: 'event stream', polling: 'polling' };

/** { short, long } for a state of the client. */
export function connectionWords(state, now = Date.now(), waiting = 0) {
	const lines = waiting === 0 ? '' : waiting === 1 ? ' One line waits and is sent then.' : ` ${waiting} lines wait and are sent then.`;
	switch (state.state) {
		case 'open': return { short: 'Live', long: null };
		case 'fallback': return { short: `Live by ${Ways[state.transport]}`, long: `Connected by ${Ways[state.transport]}, because ${state.why}. It goes back to WebSocket by itself.` };
		case 'lost': {
			const left = state.retryAt ? Math.ceil((state.retryAt - now) / 1000) : 0;
			const next = left > 0 ? `Next try in ${left} s.` : 'Trying now.';
			return { short: `Lost since ${clock(state.since)}`, long: `No connection to the node since ${clockExact(state.since)}: ${state.why}. ${next}${lines}` };
		}
		case 'closed': return { short: 'Closed', long: `The node does not let this page in: ${state.why}` };
		default: return { short: 'Connecting', long: null };
	}
}

/** Keeps the strip and the small state at the name up to date. */
export function watchConnection(client, { strip, pill }) {
	let timer = 0, resumed = null;
	const draw = () => {
		const { short, long } = connectionWords(client.state, Date.now(), client.outbox.length);
		const word = pill.querySelector('span');
		if (word.textContent !== short) word.textContent = short;
		pill.dataset.state = client.state.state;
		const text = resumed ?? long;
		strip.hidden = !text;
		strip.dataset.state = resumed ? 'resumed' : client.state.state;
		if (!text) return strip.replaceChildren();
		strip.replaceChildren(h('span', {}, text), client.state.state === 'lost' ? button('Try now', () => client.retry()) : '');
	};
	client.addEventListener('state', () => {
		if (client.state.state !== 'open' && client.state.state !== 'fallback') resumed = null;
		clearInterval(timer);
		if (client.state.state === 'lost') timer = setInterval(draw, 1_000);
		draw();
	});
	client.addEventListener('resumed', ({ detail }) => {
		resumed = `Connected again. ${detail.missed === 0 ? 'Nothing was missed.' : detail.missed === 1 ? 'One message that was missed is here.' : `${detail.missed} messages that were missed are here.`}`;
		draw();
		setTimeout(() => { resumed = null; draw(); }, 5_000);
	});
	client.addEventListener('outbox', draw);
	draw();
}
