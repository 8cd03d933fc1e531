// Messages become rows: a day, the first message of a group, or a following one. Pure.
import { authorKey, dayKey } from './text.js';

const GroupMs = 5 * 60_000;

export const timeOf = message => Date.parse(message.receivedAt ?? message.sentAt) || 0;

/** Messages that the log shows; turns of slides steer only. */
export const isShown = message => message.kind !== 'turn';

/** The rows that `message` adds after `previous` (the last shown message, or null). */
export function rowsAfter(previous, message) {
	const rows = [], time = timeOf(message);
	const newDay = !previous || dayKey(timeOf(previous)) !== dayKey(time);
	if (newDay) rows.push({ key: `day ${dayKey(time)} ${message.id}`, type: 'day', time });
	rows.push({ key: message.id, type: 'message', message, head: newDay || !joins(previous, message), time });
	return rows;
}

/** All rows of messages, oldest first. */
export function rowsOf(messages) {
	const rows = [];
	let previous = null;
	for (const message of messages) {
		if (!isShown(message)) continue;
		for (const row of rowsAfter(previous, message)) rows.push(row);
		previous = message;
	}
	return rows;
}

function joins(previous, message) {
	return previous.kind === 'text' && message.kind === 'text'
		&& authorKey(previous) === authorKey(message)
		&& Math.abs(timeOf(message) - timeOf(previous)) < GroupMs;
}
