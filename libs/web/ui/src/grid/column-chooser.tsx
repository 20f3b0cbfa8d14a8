import { Columns3 } from 'lucide-react';
import { CheckboxInput } from '../inputs/toggle-inputs';
import { Button } from '../primitives/button';
import { PopoverButton } from '../primitives/popover';
import { useUiTexts } from '../text/use-texts';
import type { GridState } from './grid-state';
import type { GridColumn } from './grid-types';
import { visibleColumns } from './use-grid-table';

export interface ColumnChooserProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

export function ColumnChooser<Row>({ columns, state, onStateChange }: ColumnChooserProps<Row>) {
  const t = useUiTexts();
  const shown = visibleColumns(columns, state.columns).map((column) => column.id);
  const toggle = (id: string, on: boolean) => {
    const next = columns.map((column) => column.id).filter((column) => (column === id ? on : shown.includes(column)));
    onStateChange({ ...state, columns: next });
  };
  return (
    <PopoverButton label={t('grid.columns')} tone="quiet" icon={<Columns3 size={16} aria-hidden="true" />}>
      <h2 className="dm-popover-title">{t('grid.columns')}</h2>
      <div className="dm-stack" data-gap="xs">
        {columns.map((column, at) => (
          <CheckboxInput
            key={column.id}
            label={column.header}
            value={shown.includes(column.id)}
            disabled={at === 0 || column.fixed === true}
            onChange={(on) => toggle(column.id, on)}
          />
        ))}
        <Button size="small" onClick={() => onStateChange({ ...state, columns: null })}>
          {t('grid.defaultColumns')}
        </Button>
      </div>
    </PopoverButton>
  );
}
