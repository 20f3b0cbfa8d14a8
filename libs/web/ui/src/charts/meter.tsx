import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** In words; the share in percent unless given. */
  readonly text?: string;
  /** From this share on the bar warns. */
  readonly warnAt?: number;
  readonly showLabel?: boolean;
  readonly showFigures?: boolean;
}

/** How much of a limit is used: a bar with the share in words. */
export function Meter({ label, value, max, text, warnAt, showLabel = false, showFigures = false }: MeterProps) {
  const format = useFormat();
  const t = useUiTexts();
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  const words =
    text ??
    (showFigures
      ? t('meter.figures', { value: format.number(value), max: format.number(max) })
      : format.percent(share));
  const warns = warnAt !== undefined && share >= warnAt;
  return (
    <div className="dm-meter">
      <div className="dm-meter-head">
        {showLabel && <span>{label}</span>}
        <span className="dm-num">{words}</span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={words}
        className="dm-meter-track"
        data-warns={warns || undefined}
      >
        <span className="dm-meter-fill" style={{ inlineSize: `${share * 100}%` }} />
      </div>
    </div>
  );
}
