import type { ReactNode } from 'react';

/** The name in a short table that opens its panel. */
export function OpenRow({ children, onOpen }: { children: ReactNode; onOpen: () => void }) {
  return (
    <button type="button" className="dm-link" onClick={onOpen}>
      {children}
    </button>
  );
}
