// Runs before the first paint, so that a chosen theme does not flash.
try {
	const theme = JSON.parse(localStorage.getItem('mesh.theme'));
	if (theme) document.documentElement.dataset.theme = theme;
} catch { /* Storage is closed: the system's colours stay. */ }
