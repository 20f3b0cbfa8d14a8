import { type RefCallback, useCallback } from 'react';

/**
 * For a group of buttons that come and go with the state of a record. A browser gives the focus to nobody when the button that
 * has it is removed, and says nothing; then the content of the page takes it. The ref belongs to the element around the buttons.
 */
export function useKeptFocus<E extends HTMLElement>(): RefCallback<E> {
  return useCallback((group: E) => {
    let last: EventTarget | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target;
    };
    const watcher = new MutationObserver(() => {
      if (!(last instanceof HTMLElement) || last.isConnected) return;
      last = null;
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      document.getElementById('content')?.focus({ preventScroll: true });
    });
    group.addEventListener('focusin', remember);
    watcher.observe(group, { childList: true, subtree: true });
    return () => {
      group.removeEventListener('focusin', remember);
      watcher.disconnect();
    };
  }, []);
}
