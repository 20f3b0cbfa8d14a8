import { useEffect, useState, type RefObject } from 'react';

/**
 * Where the focus was when a dialog appeared gets it back when the dialog goes; if that is gone, the content of the page
 * does. Who leaves for another page (`leaves`) goes to its content, whose heading takes the focus once it is there.
 */
export function useReturnFocus(leaves?: RefObject<boolean>): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const target =
          leaves?.current !== true && opener instanceof HTMLElement && opener.isConnected && opener !== document.body
            ? opener
            : document.getElementById('content');
        target?.focus({ preventScroll: true });
      });
    },
    [opener, leaves],
  );
}
