import { Button } from '../primitives/button';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import type { GridSelection } from './grid-types';

export interface GridSelectionBarProps {
  readonly selection: GridSelection;
  readonly total: { readonly count: number; readonly exact: boolean } | null;
}

export function GridSelectionBar({ selection, total }: GridSelectionBarProps) {
  const t = useUiTexts();
  const format = useFormat();
  const { ids, allSelected = false, onSelectAll, onChange, actions } = selection;
  const count = allSelected && total ? total.count : ids.size;
  const more = onSelectAll !== undefined && total !== null && !allSelected && total.count > ids.size;
  return (
    <div className="dm-grid-selection" role="group" aria-label={t('grid.selection')}>
      <strong role="status">{t('grid.selected', { count, shown: format.number(count) })}</strong>
      {more && (
        <button type="button" className="dm-link" onClick={onSelectAll}>
          {t('grid.selectAll', { shown: format.number(total.count) })}
        </button>
      )}
      <span className="dm-grid-selection-verbs">{actions}</span>
      <Button size="small" tone="quiet" onClick={() => onChange(new Set())}>
        {t('grid.clearSelection')}
      </Button>
    </div>
  );
}
