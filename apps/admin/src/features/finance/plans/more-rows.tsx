import { Button, Row, useTexts } from '@demarc/ui';
import { priceTexts } from './price-texts';

interface MoreProps {
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onLoadMore: () => void;
}

/** The next rows of a table that may be long, by a press. */
export function MoreRows({ hasMore, loadingMore, onLoadMore }: MoreProps) {
  const t = useTexts(priceTexts);
  if (!hasMore) return null;
  return (
    <Row>
      <Button size="small" busy={loadingMore} onClick={onLoadMore}>
        {t('more')}
      </Button>
    </Row>
  );
}
