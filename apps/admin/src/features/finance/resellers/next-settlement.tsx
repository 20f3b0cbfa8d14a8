import { useState } from 'react';
import {
  Button,
  Columns,
  ConfirmDialog,
  DateInput,
  EmptyState,
  ErrorState,
  Figure,
  Money,
  Section,
  showToast,
  SidePanel,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { resellerTexts } from './reseller-texts';
import {
  NextSettlementDocument,
  type Reseller,
  type SettledCustomerRow,
  SettleResellerDocument,
} from './resellers.graphql';
import { nameOf, SettledCustomers } from './settled-customers';
import { NextLines } from './settled-lines';
import { useManagesResellers } from './use-manages-resellers';

interface Props {
  readonly reseller: Reseller;
  readonly currency: string;
  readonly from: string | null;
}

type Preview = ResultOf<typeof NextSettlementDocument>['previewResellerSettlement'];

/** What the next settlement would be, customer by customer; then it is made exactly so. */
export function NextSettlement({ reseller, currency, from }: Props) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  const { lastDay } = reseller;
  const [through, setThrough] = useState(lastDay);
  if (from === null) return null;
  const title = reseller.progress.length > 1 ? `${t('next')} (${currency})` : t('next');
  if (from > lastDay)
    return (
      <Section title={title}>
        <Text tone="secondary">{t('allSettled', { day: format.day(lastDay) })}</Text>
      </Section>
    );
  const isDay = through >= from && through <= lastDay;
  return (
    <Section title={title}>
      <Stack>
        <Columns min="sm">
          <DateInput
            label={t('through')}
            description={t('throughHelp', { from: format.day(from) })}
            value={through}
            onChange={setThrough}
            min={from}
            max={lastDay}
          />
        </Columns>
        {isDay && <Previewed reseller={reseller} input={{ partnerId: reseller.partnerId, through, currency }} />}
      </Stack>
    </Section>
  );
}

interface PreviewedProps {
  readonly reseller: Reseller;
  readonly input: { readonly partnerId: string; readonly through: string; readonly currency: string };
}

function Previewed({ reseller: { name }, input }: PreviewedProps) {
  const t = useTexts(resellerTexts);
  const manages = useManagesResellers();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<SettledCustomerRow | null>(null);
  const { data, failure, retry } = useApiQuery(NextSettlementDocument, { input });
  if (data === undefined)
    return failure === null ? (
      <Skeleton lines={5} label={t('working')} />
    ) : (
      <ErrorState failure={failure} onRetry={retry} />
    );
  const preview = data.previewResellerSettlement;
  if (preview.customers.length === 0) return <EmptyState title={t('nothing')} description={t('nothingText')} />;
  return (
    <>
      <Columns min="sm" gap="sm">
        <Figure label={t('gross')} value={<Money value={preview.gross} />} />
        <Figure label={t('base')} value={<Money value={preview.base} />} />
        <Figure label={t('gets', { name })} value={<Money value={preview.share} />} />
        <Figure label={t('kept')} value={<Money value={preview.kept} />} />
      </Columns>
      {manages && (
        <div>
          <Button tone="primary" onClick={() => setAsking(true)}>
            {t('settle')}
          </Button>
        </div>
      )}
      <SettledCustomers rows={preview.customers} label={t('next')} onDocuments={setOpen} />
      {open !== null && (
        <SidePanel title={t('showDocuments', { name: nameOf(open) })} size="lg" onClose={() => setOpen(null)}>
          <NextLines input={input} customerId={open.customerId} />
        </SidePanel>
      )}
      {asking && <Settle name={name} input={input} preview={preview} onClose={() => setAsking(false)} />}
    </>
  );
}

interface SettleProps {
  readonly name: string;
  readonly input: PreviewedProps['input'];
  readonly preview: Preview;
  readonly onClose: () => void;
}

function Settle({ name, input, preview, onClose }: SettleProps) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  const command = useMutationCommand(SettleResellerDocument, {
    onDone: ({ settleReseller }) => {
      showToast({ message: t('settled', { number: settleReseller.number }) });
      onClose();
    },
  });
  const [from, through] = [format.day(preview.from), format.day(preview.through)];
  return (
    <ConfirmDialog
      grade="B"
      title={t('settleTitle', { from, through, name })}
      confirmLabel={t('settle')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ ...input, hash: preview.hash })}
      onClose={onClose}
    >
      <Text>{t('settleText', { share: format.money(preview.share), base: format.money(preview.base), name })}</Text>
    </ConfirmDialog>
  );
}
