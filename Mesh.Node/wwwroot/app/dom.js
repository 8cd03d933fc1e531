/** h('a.link', { href }, 'text'): a tag with classes, attributes (functions become listeners), children. Text is no markup. */
export function h(tag, attributes = {}, ...children) {
	const [name, ...classes] = tag.split('.');
	return fill(document.createElement(name || 'div'), classes, attributes, children);
}

/** The same in SVG. */
export function svg(tag, attributes = {}, ...children) {
	const [name, ...classes] = tag.split('.');
	return fill(document.createElementNS('http://www.w3.org/2000/svg', name), classes, attributes, children);
}

function fill(node, classes, attributes, children) {
	if (classes.length > 0) node.classList.add(...classes);
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === 'function') node.addEventListener(key, value);
		else if (key === 'hue') node.style.setProperty('--hue', value);
		else if (value === true) node.setAttribute(key, '');
		else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
	}
	node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
	return node;
}

export const byId = id => document.getElementById(id);

/** An icon drawn by one path on a 24 by 24 field. */
export function icon(path) {
	return svg('svg', { viewBox: '0 0 24 24' }, svg('path', { d: path }));
}

export const button = (words, click) => h('button.soft', { type: 'button', click }, words);

export const iconButton = (label, key, path, click) => h('button.icon', { type: 'button', 'aria-label': label, title: `${label} (${key})`, click }, icon(path));

/** The links that a message crossed, drawn: a dot for each node on the way. */
export function hopGlyph(hops) {
	const shown = Math.min(hops, 5), width = 6 + shown * 9;
	const glyph = svg('svg.hops', { viewBox: `0 0 ${width} 6`, width, height: 6, 'aria-hidden': 'true' }, svg('path', { d: `M3 3h${shown * 9}` }));
	for (let i = 0; i <= shown; i++) glyph.append(svg('circle', { cx: 3 + i * 9, cy: 3, r: i === 0 || i === shown ? 2.4 : 1.7 }));
	return glyph;
}

/** Four bars for the quality of a link. */
export function bars(quality, label) {
	const glyph = svg('svg.bars', { viewBox: '0 0 18 12', width: 18, height: 12, role: 'img', 'aria-label': label, 'data-quality': quality });
	for (let i = 0; i < 4; i++) glyph.append(svg(i < quality ? 'rect.on' : 'rect', { x: i * 4.6, y: 9 - i * 3, width: 3.2, height: 3 + i * 3, rx: 1 }));
	return glyph;
}

export const hopsInWords = hops => hops === 0 ? 'here' : hops === 1 ? '1 hop' : `${hops} hops`;
