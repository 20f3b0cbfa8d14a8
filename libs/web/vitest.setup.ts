import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

/** jsdom has neither media queries nor layout observers; both answer as on a wide, light screen. */
window.matchMedia = (query: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

afterEach(cleanup);
