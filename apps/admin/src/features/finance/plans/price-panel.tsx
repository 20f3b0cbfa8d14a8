import { useState } from 'react';
import {
  Button,
  DateInput,
  DiffTable,
  EmptyState,
  ErrorState,
  MoneyInput,
  Notice,
  RadioInput,
  Section,
  showToast,
  SidePanel,
  Skeleton,
  Stack,
  Text,
  TextInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { todayIn } from '../../customers/today';
import type { Plan } from './plan-values';
import { ChangePlanPriceDocument, PreviewPriceChangeDocument } from './plans.graphql';
import { MoreRows } from './more-rows';
import { priceTexts } from './price-texts';
import { emptyPriceWish, type PriceWish, priceWishInput, reaches } from './price-wish';

type Preview = ResultOf<typeof PreviewPriceChangeDocument>['previewPriceChange'];
type Input = VariablesOf<typeof PreviewPriceChangeDocument>['input'];

interface PanelProps {
  readonly plan: Plan;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** A new list price: from when, for whom, and what that does to each service, before it is done. */
export function PricePanel({ plan, onClose, onChanged }: PanelProps) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  const [wish, setWish] = useState<PriceWish>(() => emptyPriceWish(today));
  const input = priceWishInput(plan.id, wish);
  const asked = input ?? nothing(plan.id, today);
  const preview = useApiQuery(PreviewPriceChangeDocument, { input: asked }, { enabled: input !== null });
  const found = input === null ? undefined : preview.data?.previewPriceChange;
  const command = useMutationCommand(ChangePlanPriceDocument, {
    onDone: ({ changePlanPrice: { touched } }) => {
      showToast({ message: t('done', { count: touched }) });
      onChanged();
      onClose();
    },
  });
  const submit = () => {
    if (input !== null && found !== undefined) void command.run({ ...input, hash: found.hash });
  };
  return (
    <SidePanel
      title={t('panelTitle', { title: plan.title })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running || (input !== null && preview.status === 'loading')}
            refusal={input === null ? t('nothing') : (preview.failure?.message ?? null)}
            onClick={submit}
          >
            {found === undefined || found.touched === 0 ? t('submitPlan') : t('submit', { count: found.touched })}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('panelText')}</Text>
        <WishFields plan={plan} wish={wish} onChange={setWish} />
        {command.failure !== null && <ErrorState compact failure={command.failure} />}
        {input !== null && preview.failure !== null && (
          <ErrorState compact failure={preview.failure} onRetry={preview.retry} />
        )}
        {input !== null && preview.status === 'loading' && <Skeleton lines={4} />}
        {found !== undefined && <PreviewTable plan={plan} input={asked} preview={found} />}
      </Stack>
    </SidePanel>
  );
}

function nothing(planId: string, from: string): Input {
  return { planId, from, reach: 'PLAN_ONLY' };
}

interface FieldsProps {
  readonly plan: Plan;
  readonly wish: PriceWish;
  readonly onChange: (wish: PriceWish) => void;
}

function WishFields({ plan, wish, onChange }: FieldsProps) {
  const t = useTexts(priceTexts);
  return (
    <>
      <MoneyInput
        label={t('unitPrice')}
        currency={plan.currency}
        unitPrice
        autoFocus
        value={wish.unitPrice}
        onChange={(unitPrice) => onChange({ ...wish, unitPrice })}
      />
      <DateInput label={t('fromDay')} value={wish.from} onChange={(from) => onChange({ ...wish, from: from ?? '' })} />
      <TextInput
        label={t('text')}
        description={t('textHelp')}
        optional
        maxLength={300}
        value={wish.text}
        onChange={(text) => onChange({ ...wish, text })}
      />
      <RadioInput
        name="reach"
        label={t('existing')}
        value={wish.reach}
        onChange={(reach) => onChange({ ...wish, reach: reaches.find((one) => one === reach) ?? 'PLAN_ONLY' })}
        choices={reaches.map((value) => ({ value, label: t(value) }))}
      />
    </>
  );
}

function PreviewTable({ plan, input, preview }: { plan: Plan; input: Input; preview: Preview }) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const pages = useApiPages({
    document: PreviewPriceChangeDocument,
    variables: (after) => ({ input, after }),
    page: ({ previewPriceChange: { rows, hasMore, endCursor } }) => ({ rows, hasMore, endCursor }),
    enabled: preview.touched > 0,
  });
  const money = (amount: string | null) => (amount === null ? '–' : format.money({ amount, currency: plan.currency }));
  return (
    <Section title={t('preview')} look="plain" level={3} flush>
      <Stack gap="sm">
        <Notice family={preview.touched === 0 ? 'info' : 'attention'}>
          {preview.touched === 0
            ? t('previewNone', { price: money(preview.priceBefore) })
            : t('previewSum', {
                count: preview.touched,
                customers: preview.customers,
                amount: format.money(preview.monthly),
              })}
        </Notice>
        {preview.touched > 0 && (
          <DiffTable
            label={t('preview')}
            beforeLabel={t('before')}
            afterLabel={t('after')}
            causeLabel={t('cause')}
            empty={<EmptyState compact title={t('noChanges')} />}
            rows={(pages.rows.length === 0 ? preview.rows : pages.rows).map((row) => ({
              id: row.serviceId,
              label: `${row.customer?.name ?? ''} #${row.number}`,
              kind: 'changed' as const,
              before: row.oldPrice === row.newPrice ? row.oldDescription : money(row.oldPrice),
              after: row.oldPrice === row.newPrice ? row.newDescription : money(row.newPrice),
              cause: row.oldPrice === row.newPrice ? t('atOnce') : format.day(row.from),
            }))}
          />
        )}
        <MoreRows {...pages} />
      </Stack>
    </Section>
  );
}
