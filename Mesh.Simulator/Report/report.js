'use strict';
window.addEventListener('error', event => { document.documentElement.dataset.error = event.message; });
const figures = JSON.parse(document.getElementById('figures').textContent);
const svgNames = 'http://www.w3.org/2000/svg';

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shape(parent, name, attributes, text) {
  const made = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

function number(value) {
  const size = Math.abs(value);
  if (size >= 1e9) return trim(value / 1e9) + ' G';
  if (size >= 1e6) return trim(value / 1e6) + ' M';
  if (size >= 1e3) return trim(value / 1e3) + ' k';
  return trim(value);
}

function trim(value) {
  const size = Math.abs(value);
  return String(+value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
}

function duration(ms) {
  if (ms < 1000) return ms ? trim(ms) + ' ms' : '0';
  if (ms < 120e3) return trim(ms / 1e3) + ' s';
  if (ms < 7200e3) return trim(ms / 60e3) + ' min';
  return trim(ms / 3600e3) + ' h';
}

const units = {
  '%': value => trim(value) + ' %',
  ms: duration,
  s: value => duration(value * 1000),
  'B/s': value => number(value) + (value >= 1e3 ? 'B/s' : ' B/s'),
  B: value => number(value) + (value >= 1e3 ? 'B' : ' B'),
  '': number,
};

/* A value of a curve at x: stairs keep the last point's, lines go straight to the next. */
function valueAt(series, x, isStair) {
  const points = series.points;
  let low = 0, high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] <= x) low = middle + 1; else high = middle;
  }
  if (low === 0) return isStair ? 0 : points.length ? points[0][1] : 0;
  const from = points[low - 1];
  if (isStair || low === points.length) return from[1];
  const to = points[low];
  return from[1] + (to[1] - from[1]) * (x - from[0]) / (to[0] - from[0]);
}

function niceStep(span, count) {
  const rough = span / count, power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find(factor => factor * power >= rough);
}

function scaleOf(axis, low, high, from, to) {
  if (axis.log) {
    const first = Math.log10(low), span = Math.log10(high) - first || 1, ticks = [];
    const stride = Math.max(1, Math.ceil(span / (Math.abs(to - from) / 62)));
    for (let power = Math.ceil(first - 1e-9); power <= Math.floor(first + span + 1e-9); power += stride) ticks.push(10 ** power);
    const place = value => from + (to - from) * (Math.log10(Math.max(value, low)) - first) / span;
    return { place, ticks, back: pixel => 10 ** (first + span * (pixel - from) / (to - from)) };
  }
  const span = high - low || 1, ticks = [];
  let step = niceStep(span, Math.max(2, Math.abs(to - from) / 70));
  if (axis.whole) step = Math.max(1, step);
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-6; at += step) ticks.push(+at.toPrecision(12));
  return { place: value => from + (to - from) * (value - low) / span, ticks, back: pixel => low + span * (pixel - from) / (to - from) };
}

function frame(host, spec, low, high, top) {
  const width = Math.max(260, host.clientWidth), height = host.clientHeight || 270;
  const longest = Math.max(0, ...spec.series.map(series => series.name.length));
  const right = spec.bars ? 12 : Math.min(width * 0.3, 18 + longest * 6.6);
  const svg = shape(host, 'svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', tabindex: 0, 'aria-label': spec.title + '. ' + spec.note });
  const y = scaleOf(spec.y, 0, top, height - 40, 12);
  const left = 14 + Math.max(...y.ticks.map(tick => units[spec.y.unit](tick).length)) * 6.4;
  const x = scaleOf(spec.x, low, high, left, width - right);
  for (const tick of y.ticks) {
    shape(svg, 'line', { class: 'grid', x1: left, x2: width - right, y1: y.place(tick), y2: y.place(tick) });
    shape(svg, 'text', { x: left - 7, y: y.place(tick) + 4, 'text-anchor': 'end' }, units[spec.y.unit](tick));
  }
  shape(svg, 'line', { class: 'axis', x1: left, x2: width - right, y1: y.place(0), y2: y.place(0) });
  for (const tick of spec.bars ? [] : x.ticks) {
    shape(svg, 'line', { class: 'axis', x1: x.place(tick), x2: x.place(tick), y1: y.place(0), y2: y.place(0) + 4 });
    shape(svg, 'text', { x: x.place(tick), y: y.place(0) + 17, 'text-anchor': 'middle' }, units[spec.x.unit](tick));
  }
  shape(svg, 'text', { x: (left + width - right) / 2, y: height - 5, 'text-anchor': 'middle' }, spec.x.label);
  return { svg, x, y, left, right: width - right, width, base: y.place(0) };
}

