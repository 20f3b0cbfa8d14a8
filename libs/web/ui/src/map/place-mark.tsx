import type { ReactNode } from 'react';
import type { StatusFamily } from '../tokens/tokens';

export type MarkShape = 'triangle' | 'diamond' | 'disc' | 'square';

const shapes: Readonly<Record<MarkShape, ReactNode>> = {
  triangle: <path d="M12 1.5L23 21.5H1z" fill="currentColor" />,
  diamond: <path d="M12 .5L23.5 12 12 23.5.5 12z" fill="currentColor" />,
  disc: <circle cx="12" cy="12" r="11" fill="currentColor" />,
  square: (
    <rect x="2" y="2" width="20" height="20" rx="2" fill="var(--dm-canvas)" stroke="currentColor" strokeWidth="2" />
  ),
};

export interface PlaceMarkProps {
  readonly shape: MarkShape;
  readonly family: StatusFamily;
  /** A letter, or how many a cluster has. */
  readonly text: string;
  readonly size: number;
}

/** Shape, letter and colour say the same, so that two of them may be lost. The letter is drawn, and no part of any name. */
export function PlaceMark({ shape, family, text, size }: PlaceMarkProps) {
  return (
    <span
      className="dm-mark"
      data-family={family}
      data-shape={shape}
      data-text={text}
      aria-hidden="true"
      style={{ inlineSize: size, blockSize: size, fontSize: size * (text.length > 2 ? 0.34 : 0.46) }}
    >
      <svg viewBox="0 0 24 24" width={size} height={size} focusable="false">
        {shapes[shape]}
      </svg>
    </span>
  );
}
