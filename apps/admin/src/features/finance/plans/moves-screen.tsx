import { X } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  Columns,
  DateInput,
  EmptyState,
  ErrorState,
  IconButton,
  MoneyInput,
  Page,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  TextInput,
  UiLink,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { useCurrency } from '../../../frame/use-operator';
import { todayIn } from '../../customers/today';
import { emptyMoveRow, moveInput, type MoveRow } from './move-form';
import { moveTexts } from './move-texts';
import { MovesDocument, PrepareMoveDocument } from './moves.graphql';

type Loaded = ResultOf<typeof MovesDocument>;

/** Plans that are replaced by others for everybody who has them, and those that were. */
export function MovesScreen() {
  const t = useTexts(moveTexts);
  return (
    <Guarded title={t('title')} needs={['billing.plan.manage']}>
      <Moves />
    </Guarded>
  );
}

function Moves() {
  const t = useTexts(moveTexts);
  const { data, failure, retry } = useApiQuery(MovesDocument, {});
  return (
    <Page title={t('title')} description={t('text')} back={{ href: '/plans', label: t('plans') }}>
      {failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Stack>
          <NewMove plans={data.plans} />
          <EarlierMoves moves={data.planMoves} />
        </Stack>
      )}
    </Page>
  );
}

function NewMove({ plans }: { plans: Loaded['plans'] }) {
  const t = useTexts(moveTexts);
  const format = useFormat();
  const links = useLinks();
  const today = todayIn(format.timeZone, format.now());
  const [rows, setRows] = useState<readonly MoveRow[]>(() => [emptyMoveRow(today)]);
  const [reason, setReason] = useState('');
  const command = useMutationCommand(PrepareMoveDocument, {
    onDone: ({ preparePlanMove: { id } }) => links.navigate(`/plan-moves/${id}`),
  });
  const input = moveInput(rows, reason);
  return (
    <Section title={t('title')}>
      <Stack>
        {rows.map((row, at) => (
          <MoveRowFields
            key={at}
            number={at + 1}
            row={row}
            plans={plans}
            onChange={(next) => setRows(rows.map((one, index) => (index === at ? next : one)))}
            onRemove={rows.length > 1 ? () => setRows(rows.filter((_, index) => index !== at)) : null}
          />
        ))}
        <TextInput
          label={t('reason')}
          description={t('reasonHelp')}
          optional
          maxLength={300}
          value={reason}
          onChange={setReason}
        />
        {command.failure !== null && <ErrorState compact failure={command.failure} />}
        <Columns min="sm">
          <Button onClick={() => setRows([...rows, emptyMoveRow(today)])}>{t('addRow')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            refusal={input === null ? t('nothing') : null}
            onClick={() => {
              if (input !== null) void command.run(input);
            }}
          >
            {t('prepare')}
          </Button>
        </Columns>
      </Stack>
    </Section>
  );
}

interface RowProps {
  readonly number: number;
  readonly row: MoveRow;
  readonly plans: Loaded['plans'];
  readonly onChange: (row: MoveRow) => void;
  readonly onRemove: (() => void) | null;
}

function MoveRowFields({ number, row, plans, onChange, onRemove }: RowProps) {
  const t = useTexts(moveTexts);
  const currency = useCurrency();
  const kind = plans.find(({ id }) => id === row.planId)?.kind;
  const old = plans.filter((plan) => plan.kind !== 'ONE_TIME' && plan.services > 0);
  const fresh = plans.filter((plan) => plan.kind === kind && plan.id !== row.planId && plan.available);
  return (
    <fieldset className="dm-range">
      <legend className="dm-field-label">{t('row', { number })}</legend>
      <Columns>
        <SelectInput
          label={t('plan')}
          value={row.planId}
          onChange={(planId) => onChange({ ...row, planId, newPlanId: '' })}
          emptyLabel="–"
          choices={old.map(({ id, title, services }) => ({
            value: id,
            label: `${title} · ${t('services', { count: services })}`,
          }))}
        />
        <SelectInput
          label={t('newPlan')}
          value={row.newPlanId}
          onChange={(newPlanId) => onChange({ ...row, newPlanId })}
          emptyLabel="–"
          choices={fresh.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <DateInput label={t('changeOn')} value={row.changeOn} onChange={(changeOn) => onChange({ ...row, changeOn })} />
        <MoneyInput
          label={t('unitPrice')}
          description={t('unitPriceHelp')}
          currency={currency}
          unitPrice
          optional
          value={row.unitPrice}
          onChange={(unitPrice) => onChange({ ...row, unitPrice })}
        />
      </Columns>
      {onRemove !== null && (
        <IconButton
          size="small"
          label={t('removeRow', { number })}
          icon={<X size={14} aria-hidden="true" />}
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
}

function EarlierMoves({ moves }: { moves: Loaded['planMoves'] }) {
  const t = useTexts(moveTexts);
  const format = useFormat();
  return (
    <Section title={t('before')} flush>
      <SimpleTable
        label={t('before')}
        rows={moves}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('none')} />}
        columns={[
          {
            id: 'by',
            header: t('by'),
            cell: ({ id, createdAt, createdBy }) => (
              <UiLink href={`/plan-moves/${id}`}>{`${format.instant(createdAt)}, ${createdBy}`}</UiLink>
            ),
          },
          { id: 'status', header: t('status'), cell: ({ status }) => t(status) },
          { id: 'reason', header: t('reason'), cell: ({ reason }) => <Text>{reason === '' ? '–' : reason}</Text> },
        ]}
      />
    </Section>
  );
}
