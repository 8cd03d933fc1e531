// Why others are not seen: what the node found out about its machine. Loaded when it is asked for.
import { h } from './dom.js';
import { openDialog } from './dialogs.js';
import { harmless } from './text.js';

export async function examine(client, attempt) {
	const status = h('p.quiet', { role: 'status' }, 'Looking; this takes up to six seconds.');
	const body = h('div.doctor', {}, status);
	const closed = openDialog('Doctor', body, { wide: true });
	const reply = await attempt(client.command({ do: 'doctor' }));
	status.textContent = !reply ? 'The node did not answer.' : reply.healthy ? 'Nothing is wrong here.' : `${reply.findings.length} ${reply.findings.length === 1 ? 'thing is' : 'things are'} wrong:`;
	if (reply) body.append(...reply.findings.map(finding), looked(reply.facts));
	return closed;
}

const finding = f => h(`div.reason.${f.severity}`, { 'data-code': f.code }, h('p', {}, harmless(f.sentence)), h('p.advice', {}, h('code', {}, harmless(f.command))));

function looked({ node, machine }) {
	const rows = node.interfaces.filter(i => !i.loopback).flatMap(i => [
		`${i.name}: ${i.up ? 'up' : 'down'}${i.used ? '' : ', not used'}, ${i.addresses.join(', ') || 'no address'}`,
		...i.families.map(f => `${i.name} ${f.ipv6 ? 'IPv6' : 'IPv4'}: own multicast ${f.returned ? 'comes back' : f.returned === false ? 'does not come back' : 'not decided'}; ${f.heard.map(who => `${who.node ?? who.address} ${Math.round(who.secondsAgo)} s ago`).join(', ') || 'nobody else heard'}`)]);
	rows.push(`Firewall: ${machine.firewall.tool ?? 'none known'}`);
	return h('details', {}, h('summary', {}, 'What was looked at'), h('ul', {}, rows.map(row => h('li', {}, harmless(row)))));
}