function drawCurves(host, spec) {
  const all = spec.series.flatMap(series => series.points);
  const positive = all.map(point => point[0]).filter(value => value > 0);
  let low = 0, high = spec.x.max || Math.max(0, ...positive) || 1;
  if (spec.x.log) {
    low = 10 ** Math.floor(Math.log10(Math.max(0.01, Math.min(high, ...positive))));
    high = Math.max(10 ** Math.ceil(Math.log10(high) - 1e-9), low * 10);
  }
  const top = spec.y.max || Math.max(...all.map(point => point[1]), 1e-9) * 1.06;
  const { svg, x, y, left, right, base } = frame(host, spec, low, high, top);
  const labels = [];
  for (const series of spec.series) {
    if (!series.points.length) continue;
    let path = '', last = null;
    for (const [px, py] of series.points) {
      const to = `${x.place(px).toFixed(1)},${y.place(py).toFixed(1)}`;
      path += !last ? (spec.stairs ? `M${x.place(px).toFixed(1)},${base}V${y.place(py).toFixed(1)}` : 'M' + to) : (spec.stairs ? `H${x.place(px).toFixed(1)}V${y.place(py).toFixed(1)}` : 'L' + to);
      last = [px, py];
    }
    if (spec.stairs) path += `H${right}`;
    shape(svg, 'path', { class: 'curve ' + series.key, d: path });
    labels.push({ series, at: y.place(last[1]) });
  }
  labels.sort((a, b) => a.at - b.at);
  for (let i = 1; i < labels.length; i++) labels[i].at = Math.max(labels[i].at, labels[i - 1].at + 14);
  const over = labels.length ? labels[labels.length - 1].at - base : 0;
  for (const label of labels) {
    shape(svg, 'text', { class: 'name ' + label.series.key, x: right + 6, y: label.at - Math.max(0, over) + 4 }, label.series.name);
  }
  const read = at => ({ x: at, pixel: x.place(at), head: units[spec.x.unit](at), rows: spec.series.map(series => ({ series, value: valueAt(series, at, spec.stairs), pixel: y.place(valueAt(series, at, spec.stairs)) })) });
  point(host, svg, spec, { left, right, base, read: pixel => read(x.back(pixel)), stride: (right - left) / 50, dots: true });
  return rowsOf(spec, x, low, high).map(read);
}

/* The places that the table under a chart shows: 1, 2, 5 of each decade, or a dozen even ones. */
function rowsOf(spec, x, low, high) {
  const rows = [];
  if (spec.x.log) {
    for (let decade = low; decade < high * 1.001; decade *= 10) for (const factor of [1, 2, 5]) if (decade * factor <= high * 1.001) rows.push(+(decade * factor).toPrecision(6));
  } else {
    for (let i = 0; i <= 12; i++) rows.push(low + (high - low) * i / 12);
  }
  return rows;
}

function drawBars(host, spec) {
  const count = Math.max(...spec.series.map(series => series.points.length), 1);
  const heights = spec.series.flatMap(series => series.points.map(value => Array.isArray(value) ? value.reduce((sum, part) => sum + part, 0) : value));
  const { svg, y, left, right, base } = frame(host, spec, 0, count, Math.max(...heights, 1e-9) * 1.06);
  const abreast = spec.parts ? 1 : spec.series.length, slot = (right - left) / count, bar = Math.min(46, slot * 0.8 / abreast);
  const every = Math.ceil(count * 34 / (right - left));
  for (let i = 0; i < count; i++) {
    const start = left + slot * (i + 0.5) - bar * abreast / 2;
    spec.series.forEach((series, place) => {
      let from = 0;
      [series.points[i] || 0].flat().forEach((part, layer) => {
        shape(svg, 'rect', { class: `bar ${series.key} b${layer}`, x: start + bar * (spec.parts ? 0 : place), width: Math.max(1, bar - 1), y: y.place(from + part), height: Math.max(0, y.place(from) - y.place(from + part)) });
        from += part;
      });
    });
    if (i % every === 0) shape(svg, 'text', { x: left + slot * (i + 0.5), y: base + 17, 'text-anchor': 'middle' }, spec.categories[i]);
  }
  const read = i => ({ pixel: left + slot * (i + 0.5), head: spec.head(i), rows: spec.series.flatMap(series => spec.parts
    ? spec.parts.map((part, layer) => ({ series, label: part, value: [series.points[i] || 0].flat()[layer] || 0 }))
    : [{ series, value: series.points[i] || 0 }]) });
  const shown = i => spec.parts ? { ...read(i), rows: read(i).rows.filter(row => row.series.name === spec.categories[i]) } : read(i);
  point(host, svg, spec, { left, right, base, read: pixel => shown(Math.min(count - 1, Math.max(0, Math.floor((pixel - left) / slot)))), stride: slot });
  return Array.from({ length: count }, (_, i) => shown(i));
}

