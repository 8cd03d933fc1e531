'use strict';
window.addEventListener('error', event => { document.documentElement.dataset.error = event.message; });

/* The viewer knows nothing of where its figures come from: load() takes them, and returns what one can do with the view. */
const find = id => document.getElementById(id);
const speeds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const ramps = { light: ['#0b4f8a', '#1f7fbf', '#2ba8a0', '#6cbf5a', '#b9c93a', '#e3c21f'], dark: ['#9ad6ff', '#56b4e9', '#35c9b0', '#7fd66b', '#cfdc55', '#f7e463'] };
const pulsesMax = 1500;

function seconds(us, digits) {
  const whole = Math.floor(us / 1e6), minutes = Math.floor(whole / 60);
  const rest = (us / 1e6 - minutes * 60).toFixed(digits);
  return minutes ? `${minutes}:${+rest < 10 ? '0' : ''}${rest}` : `${rest} s`;
}

function bytesText(bytes) {
  return bytes < 1e4 ? Math.round(bytes) + ' B' : bytes < 1e7 ? (bytes / 1e3).toFixed(1) + ' kB' : (bytes / 1e6).toFixed(1) + ' MB';
}

/* A flat list as one column for each name. */
function columns(flat, ...names) {
  const count = flat.length / names.length, made = { count };
  names.forEach((name, at) => { made[name] = Float64Array.from({ length: count }, (_, row) => flat[row * names.length + at]); });
  return made;
}

/* How many entries of an ascending list are not above a value. */
function upTo(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1; else high = middle;
  }
  return low;
}

