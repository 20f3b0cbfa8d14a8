import { FileDown } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ButtonLink,
  Columns,
  DateInput,
  ErrorState,
  SidePanel,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { StatementEnds, StatementEntries, useApiQuery } from '@demarc/web-kit';
import type { PanelProps } from '../record/panel-props';
import { StatementDocument } from './statement.graphql';
import { statementTexts } from './statement-texts';

/** The account over a period, on the screen as on the paper that a press opens. */
export function StatementPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(statementTexts);
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const { data, failure, retry } = useApiQuery(
    StatementDocument,
    { id: customer.id, from: from === '' ? null : from, through: through === '' ? null : through },
    { keepPrevious: true },
  );
  const statement = data?.customer.statement;
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          {statement !== undefined && failure === null && (
            <ButtonLink tone="primary" href={statement.url} download icon={<FileDown size={16} aria-hidden="true" />}>
              {t('pdf')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('text')}</Text>
        <Columns>
          <DateInput label={t('from')} value={from} onChange={setFrom} optional />
          <DateInput label={t('through')} value={through} onChange={setThrough} optional />
        </Columns>
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {failure === null && statement === undefined && <Skeleton lines={6} />}
        {failure === null && statement !== undefined && (
          <>
            <StatementEnds statement={statement} />
            <StatementEntries statement={statement} />
          </>
        )}
      </Stack>
    </SidePanel>
  );
}
