import { useUiTexts } from '../text/use-texts';

/** Bars of the final layout. They appear after 150 ms, so that a quick answer never flashes. */
export function Skeleton({ lines = 3, label }: { lines?: number; label?: string }) {
  const t = useUiTexts();
  return (
    <div className="dm-skeleton" role="status">
      <span className="dm-hidden">{label ?? t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="dm-bone" data-width={line % 3} aria-hidden="true" />
      ))}
    </div>
  );
}

export function FiguresSkeleton({ count = 4 }: { count?: number }) {
  const t = useUiTexts();
  return (
    <div className="dm-columns" data-min="sm" data-gap="md" role="status">
      <span className="dm-hidden">{t('loading')}</span>
      {Array.from({ length: count }, (_, at) => (
        <span key={at} className="dm-bone dm-bone-figure" aria-hidden="true" />
      ))}
    </div>
  );
}

/** A thin bar over content that is being refreshed; the old content stays. */
export function RefreshBar({ active }: { active: boolean }) {
  return <div className="dm-refresh" data-active={active || undefined} aria-hidden="true" />;
}