function load(data) {
  const count = data.nodes, spatial = data.dimensions === 3;
  const tracks = data.tracks.map(track => {
    const made = columns(track, 'at', 'x', 'y', ...(spatial ? ['z'] : []));
    made.z = made.z || new Float64Array(made.count);
    for (let i = 0; i < made.count; i++) { made.at[i] *= 1000; made.x[i] /= 100; made.y[i] /= 100; made.z[i] /= 100; }
    return made;
  });
  const contacts = columns(data.contacts, 'a', 'b', 'from', 'until'), links = columns(data.links, 'a', 'b', 'from', 'until');
  const presence = (flat, size, skip) => {
    const of = new Map();
    for (let i = 0; i < flat.length; i += size) { if (!of.has(flat[i])) of.set(flat[i], []); of.get(flat[i]).push([flat[i + skip], flat[i + skip + 1]]); }
    return of;
  };
  const runs = presence(data.runs, 4, 2), active = presence(data.active, 3, 1);
  const messages = data.messages.map(([number, at, writer, bytes, room, wanted]) => ({ number, at, writer, bytes, room, wanted, shown: [] }));
  const byNumber = new Map(messages.map(message => [message.number, message]));
  for (let i = 0; i < data.showings.length; i += 4) {
    const message = byNumber.get(data.showings[i]);
    if (message) message.shown.push([data.showings[i + 1], message.at + data.showings[i + 2], data.showings[i + 3]]);
  }
  const writtenAt = messages.map(message => message.at);
  const bodies = columns(data.bodies, 'message', 'sent', 'flight', 'from', 'to'), others = columns(data.others, 'sent', 'flight', 'from', 'to');
  for (const frames of [bodies, others]) frames.longest = Math.min(3e6, frames.flight.reduce((most, flight) => Math.max(most, flight), 0));
  const box = {};
  for (const axis of ['x', 'y', 'z']) {
    box[axis + 0] = tracks.reduce((least, track) => track[axis].reduce((low, at) => Math.min(low, at), least), Infinity);
    box[axis + 1] = tracks.reduce((most, track) => track[axis].reduce((high, at) => Math.max(high, at), most), -Infinity);
  }

  const canvas = find('view'), pen = canvas.getContext('2d'), strip = find('strip');
  const state = { t: 0, speed: 1, playing: false, node: -1, choice: null, zoom: 1, panX: 0, panY: 0, hover: -1 };
  const size = { width: 1, height: 1, ratio: 1 };
  const sx = new Float64Array(count), sy = new Float64Array(count), place = { x: new Float64Array(count), y: new Float64Array(count), z: new Float64Array(count) };
  const shownAt = new Float64Array(count), hops = new Int32Array(count);
  let colours = {}, followed = null, own = null, hopsMax = 3, dirty = true, lastFrame = 0, lastTold = 0, lastHash = 0;

  function readColours() {
    const style = getComputedStyle(document.documentElement), names = 'paper ground ink soft faint accent bad node contact link wrote down pulse other'.split(' ');
    colours = Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
    colours.ramp = ramps[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'];
    dirty = true;
  }

  const rampAt = hop => colours.ramp[Math.min(5, Math.round((Math.max(1, hop) - 1) / Math.max(1, hopsMax - 1) * 5))];
  const within = (spans, t) => !spans || spans.some(([from, until]) => from <= t && (t < until || until >= data.duration));
  const isUp = (node, t) => runs.has(node) && within(runs.get(node), t) && within(active.get(node), t);

  function move(t) {
    for (let node = 0; node < count; node++) {
      const track = tracks[node], next = upTo(track.at, t), last = track.at.length - 1;
      const from = Math.max(0, next - 1), to = Math.min(last, next), span = track.at[to] - track.at[from];
      const share = next === 0 || span <= 0 ? 0 : (t - track.at[from]) / span;
      place.x[node] = track.x[from] + (track.x[to] - track.x[from]) * share;
      place.y[node] = track.y[from] + (track.y[to] - track.y[from]) * share;
      place.z[node] = track.z[from] + (track.z[to] - track.z[from]) * share;
    }
    const view = fit();
    for (let node = 0; node < count; node++) {
      sx[node] = view.left + (place.x[node] - box.x0) * view.scale;
      sy[node] = view.top + (box.y1 - place.y[node]) * view.scale;
    }
    return view;
  }

  function fit() {
    const spanX = Math.max(1e-9, box.x1 - box.x0), spanY = Math.max(1e-9, box.y1 - box.y0);
    const legend = 48, margin = 34, roomX = size.width - 2 * margin, roomY = size.height - legend - 2 * margin;
    const scale = Math.max(1e-9, Math.min(roomX / spanX, roomY / spanY, spanX + spanY < 1e-6 ? 1 : Infinity)) * state.zoom;
    return { scale, left: size.width / 2 - spanX * scale / 2 + state.panX, top: legend / 2 + size.height / 2 - spanY * scale / 2 + state.panY };
  }

  const radius = () => Math.min(12, Math.max(3, Math.sqrt(size.width * size.height / Math.max(1, count)) * 0.13)) * Math.min(1.8, Math.sqrt(state.zoom));

  function strokeSpans(spans, t, colour, thickness, only) {
    pen.strokeStyle = colour; pen.lineWidth = thickness; pen.beginPath();
    for (let i = 0; i < spans.count && spans.from[i] <= t; i++) {
      if (t < spans.until[i] && (only === undefined || spans.a[i] === only || spans.b[i] === only)) { pen.moveTo(sx[spans.a[i]], sy[spans.a[i]]); pen.lineTo(sx[spans.b[i]], sy[spans.b[i]]); }
    }
    pen.stroke();
  }

  function drawPulses(frames, t, colour, thickness, only) {
    const least = 160e3 * state.speed, first = upTo(frames.sent, t - Math.max(least, frames.longest));
    let drawn = 0;
    pen.strokeStyle = colour; pen.lineWidth = thickness; pen.lineCap = 'round'; pen.beginPath();
    for (let i = upTo(frames.sent, t) - 1; i >= first && drawn < pulsesMax; i--) {
      const share = (t - frames.sent[i]) / Math.max(frames.flight[i], least, 1);
      if (share > 1 || (only >= 0 && frames.message[i] !== only)) continue;
      const a = frames.from[i], b = frames.to[i], tail = Math.max(0, share - 0.14);
      pen.moveTo(sx[a] + (sx[b] - sx[a]) * tail, sy[a] + (sy[b] - sy[a]) * tail);
      pen.lineTo(sx[a] + (sx[b] - sx[a]) * share, sy[a] + (sy[b] - sy[a]) * share);
      drawn++;
    }
    pen.stroke(); pen.lineCap = 'butt';
  }

  function drawGround(view) {
    pen.fillStyle = colours.ground; pen.fillRect(0, 0, size.width, size.height);
    if (!data.placed) return;
    const rough = 110 / view.scale, power = 10 ** Math.floor(Math.log10(rough)), step = power * [1, 2, 5, 10].find(factor => factor * power >= rough);
    pen.strokeStyle = colours.faint; pen.lineWidth = 1; pen.beginPath();
    for (let x = Math.ceil((box.x0 - view.left / view.scale) / step) * step; view.left + (x - box.x0) * view.scale < size.width; x += step) { const at = Math.round(view.left + (x - box.x0) * view.scale) + 0.5; pen.moveTo(at, 0); pen.lineTo(at, size.height); }
    for (let y = Math.floor((box.y1 + view.top / view.scale) / step) * step; view.top + (box.y1 - y) * view.scale < size.height; y -= step) { const at = Math.round(view.top + (box.y1 - y) * view.scale) + 0.5; pen.moveTo(0, at); pen.lineTo(size.width, at); }
    pen.stroke();
    const left = 18, base = size.height - 18, wide = step * view.scale;
    pen.strokeStyle = colours.soft; pen.lineWidth = 1.5; pen.beginPath();
    pen.moveTo(left, base - 5); pen.lineTo(left, base); pen.lineTo(left + wide, base); pen.lineTo(left + wide, base - 5); pen.stroke();
    pen.fillStyle = colours.soft; pen.font = '12px system-ui, sans-serif'; pen.textAlign = 'left'; pen.textBaseline = 'alphabetic';
    pen.fillText(step >= 1000 ? step / 1000 + ' km' : +step.toPrecision(3) + ' m', left + 6, base - 6);
  }

  function disk(node, r, fill, edge) {
    pen.beginPath(); pen.arc(sx[node], sy[node], r, 0, 2 * Math.PI);
    if (fill) { pen.fillStyle = fill; pen.fill(); }
    if (edge) { pen.strokeStyle = edge; pen.stroke(); }
  }

  function drawNodes(t, r) {
    const flash = 450e3 * state.speed;
    pen.textAlign = 'center'; pen.textBaseline = 'middle';
    for (let node = 0; node < count; node++) {
      const up = isUp(node, t), lit = followed && shownAt[node] <= t, wrote = followed && followed.writer === node && followed.at <= t;
      if (spatial && up) {
        const high = (place.z[node] - box.z0) / Math.max(1e-9, box.z1 - box.z0);
        pen.globalAlpha = 0.25 + 0.5 * high; pen.lineWidth = 1 + 1.5 * high; disk(node, r + 2.5 + 6 * high, null, colours.accent); pen.globalAlpha = 1;
      }
      if (lit && t - shownAt[node] < flash) {
        const share = (t - shownAt[node]) / flash;
        pen.globalAlpha = 1 - share; pen.lineWidth = 2; disk(node, r + 2 + share * r * 1.6, null, wrote ? colours.wrote : rampAt(hops[node])); pen.globalAlpha = 1;
      }
      pen.lineWidth = 1.5;
      if (!up) {
        disk(node, r * 0.8, colours.ground, colours.down);
        const arm = r * 0.4; pen.beginPath(); pen.moveTo(sx[node] - arm, sy[node] - arm); pen.lineTo(sx[node] + arm, sy[node] + arm); pen.moveTo(sx[node] + arm, sy[node] - arm); pen.lineTo(sx[node] - arm, sy[node] + arm); pen.stroke();
      } else {
        disk(node, wrote ? r * 1.2 : r, wrote ? colours.wrote : lit ? rampAt(hops[node]) : colours.node, colours.ground);
      }
      if (node === state.node) { pen.lineWidth = 2.5; disk(node, r + 4, null, colours.ink); }
      if (lit && up && r >= 6.5) {
        pen.fillStyle = wrote || hops[node] / hopsMax < 0.4 ? colours.paper : colours.paper === '#ffffff' ? colours.ink : colours.paper;
        pen.font = `600 ${Math.round(r * 1.15)}px system-ui, sans-serif`; pen.fillText(wrote ? '\u2605' : String(hops[node]), sx[node], sy[node] + 0.5);
      }
    }
    pen.font = '10.5px system-ui, sans-serif'; pen.lineWidth = 3; pen.lineJoin = 'round'; pen.strokeStyle = colours.ground; pen.fillStyle = colours.soft;
    for (let node = 0; node < count; node++) if (r >= 8 || node === state.node) {
      const text = spatial && (count <= 60 || node === state.node) ? `${node} \u00B7 ${Math.round(place.z[node])} m` : String(node), below = sy[node] + (spatial ? r + 14 : r + 8);
      pen.strokeText(text, sx[node], below); pen.fillText(text, sx[node], below);
    }
  }

  function draw() {
    const t = state.t;
    follow();
    pen.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    const view = move(t), r = radius();
    drawGround(view);
    strokeSpans(contacts, t, colours.contact, 1);
    strokeSpans(links, t, colours.link, count > 300 ? 1 : 1.4);
    if (state.node >= 0) strokeSpans(links, t, colours.accent, 2.2, state.node);
    if (state.speed <= 2) drawPulses(others, t, colours.other, 1.6, -1);
    drawPulses(bodies, t, colours.pulse, 3, followed ? followed.number : -1);
    drawNodes(t, r);
  }

  /* The message that is followed: the chosen one, or the newest. */
  function follow() {
    const newest = upTo(writtenAt, state.t) - 1;
    const now = state.choice || (newest >= 0 ? messages[newest] : null);
    if (now === followed) return;
    followed = now;
    { const over = followed ? followed.shown.map(entry => entry[2]).sort((a, b) => a - b) : []; hopsMax = Math.max(3, over[Math.floor(over.length * 0.95)] || 0); }
    legend();
    shownAt.fill(Infinity); hops.fill(0);
    if (!followed) return;
    shownAt[followed.writer] = followed.at;
    for (const [node, at, over] of followed.shown) if (at < shownAt[node]) { shownAt[node] = at; hops[node] = over; }
  }

  function facts(list, pairs) {
    list.replaceChildren(...pairs.flatMap(([name, value]) => { const term = document.createElement('dt'), what = document.createElement('dd'); term.textContent = name; what.textContent = value; return [term, what]; }));
  }

  function tell() {
    const digits = state.speed < 0.05 ? 6 : 3;
    find('now').textContent = seconds(state.t, digits);
    if (document.activeElement !== find('time') || state.playing) find('time').value = state.t;
    find('time').setAttribute('aria-valuetext', seconds(state.t, 3));
    if (followed) {
      const shown = followed.shown.filter(([node, at]) => at <= state.t && node !== followed.writer), last = shown.length ? shown[shown.length - 1] : null;
      facts(find('messageFacts'), [['Number', followed.number], ['Written', `${seconds(followed.at, 3)} by ${followed.writer}`], ['Room', followed.room], ['Body', bytesText(followed.bytes)],
        ['Shown at', `${shown.length} of ${followed.wanted}`], ['Last', last ? `${((last[1] - followed.at) / 1e3).toFixed(1)} ms, ${last[2]} hops` : '\u2013']]);
    } else facts(find('messageFacts'), [['', 'None is written yet.']]);
    tellNode();
  }

  function linksOf(spans, node, t) {
    const others = [];
    for (let i = 0; i < spans.count && spans.from[i] <= t; i++) if (t < spans.until[i] && (spans.a[i] === node || spans.b[i] === node)) others.push(spans.a[i] === node ? spans.b[i] : spans.a[i]);
    return others.sort((a, b) => a - b);
  }

  function sentBy(node, t) {
    const share = t / data.duration * data.sentLooks, look = Math.min(data.sentLooks, Math.floor(share));
    const at = index => index < 0 ? 0 : data.sent[Math.min(index, data.sentLooks - 1) * count + node];
    return at(look - 1) + (at(look) - at(look - 1)) * (share - look);
  }

  function tellNode() {
    const node = state.node, t = state.t;
    if (node < 0) { facts(find('nodeFacts'), [['', 'Choose one in the picture or by its number.']]); find('nodeEvents').replaceChildren(); return; }
    const near = linksOf(links, node, t), shown = own.shownAt.length ? upTo(own.shownAt, t) : 0;
    const where = data.placed ? [['Place', `${Math.round(place.x[node])} m, ${Math.round(place.y[node])} m`]] : [];
    if (spatial) where.push(['Altitude', Math.round(place.z[node]) + ' m']);
    facts(find('nodeFacts'), [['Number', node], ['State', isUp(node, t) ? 'running' : 'down'], ...where, ['Links', near.length ? `${near.length}: ${near.slice(0, 14).join(', ')}${near.length > 14 ? '\u2026' : ''}` : 'none'],
      ['In reach', linksOf(contacts, node, t).length], ['Sent', bytesText(sentBy(node, t))], ['Messages shown', shown]]);
    const past = upTo(own.eventAt, t);
    find('nodeEvents').replaceChildren(...own.events.slice(Math.max(0, past - 8), past).reverse().map(([at, text]) => {
      const item = document.createElement('li'), when = document.createElement('span');
      when.textContent = seconds(at, 3); item.append(text, when); return item;
    }));
  }

  function eventsOf(node) {
    const events = [], shown = [];
    for (let i = 0; i < links.count; i++) if (links.a[i] === node || links.b[i] === node) {
      const other = links.a[i] === node ? links.b[i] : links.a[i];
      events.push([links.from[i], `link with ${other}`]);
      if (links.until[i] < data.duration) events.push([links.until[i], `link with ${other} ended`]);
    }
    for (const [from, until] of runs.get(node) || []) { events.push([from, 'started']); if (until < data.duration) events.push([until, 'stopped']); }
    for (const message of messages) {
      if (message.writer === node) events.push([message.at, `wrote message ${message.number}`]);
      for (const [at, when, over] of message.shown) if (at === node && node !== message.writer) { events.push([when, `showed message ${message.number}, ${over} hop${over === 1 ? '' : 's'}`]); shown.push(when); }
    }
    for (const [at, who, text] of data.marks) if (who === node) events.push([at, text]);
    events.sort((a, b) => a[0] - b[0]);
    return { events, eventAt: events.map(event => event[0]), shownAt: shown.sort((a, b) => a - b) };
  }

  function drawStrip() {
    const pen = strip.getContext('2d'), wide = strip.clientWidth, high = strip.clientHeight;
    strip.width = wide * size.ratio; strip.height = high * size.ratio;
    pen.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    /* The slider's thumb does not reach the ends of its track. */
    const inset = 8, at = t => inset + t / data.duration * (wide - 2 * inset), most = Math.max(2, ...data.parts);
    pen.fillStyle = colours.faint; pen.fillRect(inset, high - 1, wide - 2 * inset, 1);
    pen.globalAlpha = 0.35; pen.fillStyle = colours.soft;
    data.parts.forEach((parts, i) => { if (parts > 1) { const tall = 2 + (high - 8) * (parts - 1) / (most - 1); const left = Math.round(at(data.duration * i / data.parts.length)); pen.fillRect(left, high - tall, Math.round(at(data.duration * (i + 1) / data.parts.length)) - left, tall); } });
    pen.globalAlpha = messages.length > wide ? 0.35 : 0.9; pen.fillStyle = colours.wrote;
    for (const message of messages) pen.fillRect(at(message.at) - 0.5, high - 6, 1, 6);
    pen.globalAlpha = 1; pen.fillStyle = colours.bad;
    for (const [when] of data.marks) { pen.fillRect(at(when) - 0.75, 0, 1.5, high); pen.beginPath(); pen.moveTo(at(when) - 4, 0); pen.lineTo(at(when) + 4, 0); pen.lineTo(at(when), 6); pen.fill(); }
    pen.globalAlpha = 0.8; pen.fillStyle = colours.soft;
    for (const spans of runs.values()) for (const [from, until] of spans) { if (from > 0) pen.fillRect(at(from) - 0.5, 0, 1, 4); if (until < data.duration) pen.fillRect(at(until) - 0.5, 0, 1, 4); }
  }

  function legend() {
    const item = (style, text, kind = '', behind = '') => { const made = document.createElement('li'), key = document.createElement('i'); key.className = kind; key.style.cssText = style; kind === 'ramp' ? made.append(text, key, behind) : made.append(key, text); return made; };
    const items = [item('--c: var(--node)', 'has it not'), item('--c: var(--wrote)', 'wrote it'), item(`background: linear-gradient(90deg, ${colours.ramp.join(', ')})`, 'has it, over 1', 'ramp', `${hopsMax} hops and more`), item('--c: var(--down)', 'down'), item('--c: var(--link)', 'link', 'line'), item('--c: var(--contact)', 'in reach', 'line'), item('--c: var(--pulse)', 'message under way', 'line')];
    if (spatial) items.push(item('background: none; border: 2px solid var(--accent)', `ring grows with altitude, ${Math.round(box.z0)} to ${Math.round(box.z1)} m`));
    find('legend').replaceChildren(...items);
  }

  function seek(t) { state.t = Math.min(data.duration, Math.max(0, t)); dirty = true; }
  function play(on) {
    if (on && state.t >= data.duration) seek(0);
    state.playing = on; dirty = true;
    find('play').textContent = on ? '\u275A\u275A' : '\u25B6'; find('play').setAttribute('aria-label', on ? 'Pause' : 'Play');
    if (!on) writeHash();
  }
  function setSpeed(speed) { state.speed = speed; find('speed').value = speed; dirty = true; }
  function select(node) {
    if (node !== state.node) { state.node = node >= 0 && node < count ? node : -1; own = state.node >= 0 ? eventsOf(state.node) : null; }
    find('node').value = state.node >= 0 ? state.node : ''; dirty = true; writeHash();
  }
  function choose(message) {
    state.choice = message;
    const box = find('message'), value = message ? String(message.number) : '';
    if (message && ![...box.options].some(option => option.value === value)) box.add(new Option(`Message ${value}`, value));
    box.value = value; dirty = true; writeHash();
  }
  function step(by) {
    const at = followed ? messages.indexOf(followed) + by : by > 0 ? 0 : -1;
    if (at < 0 || at >= messages.length) return;
    choose(messages[at]); seek(messages[at].at);
  }
  /* Plays the spread of the message so that it takes some seconds of the watcher's time. */
  function watch() {
    if (!followed) { if (!messages.length) return; choose(messages[0]); followed = messages[0]; }
    const times = followed.shown.map(entry => entry[1] - followed.at).sort((a, b) => a - b), long = times.length ? times[Math.floor((times.length - 1) * 0.95)] : 1e6;
    choose(followed); seek(followed.at - long * 0.05);
    setSpeed(speeds.reduce((best, speed) => Math.abs(Math.log(long / 5e6 / speed)) < Math.abs(Math.log(long / 5e6 / best)) ? speed : best));
    play(true);
  }

  function writeHash() {
    const parts = [`t=${(state.t / 1e6).toFixed(6)}`];
    if (state.node >= 0) parts.push(`node=${state.node}`);
    if (state.choice) parts.push(`message=${state.choice.number}`);
    history.replaceState(null, '', '#' + parts.join('&'));
  }
  function readHash() {
    const parts = new URLSearchParams(location.hash.slice(1));
    if (parts.has('message')) choose(byNumber.get(+parts.get('message')) || null);
    if (parts.has('node')) select(+parts.get('node'));
    if (parts.has('t')) seek(+parts.get('t') * 1e6 || 0);
    return parts.has('t');
  }

  function nearest(event) {
    const area = canvas.getBoundingClientRect(), x = event.clientX - area.left, y = event.clientY - area.top;
    let best = -1, least = (Math.max(14, radius() + 6)) ** 2;
    for (let node = 0; node < count; node++) { const far = (sx[node] - x) ** 2 + (sy[node] - y) ** 2; if (far < least) { least = far; best = node; } }
    return { node: best, x, y };
  }
  function zoom(factor, x = size.width / 2, y = size.height / 2) {
    const now = Math.min(40, Math.max(0.5, state.zoom * factor)), by = now / state.zoom;
    const centreX = size.width / 2, centreY = size.height / 2 + 24;
    state.panX = (x - centreX) * (1 - by) + state.panX * by; state.panY = (y - centreY) * (1 - by) + state.panY * by;
    state.zoom = now; dirty = true;
  }
  const zoomAll = () => { state.zoom = 1; state.panX = state.panY = 0; dirty = true; };

  function listen() {
    let drag = null;
    canvas.addEventListener('pointerdown', event => { drag = { x: event.clientX, y: event.clientY, moved: false }; });
    canvas.addEventListener('pointermove', event => {
      if (drag && event.buttons) {
        const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
        if (drag.moved || Math.abs(dx) + Math.abs(dy) > 4) { state.panX += dx; state.panY += dy; drag = { x: event.clientX, y: event.clientY, moved: true }; dirty = true; }
        return;
      }
      const { node, x, y } = nearest(event), tip = find('tip');
      tip.hidden = node < 0; canvas.style.cursor = node < 0 ? 'grab' : 'pointer';
      if (node >= 0) { tip.textContent = `node ${node}${spatial ? `, ${Math.round(place.z[node])} m up` : ''}${followed && shownAt[node] <= state.t ? `, has message ${followed.number} over ${hops[node]} hops` : ''}`; tip.style.left = Math.min(x + 14, size.width - tip.offsetWidth - 6) + 'px'; tip.style.top = Math.max(4, y - 34) + 'px'; }
    });
    canvas.addEventListener('pointerup', event => { if (drag && !drag.moved) select(nearest(event).node); drag = null; });
    canvas.addEventListener('pointerleave', () => { find('tip').hidden = true; drag = null; });
    canvas.addEventListener('wheel', event => { event.preventDefault(); const area = canvas.getBoundingClientRect(); zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - area.left, event.clientY - area.top); }, { passive: false });
    find('zoomIn').onclick = () => zoom(1.4); find('zoomOut').onclick = () => zoom(1 / 1.4); find('zoomAll').onclick = zoomAll;
    find('play').onclick = () => play(!state.playing);
    find('time').oninput = () => seek(+find('time').value);
    find('time').onchange = writeHash;
    find('speed').onchange = () => setSpeed(+find('speed').value);
    find('message').onchange = () => { const chosen = byNumber.get(+find('message').value); choose(find('message').value === '' ? null : chosen); if (chosen && find('message').value !== '') seek(chosen.at); };
    find('previous').onclick = () => step(-1); find('next').onclick = () => step(1); find('watch').onclick = watch;
    find('search').onsubmit = event => { event.preventDefault(); if (find('node').value !== '') select(+find('node').value); };
    window.addEventListener('hashchange', readHash);
    document.addEventListener('keydown', onKey);
  }

  function onKey(event) {
    if (event.target.closest('select, input[type=number], summary') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' && event.target.closest('button')) return;
    const small = state.speed * 1e5 * (event.shiftKey ? 10 : 1), faster = speeds.indexOf(state.speed);
    const keys = {
      ' ': () => play(!state.playing), ArrowLeft: () => seek(state.t - small), ArrowRight: () => seek(state.t + small),
      ArrowUp: () => setSpeed(speeds[Math.min(speeds.length - 1, faster + 1)]), ArrowDown: () => setSpeed(speeds[Math.max(0, faster - 1)]),
      n: () => step(1), p: () => step(-1), w: watch, '+': () => zoom(1.4), '=': () => zoom(1.4), '-': () => zoom(1 / 1.4), 0: zoomAll, Escape: () => select(-1),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  }

  function tick(now) {
    const passed = Math.min(100, now - lastFrame);
    lastFrame = now;
    if (state.playing) { seek(state.t + passed * 1000 * state.speed); if (state.t >= data.duration) play(false); }
    if (dirty) {
      dirty = false; draw();
      if (now - lastTold > 120 || !state.playing) { lastTold = now; tell(); }
      if (state.playing && now - lastHash > 1000) { lastHash = now; writeHash(); }
    }
    requestAnimationFrame(tick);
  }

  function resize() {
    size.ratio = Math.min(2, window.devicePixelRatio || 1); size.width = canvas.clientWidth; size.height = canvas.clientHeight;
    canvas.width = size.width * size.ratio; canvas.height = size.height * size.ratio;
    /* A canvas that changes its size is empty: it is drawn at once, lest it be seen so. */
    drawStrip(); draw();
  }

  function fill() {
    find('name').textContent = data.scenario;
    find('setting').textContent = `${data.protocol} \u00B7 seed ${data.seed} \u00B7 ${count} nodes \u00B7 ${seconds(data.duration, 0)} \u00B7 ${messages.length} messages \u00B7 trace ${data.traceHash.slice(0, 12)}${data.placed ? '' : ' \u00B7 drawn by distance in the graph'}`;
    find('notes').textContent = data.notes.join(' '); find('notes').hidden = !data.notes.length;
    find('time').max = data.duration; find('node').max = count - 1;
    find('speed').replaceChildren(...speeds.map(speed => new Option(speed + ' \u00D7', speed)));
    const every = Math.ceil(messages.length / 1000);
    find('message').replaceChildren(new Option('The newest', ''), ...messages.filter((_, i) => i % every === 0).map(message => new Option(`${message.number}: ${seconds(message.at, 1)}, node ${message.writer}`, message.number)));
    if (data.marks.length) {
      const list = document.createElement('details'), head = document.createElement('summary');
      head.textContent = `Faults (${data.marks.length})`;
      list.append(head, ...data.marks.slice(0, 200).map(([at, node, text]) => { const go = document.createElement('button'); go.type = 'button'; go.textContent = `${seconds(at, 1)} ${text}${node >= 0 ? `, node ${node}` : ''}`; go.onclick = () => seek(at); return go; }));
      document.querySelector('aside').insertBefore(list, document.querySelector('aside details'));
    }
  }

  readColours(); fill(); legend(); setSpeed(1); resize();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readColours(); legend(); drawStrip(); });
  new ResizeObserver(resize).observe(canvas);
  listen();
  if (!readHash() && messages.length) { const first = messages[0], times = first.shown.map(entry => entry[1]).sort((a, b) => a - b); seek(times.length ? times[times.length >> 1] : first.at); }
  draw(); tell(); dirty = false;
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  let painted = 0;
  for (let i = 4; i < pixels.length; i += 4) if (pixels[i] !== pixels[0] || pixels[i + 1] !== pixels[1] || pixels[i + 2] !== pixels[2]) painted++;
  document.documentElement.dataset.painted = String(painted);
  requestAnimationFrame(now => { lastFrame = now; tick(now); });
  return { seek, play, select, setSpeed, watch, draw, state, choose: number => choose(byNumber.get(number) || null) };
}

window.replay = load(JSON.parse(document.getElementById('figures').textContent));
document.documentElement.dataset.drawn = String(window.replay.state.t);
