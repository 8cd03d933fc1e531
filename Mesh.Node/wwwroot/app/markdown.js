// A subset of Markdown for slides. Parsing is pure; the tree becomes elements, no text is read as markup.
import { harmless } from './text.js';

const SlidesMax = 500, DepthMax = 8, LookMax = 1_000;

/** The slides of a deck: texts between lines of exactly "---" outside fenced code. An empty part counts. */
export function splitSlides(text) {
	const slides = [[]];
	let fence = null;
	for (const line of lines(text)) {
		const wasOpen = fence !== null;
		fence = fenceAfter(fence, line);
		if (!wasOpen && fence === null && line === '---') slides.push([]); else slides.at(-1).push(line);
	}
	return slides.slice(0, SlidesMax).map(slide => slide.join('\n').replace(/^(\s*\n)+/, '').trimEnd());
}

const lines = text => text.replace(/\r\n?/g, '\n').split('\n');

// Fenced code that is open after a line: { mark, count }, or null (CommonMark 0.31, section 4.5).
function fenceAfter(fence, line) {
	const [, mark, rest] = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line) ?? [];
	if (!mark) return fence;
	if (fence) return mark[0] === fence.mark && mark.length >= fence.count && rest.trim() === '' ? null : fence;
	return mark[0] === '`' && rest.includes('`') ? null : { mark: mark[0], count: mark.length };
}

export function deckTitle(text) {
	let fence = null;
	for (const line of lines(text)) {
		const wasOpen = fence !== null;
		fence = fenceAfter(fence, line);
		const heading = wasOpen || fence ? null : headingOf(line)?.text.slice(0, LookMax);
		if (heading) return harmless(plain(parseInline(heading))).slice(0, 80);
	}
	return 'Slides without a title';
}

/** Blocks of a text: { type: heading | paragraph | list | quote | code | rule, ... }. */
export function parseBlocks(text, depth = 0) {
	const all = Array.isArray(text) ? text : lines(harmless(withoutComments(text)));
	const blocks = [];
	let at = 0;
	while (at < all.length) {
		if (all[at].trim() === '') { at++; continue; }
		const [block, next] = readBlock(all, at, depth);
		blocks.push(block);
		at = next;
	}
	return blocks;
}

// Comments are notes of the author, not for the audience.
function withoutComments(text) {
	let shown = '', from = 0;
	for (let open; (open = text.indexOf('<!--', from)) >= 0;) {
		const end = text.indexOf('-->', open + 4);
		if (end < 0) break;
		shown += text.slice(from, open);
		from = end + 3;
	}
	return shown + text.slice(from);
}