/* Shows values where the pointer is, or where the arrow keys went. */
function point(host, svg, spec, plot) {
  const rule = shape(svg, 'line', { class: 'rule', y1: 8, y2: plot.base, visibility: 'hidden' });
  const dots = spec.series.map(series => shape(svg, 'circle', { class: 'dot ' + series.key, r: 3.5, visibility: 'hidden' }));
  const tip = element('div', { class: 'tip', role: 'status', hidden: '' });
  host.append(tip);
  let pixel = (plot.left + plot.right) / 2;
  function show(at) {
    pixel = Math.min(plot.right, Math.max(plot.left, at));
    const seen = plot.read(pixel);
    rule.setAttribute('x1', seen.pixel); rule.setAttribute('x2', seen.pixel); rule.setAttribute('visibility', 'visible');
    if (plot.dots) seen.rows.forEach((row, i) => { dots[i].setAttribute('cx', seen.pixel); dots[i].setAttribute('cy', row.pixel); dots[i].setAttribute('visibility', 'visible'); });
    tip.replaceChildren(element('strong', {}, seen.head), ...seen.rows.map(row => element('div', {}, element('i', { class: 'key ' + row.series.key }), row.label || row.series.name, element('b', {}, units[spec.y.unit](row.value)))));
    tip.hidden = false;
    const scale = host.clientWidth / svg.viewBox.baseVal.width;
    const half = host.clientWidth / 2;
    tip.style.left = seen.pixel * scale > half ? 'auto' : seen.pixel * scale + 12 + 'px';
    tip.style.right = seen.pixel * scale > half ? host.clientWidth - seen.pixel * scale + 12 + 'px' : 'auto';
  }
  function hide() {
    tip.hidden = true;
    for (const mark of [rule, ...dots]) mark.setAttribute('visibility', 'hidden');
  }
  svg.addEventListener('pointermove', event => { const box = svg.getBoundingClientRect(); show((event.clientX - box.left) * svg.viewBox.baseVal.width / box.width); });
  svg.addEventListener('pointerleave', hide);
  svg.addEventListener('blur', hide);
  svg.addEventListener('keydown', event => {
    if (event.key === 'Escape') hide();
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    show(tip.hidden ? pixel : pixel + (event.key === 'ArrowLeft' ? -plot.stride : plot.stride));
  });
}

function table(spec, rows) {
  const heads = spec.parts ? ['', ...spec.parts] : ['', ...spec.series.map(series => series.name)];
  const head = element('tr', {}, ...heads.map(text => element('th', { scope: 'col' }, text)));
  const body = rows.map(row => element('tr', {}, element('th', { scope: 'row' }, row.head), ...row.rows.map(cell => element('td', {}, units[spec.y.unit](cell.value)))));
  return element('details', {}, element('summary', {}, 'Figures'), element('div', { tabindex: 0 }, element('table', {}, element('caption', { hidden: '' }, spec.title), element('thead', {}, head), element('tbody', {}, ...body))));
}

