import { browser } from 'wxt/browser';

/** Takes on DevTools' theme, and follows it as it changes. */
export function followTheme(): void {
  const { panels } = browser.devtools;
  show(panels.themeName);
  // One thing, two names: Chromium's and Firefox's.
  const firefox = panels as { onThemeChanged?: { addListener(listener: typeof show): void } };
  if (firefox.onThemeChanged) firefox.onThemeChanged.addListener(show);
  else panels.setThemeChangeHandler?.(show);
}

function show(theme: string) {
  document.documentElement.dataset['theme'] = theme === 'dark' ? 'dark' : 'light';
}
