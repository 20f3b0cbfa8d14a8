import type { ReactNode } from 'react';

export interface NavEntry {
  readonly id: string;
  readonly label: string;
  readonly href?: string;
  /** Instead of a link: opens the palette, for example. */
  readonly onSelect?: () => void;
  readonly icon?: ReactNode;
  /** A live count. */
  readonly count?: number;
}

/** One of the groups of the rail. Leave out what the person may not see; an empty group is not drawn. */
export interface NavGroup {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly entries: readonly NavEntry[];
}

/** Whether a place is inside an entry: the same path or below it. */
export function isCurrent(current: string, href: string | undefined): boolean {
  if (href === undefined) return false;
  const path = current.split('?')[0] ?? '';
  const target = href.split('?')[0] ?? '';
  return target === '/' ? path === '/' || path === '' : path === target || path.startsWith(`${target}/`);
}
