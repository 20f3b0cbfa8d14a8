import type { ReactNode } from 'react';
import { useUiTexts } from '../text/use-texts';

export type DiffKind = 'added' | 'removed' | 'changed' | 'same';

export interface DiffRow {
  readonly id: string;
  readonly label: ReactNode;
  readonly kind: DiffKind;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  /** The difference, computed by the server. */
  readonly delta?: ReactNode;
  readonly cause?: ReactNode;
}

export interface DiffTableProps {
  readonly label: string;
  readonly rows: readonly DiffRow[];
  readonly beforeLabel: string;
  readonly afterLabel: string;
  readonly deltaLabel?: string;
  readonly causeLabel?: string;
  readonly empty?: ReactNode;
}

const marks: Readonly<Record<DiffKind, string>> = { added: '+', removed: '\u2212', changed: '±', same: '=' };

/** Before and after, side by side. Sign and word tell the kind; colour only repeats it. */
export function DiffTable({ label, rows, beforeLabel, afterLabel, deltaLabel, causeLabel, empty }: DiffTableProps) {
  const t = useUiTexts();
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div className="dm-table-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="dm-table dm-diff" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="dm-diff-mark">
              <span className="dm-hidden">{t('diff.kind')}</span>
            </th>
            <th scope="col">{t('diff.what')}</th>
            <th scope="col" data-align="end">
              {beforeLabel}
            </th>
            <th scope="col" data-align="end">
              {afterLabel}
            </th>
            {deltaLabel !== undefined && (
              <th scope="col" data-align="end">
                {deltaLabel}
              </th>
            )}
            {causeLabel !== undefined && <th scope="col">{causeLabel}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-kind={row.kind}>
              <td className="dm-diff-mark">
                <span aria-hidden="true">{marks[row.kind]}</span>
                <span className="dm-hidden">{t(`diff.${row.kind}`)}</span>
              </td>
              <td>{row.label}</td>
              <td data-align="end">{row.before ?? <span className="dm-none">–</span>}</td>
              <td data-align="end">{row.after ?? <span className="dm-none">–</span>}</td>
              {deltaLabel !== undefined && <td data-align="end">{row.delta}</td>}
              {causeLabel !== undefined && <td>{row.cause}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
