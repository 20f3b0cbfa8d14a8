import type { ReactNode } from 'react';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { ColumnChooser } from './column-chooser';
import type { DataGridProps } from './grid-types';

/** Count of the whole filter, tools of the page, columns. */
export function GridSummary<Row>({
  total,
  rows,
  status,
  columns,
  state,
  onStateChange,
  toolbar,
}: DataGridProps<Row> & { toolbar: ReactNode }) {
  const t = useUiTexts();
  const format = useFormat();
  const shown = `${total?.exact === false ? '~' : ''}${format.number(total?.count ?? rows.length)}`;
  return (
    <div className="dm-grid-bar">
      <span className="dm-grid-count" role="status">
        {status === 'ready' ? t('grid.count', { count: total?.count ?? rows.length, shown }) : ''}
      </span>
      <div className="dm-grid-tools">
        {toolbar}
        <ColumnChooser columns={columns} state={state} onStateChange={onStateChange} />
      </div>
    </div>
  );
}
