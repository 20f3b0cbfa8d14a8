import type { ReactNode } from 'react';
import { Button, EmptyState, ErrorState, type Failure, Row, Section, Skeleton, useTexts } from '@demarc/ui';
import { customerBillingTexts } from './billing-texts';

export interface PagedSectionProps<Item> {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly Item[];
  readonly status: 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
  readonly onRetry: () => void;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onLoadMore?: () => void;
  readonly actions?: ReactNode;
  readonly children: (rows: readonly Item[]) => ReactNode;
}

/** A short table with its states; older rows come by a press. One that fails leaves the others alone. */
export function PagedSection<Item>(props: PagedSectionProps<Item>) {
  const {
    title,
    empty,
    rows,
    status,
    failure,
    onRetry,
    hasMore = false,
    loadingMore = false,
    onLoadMore,
    actions,
    children,
  } = props;
  const t = useTexts(customerBillingTexts);
  return (
    <Section title={title} flush={rows.length > 0} actions={actions}>
      {status === 'loading' && <Skeleton lines={4} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={onRetry} />}
      {status === 'ready' && rows.length === 0 && <EmptyState compact title={empty} />}
      {rows.length > 0 && children(rows)}
      {hasMore && (
        <div className="admin-more">
          <Row>
            <Button size="small" busy={loadingMore} onClick={onLoadMore}>
              {t('older')}
            </Button>
          </Row>
        </div>
      )}
    </Section>
  );
}
