// What the browser keeps for this page. Without storage it goes with the page.
export function kept(key) {
	try { return JSON.parse(localStorage.getItem(`mesh.${key}`)); } catch { return null; }
}

export function keep(key, value) {
	try { localStorage.setItem(`mesh.${key}`, JSON.stringify(value)); } catch { /* As said above. */ }
}
