import { ListFilter } from 'lucide-react';
import {
  Button,
  CheckboxInput,
  EmptyState,
  ErrorState,
  PopoverButton,
  Row,
  Section,
  Skeleton,
  Split,
  Stack,
  Timeline,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useSession, useUrlParam } from '@demarc/web-kit';
import type { TabProps } from '../record/tab-props';
import { timelineEntry, type TimelineKind, timelineKinds } from './timeline-entries';
import { TimelineDocument } from './timeline.graphql';
import { timelineTexts } from './timeline-texts';
import { WriteNote } from './write-note';

const pageSize = 40;

/** Everything that happened, newest first; the kinds in view are in the address. */
export function TimelineTab({ loaded: { customer } }: TabProps) {
  const { can } = useSession();
  const list = <TimelineList customerId={customer.id} />;
  return can('crm.note.write') ? <Split main={list} aside={<WriteNote customerId={customer.id} />} /> : list;
}

function TimelineList({ customerId }: { customerId: string }) {
  const t = useTexts(timelineTexts);
  const [asked, setAsked] = useUrlParam('kinds');
  const kinds = timelineKinds.filter((kind) => asked?.split(',').includes(kind));
  const { rows, status, failure, onRetry, hasMore, loadingMore, onLoadMore } = useApiPages({
    document: TimelineDocument,
    variables: (after) => ({ customerId, kinds: kinds.length === 0 ? null : kinds, first: pageSize, after }),
    page: ({ timeline: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  return (
    <Section
      title={t('title')}
      actions={<Kinds chosen={kinds} onChange={(next) => setAsked(next.length === 0 ? null : next.join(','))} />}
    >
      {status === 'loading' && <Skeleton lines={8} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={onRetry} />}
      {status === 'ready' && rows.length === 0 && (
        <EmptyState compact title={kinds.length === 0 ? t('empty') : t('emptyKinds')} />
      )}
      {rows.length > 0 && (
        <Timeline
          label={t('title')}
          entries={rows.map(timelineEntry)}
          footer={
            hasMore && (
              <Row>
                <Button busy={loadingMore} onClick={onLoadMore}>
                  {t('older')}
                </Button>
              </Row>
            )
          }
        />
      )}
    </Section>
  );
}

interface KindsProps {
  readonly chosen: readonly TimelineKind[];
  readonly onChange: (kinds: readonly TimelineKind[]) => void;
}

function Kinds({ chosen, onChange }: KindsProps) {
  const t = useTexts(timelineTexts);
  return (
    <PopoverButton
      label={t('show')}
      text={chosen.length === 0 ? t('everything') : chosen.map((kind) => t(kind)).join(', ')}
      size="small"
      icon={<ListFilter size={14} aria-hidden="true" />}
    >
      <Stack gap="xs">
        {timelineKinds.map((kind) => (
          <CheckboxInput
            key={kind}
            label={t(kind)}
            value={chosen.includes(kind)}
            onChange={(on) => onChange(on ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
          />
        ))}
      </Stack>
    </PopoverButton>
  );
}
