import type { ReactNode } from 'react';
import type { StatusFamily } from '../tokens/tokens';

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** One shape per family, so that the family is told without colour. */
const shapes: Readonly<Record<StatusFamily, ReactNode>> = {
  good: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.2l2.2 2.2 4.2-4.6" {...stroke} stroke="var(--dm-icon-cut)" />
    </>
  ),
  info: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor" />
      <path d="M8 7.4v4M8 4.7v.01" {...stroke} stroke="var(--dm-icon-cut)" />
    </>
  ),
  attention: (
    <>
      <path d="M8 .6L15.4 8 8 15.4.6 8z" fill="currentColor" />
      <path d="M8 4.8v3.6M8 10.9v.01" {...stroke} stroke="var(--dm-icon-cut)" />
    </>
  ),
  bad: (
    <>
      <path d="M8 1l7.4 13.4H.6z" fill="currentColor" />
      <path d="M8 6v3.8M8 12.1v.01" {...stroke} stroke="var(--dm-icon-cut)" />
    </>
  ),
  waiting: <circle cx="8" cy="8" r="6.2" {...stroke} strokeDasharray="2.6 2.9" />,
  off: <path d="M3 8h10" {...stroke} strokeWidth={2.5} />,
};

export function StatusIcon({ family, size = 14 }: { family: StatusFamily; size?: number }) {
  return (
    <svg className="dm-status-icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      {shapes[family]}
    </svg>
  );
}
