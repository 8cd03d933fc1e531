// Where the nodes of the map stand: springs, repulsion, a pull to the middle. Deterministic and pure.
// After Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991).

const Spring = 0.045, Repulsion = 5_200, Middle = 0.012, Damping = 0.82, CoolBy = 0.985, Cold = 0.03, NodesMax = 400;

/** A slow link is longer, so that distance means something. */
export const restLength = roundTripMs => 84 + 22 * Math.log10(1 + Math.max(0, roundTripMs ?? 12));

export class Layout {
	constructor() { this.nodes = new Map(); this.links = []; this.heat = 0; }

	/** Takes nodes { id, hops, self } and links { from, to, roundTripMs }; those that stay keep their places. */
	update(nodes, links) {
		const before = this.nodes;
		this.nodes = new Map();
		let changed = nodes.length !== before.size || links.length !== this.links.length;
		nodes.slice(0, NodesMax).forEach((node, index) => {
			const held = before.get(node.id);
			changed ||= !held;
			this.nodes.set(node.id, { ...this.#place(node, index, before, links), ...held, ...node });
		});
		this.links = links.filter(l => this.nodes.has(l.from) && this.nodes.has(l.to) && l.from !== l.to);
		if (changed) this.heat = 1;
		return changed;
	}

	// A new node begins beside a placed neighbour, else on a spiral; never two at one point.
	#place(node, index, before, links) {
		const link = links.find(l => (l.from === node.id && before.has(l.to)) || (l.to === node.id && before.has(l.from)));
		const near = link ? before.get(link.from === node.id ? link.to : link.from) : null;
		const angle = index * 2.399963, radius = node.self ? 0 : near ? 60 : 70 * (node.hops ?? 1) + 6 * Math.sqrt(index);
		return { x: (near?.x ?? 0) + radius * Math.cos(angle), y: (near?.y ?? 0) + radius * Math.sin(angle), vx: 0, vy: 0 };
	}

	get settled() { return this.heat < Cold; }

	/** One step; false when nothing moves any more. */
	step() {
		if (this.settled) return false;
		const all = [...this.nodes.values()];
		for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) repel(all[i], all[j], this.heat);
		for (const link of this.links) pull(this.nodes.get(link.from), this.nodes.get(link.to), restLength(link.roundTripMs), this.heat);
		for (const node of all) {
			// A wide screen: the pull is stronger up and down.
			node.vx = (node.vx - node.x * Middle * this.heat) * Damping;
			node.vy = (node.vy - node.y * Middle * 1.7 * this.heat) * Damping;
			const speed = Math.hypot(node.vx, node.vy), most = 24;
			const scale = speed > most ? most / speed : 1;
			node.x += node.vx * scale;
			node.y += node.vy * scale;
		}
		this.heat *= CoolBy;
		return !this.settled;
	}

	/** Runs until nothing moves. */
	settle(stepsMax = 400) { for (let i = 0; i < stepsMax && this.step(); i++); }

	warm(heat = 0.5) { this.heat = Math.max(this.heat, heat); }

	/** The smallest box around all nodes. */
	box() {
		const xs = [...this.nodes.values()].map(n => n.x), ys = [...this.nodes.values()].map(n => n.y);
		if (xs.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
		const x = Math.min(...xs), y = Math.min(...ys);
		return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
	}
}

function repel(a, b, heat) {
	let dx = a.x - b.x, dy = a.y - b.y, squared = dx * dx + dy * dy;
	if (squared < 1) { dx = 0.6; dy = 0.8; squared = 1; }
	const force = heat * Repulsion / squared / Math.sqrt(squared);
	a.vx += dx * force; a.vy += dy * force;
	b.vx -= dx * force; b.vy -= dy * force;
}

function pull(a, b, length, heat) {
	const dx = b.x - a.x, dy = b.y - a.y, distance = Math.hypot(dx, dy) || 1;
	const force = heat * Spring * (distance - length) / distance;
	a.vx += dx * force; a.vy += dy * force;
	b.vx -= dx * force; b.vy -= dy * force;
}

/** How a message runs through the mesh from `origin`: { steps: [{ from, to, depth }], depth } by breadth first. */
export function wavefront(origin, links) {
	const neighbours = new Map();
	const add = (a, b) => { if (!neighbours.has(a)) neighbours.set(a, new Set()); neighbours.get(a).add(b); };
	for (const link of links) { add(link.from, link.to); add(link.to, link.from); }
	const seen = new Set([origin]), steps = [];
	let front = [origin], depth = 0;
	while (front.length > 0) {
		const next = [];
		for (const from of front) {
			for (const to of neighbours.get(from) ?? []) {
				if (seen.has(to)) continue;
				seen.add(to);
				next.push(to);
				steps.push({ from, to, depth });
			}
		}
		if (next.length > 0) depth++;
		front = next;
	}
	return { steps, depth };
}
