// The live map of nodes and links in SVG, and the waves of messages along them.
import { h, svg } from './dom.js';
import { Layout, wavefront } from './layout.js';
import { hueOf, nameOf, quality, roundTripText, shortName } from './text.js';

const HopMs = 380, WavesMax = 10, calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The mesh as it is drawn: one layout that any number of views show. */
export class MeshMap {
	#frame = 0;
	constructor() { this.layout = new Layout(); this.views = []; this.waves = []; this.self = null; this.links = []; }

	update({ nodes, links }) {
		const joined = new Map();
		// Both ends tell of a link.
		for (const link of links) {
			const key = [link.from, link.to].sort().join(' '), held = joined.get(key);
			if (!held || (held.roundTripMs === null && link.roundTripMs !== null)) joined.set(key, link);
		}
		this.links = [...joined.values()];
		this.self = nodes.find(n => n.self)?.peer ?? null;
		const changed = this.layout.update(nodes.map(n => ({ id: n.peer, ...n, name: nameOf(n.name) })), this.links);
		for (const view of this.views) view.rebuild();
		if (changed && calm.matches) { this.layout.settle(); for (const view of this.views) view.draw(true); } else this.#run();
	}

	/** Lets a message run from the node where it was said. */
	wave(origin) {
		const from = this.layout.nodes.has(origin) ? origin : this.self;
		if (!from || this.waves.length >= WavesMax || document.hidden || !this.views.some(v => v.visible)) return;
		this.waves.push({ begin: performance.now(), origin: from, ...wavefront(from, this.links), arrived: new Set() });
		this.#run();
	}

	warm() { this.layout.warm(); this.#run(); }

	#run() { this.#frame ||= requestAnimationFrame(now => this.#tick(now)); }

	#tick(now) {
		this.#frame = 0;
		const moving = this.layout.step();
		for (const wave of this.waves) for (const view of this.views) if (view.visible) view.drawWave(wave, now);
		for (const wave of this.waves) for (const s of wave.steps) if (now - wave.begin > (s.depth + 1) * HopMs) wave.arrived.add(s.to);
		for (const wave of this.waves.filter(w => now - w.begin > (w.depth + 2.5) * HopMs)) {
			this.waves.splice(this.waves.indexOf(wave), 1);
			for (const view of this.views) view.endWave(wave);
		}
		let drifting = false;
		for (const view of this.views) if (view.visible) drifting = view.draw() || drifting;
		if (moving || drifting || this.waves.length > 0) this.#run();
	}
}

export class MapView {
	#nodes = new Map(); #links = []; #drawn = new Map(); #box = null;

	constructor(container, map, { compact = false, say = () => {} } = {}) {
		Object.assign(this, { container, map, compact, say });
		this.canvas = svg('svg', { role: 'img', class: compact ? 'mesh compact' : 'mesh', preserveAspectRatio: 'xMidYMid meet' });
		this.linkLayer = svg('g');
		this.waveLayer = svg('g');
		this.nodeLayer = svg('g');
		this.canvas.append(this.linkLayer, this.waveLayer, this.nodeLayer);
		container.append(this.canvas);
		map.views.push(this);
		new ResizeObserver(() => { this.#box = null; this.draw(true); }).observe(container);
	}

	get visible() { return this.container.clientWidth > 0; }

	rebuild() {
		const { layout, links, self } = this.map;
		this.#nodes.clear();
		this.nodeLayer.replaceChildren(...[...layout.nodes.values()].map(node => {
			const radius = node.self ? 13 : node.neighbour ? 10 : 8;
			const title = svg('title', {}, node.self ? `${node.name} (this node)` : `${node.name}, ${node.neighbour ? 'linked here' : node.hops > 0 ? `${node.hops} hops` : 'heard of'}`);
			const element = svg(node.self ? 'g.node.self' : 'g.node', { hue: hueOf(node.id), 'data-peer': node.id }, title,
				svg('circle.halo', { r: radius + 7 }), svg('circle.body', { r: radius }),
				this.compact ? null : svg('text', { y: radius + 17 }, node.self ? `${shortName(node.name)} · you` : shortName(node.name)));
			this.#nodes.set(node.id, element);
			return element;
		}));
		this.#links = links.filter(l => this.#nodes.has(l.from) && this.#nodes.has(l.to));
		this.linkLayer.replaceChildren(...this.#links.map(link => svg('line', { 'data-quality': quality(link.roundTripMs) },
			svg('title', {}, `${layout.nodes.get(link.from).name} – ${layout.nodes.get(link.to).name}: ${roundTripText(link.roundTripMs)}`))));
		const count = layout.nodes.size;
		this.canvas.setAttribute('aria-label', count <= 1
			? 'Map of the mesh: only this node so far.'
			: `Map of the mesh: ${count} nodes and ${this.#links.length} ${this.#links.length === 1 ? 'link' : 'links'}. Linked with ${layout.nodes.get(self)?.name ?? 'this node'}: ${[...layout.nodes.values()].filter(n => n.neighbour).map(n => n.name).join(', ') || 'nobody'}.`);
		this.say(count, this.#links.length);
		this.draw();
	}

	/** Puts everything where the layout has it; true while the view itself still glides. */
	draw(atOnce = false) {
		if (!this.visible) return false;
		const { nodes } = this.map.layout;
		for (const [id, element] of this.#nodes) { const n = nodes.get(id); if (n) element.setAttribute('transform', `translate(${n.x.toFixed(1)} ${n.y.toFixed(1)})`); }
		this.#links.forEach((link, i) => {
			const a = nodes.get(link.from), b = nodes.get(link.to), line = this.linkLayer.children[i];
			if (!a || !b) return;
			line.setAttribute('x1', a.x.toFixed(1)); line.setAttribute('y1', a.y.toFixed(1));
			line.setAttribute('x2', b.x.toFixed(1)); line.setAttribute('y2', b.y.toFixed(1));
		});
		return this.#look(atOnce || calm.matches);
	}

