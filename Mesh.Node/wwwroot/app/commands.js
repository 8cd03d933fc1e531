// What a line in the composer means. Pure.

export const Commands = [
	{ name: 'me', usage: '/me TEXT', about: 'tell what you do' },
	{ name: 'join', usage: '/join ROOM', about: 'join a room' },
	{ name: 'leave', usage: '/leave', about: 'leave this room' },
	{ name: 'nick', usage: '/nick NAME', about: 'change your name' },
	{ name: 'present', usage: '/present', about: 'show slides from a Markdown file' },
	{ name: 'doctor', usage: '/doctor', about: 'why others are not seen' },
	{ name: 'help', usage: '/help', about: 'shortcuts and commands' },
];

/** { verb, rest }, or { error } with one sentence. `//x` says `/x`. */
export function parseLine(text) {
	if (text.startsWith('//')) return { verb: 'say', rest: text.slice(1) };
	if (!text.startsWith('/')) return { verb: 'say', rest: text };
	const [, name, rest] = /^\/(\S*)\s*([\s\S]*)$/.exec(text);
	const command = Commands.find(c => c.name === name.toLowerCase());
	if (!command) return { error: `There is no command /${name}. Write //${name} to say it, or /help for those there are.` };
	if (['me', 'join', 'nick'].includes(command.name) && rest.trim() === '') return { error: `It needs more: ${command.usage}` };
	return { verb: command.name, rest: command.name === 'me' ? rest : rest.trim() };
}

/** Commands that a line begins to write. */
export function suggestions(text) {
	const started = /^\/([a-z]*)$/i.exec(text);
	return started ? Commands.filter(c => c.name.startsWith(started[1].toLowerCase())) : [];
}
