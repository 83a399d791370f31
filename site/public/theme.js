// Runs before the first paint, so that a chosen theme does not flash the other one first.
try {
  const { theme } = JSON.parse(localStorage.getItem('parley.preferences') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Nothing readable is stored: the system decides.
}
