import { useEffect, useState } from 'react';

/** Where the focus was when a dialog appeared gets it back when the dialog goes; if that is gone, the content of the page does. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const target =
          opener instanceof HTMLElement && opener.isConnected && opener !== document.body
            ? opener
            : document.getElementById('content');
        target?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