function readBlock(lines, at, depth) {
	const line = lines[at];
	const fence = /^\s{0,3}(`{3,}|~{3,})\s*([\w+-]*)/.exec(line);
	if (fence) return readFence(lines, at, fence);
	const heading = headingOf(line);
	if (heading) return [{ type: 'heading', level: heading.level, inline: parseInline(heading.text) }, at + 1];
	if (isRule(line)) return [{ type: 'rule' }, at + 1];
	if (/^\s{0,3}>/.test(line) && depth < DepthMax) return readQuote(lines, at, depth);
	if (itemOf(line) && depth < DepthMax) return readList(lines, at, depth);
	return readParagraph(lines, at, depth);
}

// A loop takes the end off, in linear time.
function headingOf(line) {
	const [start, mark] = /^\s{0,3}(#{1,6})\s+/.exec(line) ?? [];
	if (!mark) return null;
	let end = line.length;
	while (end > start.length && (line[end - 1] === '#' || line[end - 1].trim() === '')) end--;
	return { level: mark.length, text: line.slice(start.length, end) };
}

const isRule = line => /^\s{0,3}[*_-]/.test(line) && /^(.)\1\1+$/.test(line.replace(/\s+/g, ''));

function itemOf(line) {
	const found = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/s.exec(line);
	if (!found || isRule(line)) return null;
	return { indent: found[1].length, ordered: /\d/.test(found[2]), start: parseInt(found[2], 10), width: found[1].length + found[2].length + Math.min(found[3].length, 4), text: found[4] };
}

function readFence(lines, at, [, mark, language]) {
	const body = [];
	let next = at + 1;
	for (; next < lines.length; next++) {
		const line = lines[next].trim();
		if (line.length >= mark.length && line === mark[0].repeat(line.length)) { next++; break; }
		body.push(lines[next]);
	}
	return [{ type: 'code', language, text: body.join('\n') }, next];
}

function readQuote(lines, at, depth) {
	const body = [];
	let next = at;
	for (; next < lines.length && lines[next].trim() !== ''; next++) body.push(lines[next].replace(/^\s{0,3}>\s?/, ''));
	return [{ type: 'quote', blocks: parseBlocks(body, depth + 1) }, next];
}

function readList(lines, at, depth) {
	const first = itemOf(lines[at]), items = [];
	let next = at;
	while (next < lines.length) {
		const item = itemOf(lines[next]);
		if (!item || item.indent > first.indent + 3 || item.indent < first.indent || item.ordered !== first.ordered) break;
		const body = [item.text];
		next++;
		while (next < lines.length) {
			const line = lines[next], indent = line.search(/\S/);
			if (indent >= 0 && indent <= first.indent + 1 && (itemOf(line) || lines[next - 1].trim() === '' || startsBlock(line))) break;
			if (indent < 0 && (next + 1 >= lines.length || lines[next + 1].search(/\S/) < item.indent + 2)) { next++; break; }
			body.push(indent >= item.width ? line.slice(item.width) : line.trimStart());
			next++;
		}
		items.push(parseBlocks(body, depth + 1));
	}
	return [{ type: 'list', ordered: first.ordered, start: first.ordered ? first.start : 1, items }, next];
}

const startsBlock = line => /^\s{0,3}(#{1,6}\s|>|`{3,}|~{3,})/.test(line) || isRule(line);

function readParagraph(lines, at, depth) {
	const body = [lines[at].trim()];
	let next = at + 1;
	for (; next < lines.length && lines[next].trim() !== '' && !startsBlock(lines[next]) && !(itemOf(lines[next]) && depth < DepthMax); next++) body.push(lines[next].trim());
	return [{ type: 'paragraph', inline: parseInline(body.join('\n')) }, next];
}

const InlinePatterns = [
	['escape', /^\\([\\`*_{}[\]()#+\-.!>~|])/],
	['code', /^(?=(`+))\1([^`]|[^`][\s\S]*?[^`])\1(?!`)/],
	['escape', /^(`+)/],
	['link', /^!?\[([^[\]\n]{0,500})\]\(\s{0,9}<?(?=([^\s)<>]{0,2000}))\2>?(?:\s{1,9}"[^"]*")?\s{0,9}\)/],
	['bare', /^https?:\/\/[^\s<>"'`)\]]+[^\s<>"'`)\].,;:!?]/i],
];

const Marks = [['**', 'strong', /(?<=\S)\*\*(?!\*)/g], ['__', 'strong', /(?<=\S)__(?!\*)/g], ['*', 'emphasis', /(?<=\S)\*(?!\w)/g], ['_', 'emphasis', /(?<=\S)_(?!\w)/g]];

/** Pieces of a line: { type: text | code | strong | emphasis | link | break, ... }. */
export function parseInline(text, depth = 0) {
	const pieces = [], closes = {};
	let plainText = '', at = 0;
	const flush = () => { if (plainText) pieces.push({ type: 'text', text: plainText }); plainText = ''; };
	while (at < text.length) {
		if (text[at] === '\n') { flush(); pieces.push({ type: 'break' }); at++; continue; }
		const found = /[\\`![h*_]/i.test(text[at]) ? pieceAt(text, at, depth, closes) : null;
		if (!found) { plainText += text[at++]; continue; }
		if (found.piece.type === 'text') plainText += found.piece.text; else { flush(); pieces.push(found.piece); }
		at += found.length;
	}
	flush();
	return pieces;
}

function pieceAt(text, at, depth, closes) {
	const rest = text.slice(at, at + LookMax), inWord = at > 0 && /\w/.test(text[at - 1]);
	for (const [name, pattern] of '*_'.includes(rest[0]) ? [] : InlinePatterns) {
		if (inWord && name === 'bare') continue;
		const found = pattern.exec(rest);
		if (!found) continue;
		const piece = {
			escape: () => ({ type: 'text', text: found[1] }),
			code: () => ({ type: 'code', text: found[2].trim() }),
			link: () => linkPiece(found[1], found[2], depth),
			bare: () => linkPiece(found[0], found[0], depth),
		}[name]();
		return { piece, length: found[0].length };
	}
	// Where a mark closes next is kept: the text is looked through once for each.
	for (const [mark, type, closer] of Marks) {
		const from = at + mark.length;
		if (!text.startsWith(mark, at) || !text[from]?.trim() || inWord && mark[0] === '_') continue;
		if (!(closes[mark] > from)) { closer.lastIndex = from + 1; closes[mark] = closer.exec(text)?.index ?? Infinity; }
		if (closes[mark] === Infinity) continue;
		const inner = text.slice(from, closes[mark]);
		return { piece: { type, inline: depth < DepthMax ? parseInline(inner, depth + 1) : [{ type: 'text', text: inner }] }, length: inner.length + 2 * mark.length };
	}
	return null;
}

function linkPiece(label, href, depth) {
	const inline = depth < DepthMax && label !== href ? parseInline(label, DepthMax) : [{ type: 'text', text: label }];
	return safeHref(href) ? { type: 'link', href, inline } : { type: 'strong', inline };
}

/** Only addresses that a person can follow without running anything. */
export const safeHref = href => /^(https?:\/\/|mailto:)/i.test(href) && URL.canParse(href);

const plain = pieces => pieces.map(p => p.text ?? (p.inline ? plain(p.inline) : ' ')).join('');

export function renderBlocks(blocks, h) {
	return blocks.map(block => ({
		heading: () => h(`h${Math.min(6, block.level + 1)}`, { 'data-level': block.level }, renderInline(block.inline, h)),
		paragraph: () => h('p', {}, renderInline(block.inline, h)),
		quote: () => h('blockquote', {}, renderBlocks(block.blocks, h)),
		code: () => h('pre', { tabindex: '0' }, h('code', {}, block.text)),
		rule: () => h('hr'),
		list: () => h(block.ordered ? 'ol' : 'ul', block.ordered && block.start !== 1 ? { start: block.start } : {}, block.items.map(item => h('li', {}, renderItem(item, h)))),
	})[block.type]());
}

const renderItem = (item, h) => item[0]?.type === 'paragraph'
	? [...renderInline(item[0].inline, h), ...renderBlocks(item.slice(1), h)]
	: renderBlocks(item, h);

function renderInline(pieces, h) {
	return pieces.map(piece => ({
		text: () => piece.text,
		break: () => h('br'),
		code: () => h('code', {}, piece.text),
		strong: () => h('strong', {}, renderInline(piece.inline, h)),
		emphasis: () => h('em', {}, renderInline(piece.inline, h)),
		link: () => h('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer' }, renderInline(piece.inline, h)),
	})[piece.type]());
}
