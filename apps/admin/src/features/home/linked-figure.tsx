import type { ReactNode } from 'react';
import { Figure, UiLink } from '@demarc/ui';

export interface LinkedFigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: string;
  /** The list behind the figure. */
  readonly href?: string;
}

/** A figure whose name leads to the list that it counts. */
export function LinkedFigure({ label, value, hint, href }: LinkedFigureProps) {
  return (
    <Figure
      label={href === undefined ? label : <UiLink href={href}>{label}</UiLink>}
      value={value}
      {...(hint === undefined ? {} : { hint })}
    />
  );
}
