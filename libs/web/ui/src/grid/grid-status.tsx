import { EmptyState, ErrorState } from '../feedback/states';
import { Button } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';
import { activeFilterCount } from './grid-state';
import type { DataGridProps } from './grid-types';

/** Below the header when there are no rows: failed, hidden by the filter, or nothing yet. */
export function GridState<Row>({ status, failure, onRetry, rows, state, onStateChange, empty }: DataGridProps<Row>) {
  const t = useUiTexts();
  if (status === 'failed') {
    return (
      <ErrorState
        failure={failure ?? { code: 'UNKNOWN', message: t('error.unknown') }}
        {...(onRetry === undefined ? {} : { onRetry })}
      />
    );
  }
  if (status === 'loading')
    return (
      <p className="dm-hidden" role="status">
        {t('loading')}
      </p>
    );
  if (rows.length > 0) return null;
  if (activeFilterCount(state) > 0) {
    return (
      <EmptyState
        title={t('grid.filterEmpty')}
        description={t('grid.filterEmptyText', { count: activeFilterCount(state) })}
        action={
          <Button onClick={() => onStateChange({ ...state, text: '', filters: {} })}>{t('grid.clearFilters')}</Button>
        }
      />
    );
  }
  return <EmptyState title={empty.title} description={empty.description} action={empty.action} />;
}
