import type { ReactNode } from 'react';
import { Figure, UiLink } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';

export interface LinkedFigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: string;
  /** The list behind the figure. */
  readonly href?: string;
  /** The right that the list asks for; without it the figure is no link. */
  readonly needs?: string;
}

/** A figure whose name leads to the list that it counts. */
export function LinkedFigure({ label, value, hint, href, needs }: LinkedFigureProps) {
  const { can } = useSession();
  const leads = href !== undefined && (needs === undefined || can(needs));
  return (
    <Figure
      label={leads ? <UiLink href={href}>{label}</UiLink> : label}
      value={value}
      {...(hint === undefined ? {} : { hint })}
    />
  );
}