function specsOf(scenario) {
  const keyed = (pick, name) => scenario.protocols.map((protocol, i) => ({ name: name ? name(protocol) : protocol.name, key: 'k' + i % 6, points: pick(protocol) }));
  const oracle = scenario.oracle ? [{ name: 'oracle', key: 'kn', points: scenario.oracle }] : [];
  const course = scenario.protocols[0].course;
  const timed = values => values.map((value, i) => [(i + 1) * course.interval, value]);
  const overTime = pick => {
    const texts = new Set(scenario.protocols.map(protocol => pick(protocol.course).join()));
    return texts.size === 1 && scenario.protocols.length > 1 ? [{ name: 'all alike', key: 'kn', points: timed(pick(course)) }] : keyed(protocol => timed(pick(protocol.course)));
  };
  const time = { label: 'simulated time', unit: 's', max: scenario.seconds };
  const hops = Math.max(1, ...scenario.protocols.map(protocol => protocol.hops.length));
  const firstHop = scenario.protocols.every(protocol => !protocol.hops[0]) ? 1 : 0;
  const specs = [
    { title: 'Delivery against allowed delay', note: 'Share of the pairs of message and receiver delivered within a time; the dashed line is what the contacts allow.', stairs: true,
      x: { label: 'allowed delay', unit: 'ms', log: true }, y: { unit: '%', max: 100 }, series: [...oracle, ...keyed(protocol => protocol.within)] },
    { title: 'Latency', note: 'Share of the deliveries that took no longer.', stairs: true,
      x: { label: 'from writing to showing', unit: 'ms', log: true }, y: { unit: '%', max: 100 }, series: keyed(protocol => protocol.latency) },
    { title: 'Hops', note: 'Share of the deliveries by links travelled.', bars: true, categories: Array.from({ length: hops }, (_, i) => String(i + firstHop)), head: i => `${i + firstHop} hop${i + firstHop === 1 ? '' : 's'}`,
      x: { label: 'hops' }, y: { unit: '%' }, series: keyed(protocol => protocol.hops.slice(firstHop)) },
    { title: 'Cost of a delivery', note: 'Bytes sent per delivery, from the axis up: bodies new to the receiver, bodies it had, all else (headers, signatures, control, upkeep).', bars: true,
      categories: scenario.protocols.map(protocol => protocol.name), head: i => `${scenario.protocols[i].name}, RMR ${trim(scenario.protocols[i].rmr)}`, parts: ['new bodies', 'repeated bodies', 'all else'],
      x: { label: 'protocol' }, y: { unit: 'B' }, series: scenario.protocols.map((protocol, i) => ({ name: protocol.name, key: 'k' + i % 6, points: scenario.protocols.map((_, place) => place === i ? protocol.cost : [0, 0, 0]) }))},
    { title: 'Load of the nodes', note: 'Bytes sent a second by each node, the busiest first; G, the Gini coefficient, is 0 when even and 1 when one sends all.',
      x: { label: 'share of the nodes', unit: '%', max: 100 }, y: { unit: 'B/s' }, series: keyed(protocol => protocol.load, protocol => `${protocol.name} G ${protocol.gini.toFixed(2)}`) },
    { title: 'Bytes sent over time', note: 'By all nodes together, everything included.',
      x: time, y: { unit: 'B/s' }, series: keyed(protocol => timed(protocol.course.rate)) },
    { title: 'Links over time', note: 'Links that stand; the dashed line counts the pairs in reach of each other.',
      x: time, y: { unit: '', whole: true }, series: [{ name: 'in reach', key: 'kn', points: timed(course.contacts) }, ...keyed(protocol => timed(protocol.course.links))] },
    { title: 'Parts over time', note: 'Parts into which the running nodes fall by their contacts; 1 is whole.',
      x: time, y: { unit: '', whole: true }, series: overTime(lines => lines.parts) },
  ];
  if (scenario.protocols.some(protocol => new Set(protocol.course.nodes).size > 1)) {
    specs.push({ title: 'Nodes over time', note: 'Nodes that run.', x: time, y: { unit: '', whole: true }, series: overTime(lines => lines.nodes) });
  }
  return specs;
}

function draw(host, spec, caption) {
  const plot = host.querySelector('.plot');
  plot.replaceChildren();
  const drawn = { ...spec, title: caption };
  const rows = spec.bars ? drawBars(plot, drawn) : drawCurves(plot, drawn);
  const old = host.querySelector('details');
  const made = table(drawn, rows);
  made.open = !!old && old.open;
  if (old) old.replaceWith(made); else host.append(made);
}

const drawings = [];
for (const host of document.querySelectorAll('.charts')) {
  const scenario = figures.scenarios[+host.dataset.scenario];
  for (const spec of scenario.protocols.length ? specsOf(scenario) : []) {
    const figure = element('figure', { class: 'chart' }, element('figcaption', {}, element('h3', {}, spec.title), element('p', {}, spec.note)), element('div', { class: 'plot' }));
    host.append(figure);
    drawings.push([figure, spec]);
  }
}
const drawAll = () => drawings.forEach(([figure, spec]) => draw(figure, spec, spec.title));
drawAll();
let width = window.innerWidth;
window.addEventListener('resize', () => { if (window.innerWidth !== width) { width = window.innerWidth; drawAll(); } });

document.addEventListener('click', event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const done = () => { button.textContent = 'Copied'; setTimeout(() => { button.textContent = 'Copy'; }, 1500); };
  const select = () => { getSelection().selectAllChildren(button.previousElementSibling); button.textContent = 'Selected'; };
  if (navigator.clipboard) navigator.clipboard.writeText(button.dataset.copy).then(done, select); else select();
});
document.documentElement.dataset.drawn = String(drawings.length);