	// The view glides to a box around everything, never closer than a few nodes deserve.
	#look(atOnce) {
		const box = this.map.layout.box(), margin = this.compact ? 42 : 74, { clientWidth: w, clientHeight: hh } = this.container;
		const least = this.compact ? 250 : 400, aspect = w / Math.max(1, hh);
		let width = Math.max(box.width + 2 * margin, least), height = Math.max(box.height + 2 * margin, least / aspect);
		if (width / height < aspect) width = height * aspect; else height = width / aspect;
		const wanted = [box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2, width, height];
		if (atOnce || !this.#box) this.#box = wanted; else this.#box = this.#box.map((v, i) => v + (wanted[i] - v) * 0.12);
		this.canvas.setAttribute('viewBox', this.#box.map(v => v.toFixed(1)).join(' '));
		return Math.max(...wanted.map((v, i) => Math.abs(v - this.#box[i]))) > 0.5;
	}

	drawWave(wave, now) {
		const held = this.#drawn.get(wave) ?? this.#beginWave(wave);
		if (calm.matches) return;
		const { nodes } = this.map.layout, t = (now - wave.begin) / HopMs;
		wave.steps.forEach((step, i) => {
			const part = t - step.depth, a = nodes.get(step.from), b = nodes.get(step.to);
			if (part < 0 || part > 1 || !a || !b) { held.dots[i]?.remove(); if (part > 1 && !wave.arrived.has(step.to)) this.#ring(held, step.to); return; }
			const dot = held.dots[i] ??= svg('circle.dot', { r: this.compact ? 4 : 5 });
			if (!dot.isConnected) this.waveLayer.append(dot);
			const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
			dot.setAttribute('cx', a.x + (b.x - a.x) * eased);
			dot.setAttribute('cy', a.y + (b.y - a.y) * eased);
		});
	}

	endWave(wave) {
		const held = this.#drawn.get(wave);
		this.#drawn.delete(wave);
		for (const element of held?.all ?? []) element.remove();
		for (const dot of held?.dots ?? []) dot?.remove();
		for (const id of held?.lit ?? []) this.#nodes.get(id)?.classList.remove('lit');
	}

	#beginWave(wave) {
		const held = { dots: [], all: [], lit: new Set() };
		this.#drawn.set(wave, held);
		this.#ring(held, wave.origin);
		if (calm.matches) for (const step of wave.steps) this.#ring(held, step.to);
		return held;
	}

	// Where motion is not wanted, lighting up is all.
	#ring(held, id) {
		if (held.lit.has(id)) return;
		held.lit.add(id);
		this.#nodes.get(id)?.classList.add('lit');
		const n = this.map.layout.nodes.get(id);
		if (!n || calm.matches) return;
		const ring = svg('circle.ring', { cx: n.x, cy: n.y, r: 12 });
		held.all.push(ring);
		this.waveLayer.append(ring);
	}
}

export function mapSection(section, map) {
	const counts = h('p.map-counts', { role: 'status' });
	const field = h('div.map-field');
	section.append(h('div.map-head', {}, h('h2', {}, 'The mesh from here'), counts), field,
		h('dl.legend', { 'aria-label': 'Legend' }, [4, 3, 2, 1, 0].map(q => h('div', {}, h('dt', {}, svg('svg', { viewBox: '0 0 30 6', width: 30, height: 6, 'aria-hidden': 'true', class: 'mesh' }, svg('line', { x1: 0, y1: 3, x2: 30, y2: 3, 'data-quality': q }))), h('dd', {}, ['not measured', 'over 120 ms', 'under 120 ms', 'under 40 ms', 'under 10 ms'][q])))));
	return new MapView(field, map, {
		say: (nodes, links) => { counts.textContent = nodes <= 1 ? 'Only this node so far.' : `${nodes} nodes, ${links} ${links === 1 ? 'link' : 'links'}`; },
	});
}
