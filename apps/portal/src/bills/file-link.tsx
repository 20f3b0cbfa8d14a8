import type { ReactNode } from 'react';

/** A file of the server, outside of the app: the router leaves it alone. */
export function FileLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <a className="dm-link" href={href} download aria-label={label}>
      {children}
    </a>
  );
}
