import { useState } from 'react';
import {
  Button,
  CheckListInput,
  EntityLink,
  ErrorState,
  Meter,
  Notice,
  NumberText,
  Section,
  SelectInput,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { usePartners } from '../use-partners';
import { accountUpdateTexts } from './account-update-texts';
import { AccountUpdateDocument, AccountUpdatePreviewDocument, UpdateAccountsDocument } from './account-updates.graphql';

type Input = VariablesOf<typeof AccountUpdatePreviewDocument>['input'];
type Preview = ResultOf<typeof AccountUpdatePreviewDocument>['previewAccountUpdate'];

const attributes = [
  'billingType',
  'mode',
  'billingDay',
  'periodMonths',
  'dueDays',
  'blockingDays',
  'deactivationDays',
  'minimumBalance',
  'autoInvoice',
] as const;
const types = ['RECURRING', 'PREPAID_DAILY', 'PREPAID_CUSTOM'] as const;

interface PanelProps {
  readonly partner: { readonly id: string } | null;
  readonly onClose: () => void;
}

/** Gives existing customers the settings of new ones: chosen setting by setting, seen before, carried out by a job. */
export function AccountUpdatePanel({ partner, onClose }: PanelProps) {
  const t = useTexts(accountUpdateTexts);
  const partners = usePartners();
  const [names, setNames] = useState<readonly string[]>([]);
  const [charged, setCharged] = useState<readonly string[]>([]);
  const [partnerId, setPartnerId] = useState(partner?.id ?? '');
  const [updateId, setUpdateId] = useState<string | null>(null);
  const input: Input = {
    attributes: [...names],
    ...(partnerId === '' ? {} : { partnerId }),
    ...(charged.length === 0 ? {} : { billingTypes: types.filter((one) => charged.includes(one)) }),
  };
  const preview = useApiQuery(AccountUpdatePreviewDocument, { input }, { enabled: names.length > 0 });
  const command = useMutationCommand(UpdateAccountsDocument, {
    onDone: ({ updateAccounts }) => setUpdateId(updateAccounts.id),
  });
  const found = names.length === 0 ? undefined : preview.data?.previewAccountUpdate;
  const refusal = names.length === 0 ? t('choose') : found?.touched === 0 ? t('nobody') : null;
  return (
    <SidePanel
      title={t('title')}
      size="lg"
      onClose={onClose}
      footer={
        updateId === null ? (
          <Button
            tone="primary"
            busy={command.running}
            refusal={refusal ?? (found === undefined ? t('choose') : null)}
            onClick={() => found && void command.run({ ...input, hash: found.hash })}
          >
            {t('submit', { count: found?.touched ?? 0 })}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      {updateId !== null ? (
        <Progress id={updateId} />
      ) : (
        <Stack>
          <Text tone="secondary">{t('text')}</Text>
          {command.failure !== null && <ErrorState compact failure={command.failure} onRetry={preview.retry} />}
          <CheckListInput
            label={t('attributes')}
            value={names}
            onChange={setNames}
            choices={attributes.map((value) => ({ value, label: t(value) }))}
          />
          <CheckListInput
            label={t('types')}
            description={t('typesHelp')}
            value={charged}
            onChange={setCharged}
            choices={types.map((value) => ({ value, label: t(value) }))}
          />
          {partners.length > 1 && (
            <SelectInput
              label={t('partner')}
              value={partnerId}
              onChange={setPartnerId}
              emptyLabel={t('allPartners')}
              optional
              choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          {preview.failure !== null && names.length > 0 && (
            <ErrorState compact failure={preview.failure} onRetry={preview.retry} />
          )}
          {names.length > 0 && found === undefined && preview.failure === null && <Skeleton lines={4} />}
          {found !== undefined && <Touched preview={found} />}
        </Stack>
      )}
    </SidePanel>
  );
}

function Touched({ preview }: { preview: Preview }) {
  const t = useTexts(accountUpdateTexts);
  const nameOf = (name: string) => {
    const known = attributes.find((one) => one === name);
    return known === undefined ? name : t(known);
  };
  return (
    <Section title={t('whom')} look="plain" level={3}>
      <Stack>
        <Text>{preview.touched === 0 ? t('nobody') : t('touched', { count: preview.touched })}</Text>
        <SimpleTable
          label={t('whom')}
          rows={preview.byAttribute}
          rowId={({ name }) => name}
          columns={[
            { id: 'setting', header: t('setting'), cell: ({ name }) => nameOf(name) },
            {
              id: 'customers',
              header: t('customers'),
              align: 'end',
              cell: ({ customers }) => <NumberText value={customers} />,
            },
          ]}
        />
        {preview.rows.length > 0 && (
          <SimpleTable
            label={t('first')}
            rows={preview.rows.flatMap(({ customerId, customer, changes }) =>
              changes.map((change) => ({ ...change, customerId, customer })),
            )}
            rowId={({ customerId, name }) => `${customerId}-${name}`}
            columns={[
              {
                id: 'customer',
                header: t('customer'),
                cell: ({ customer }) =>
                  customer === null ? (
                    '–'
                  ) : (
                    <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                      {customer.name}
                    </EntityLink>
                  ),
              },
              { id: 'setting', header: t('setting'), cell: ({ name }) => nameOf(name) },
              { id: 'before', header: t('before'), cell: ({ before }) => before ?? t('never') },
              { id: 'after', header: t('after'), cell: ({ after }) => after ?? t('never') },
            ]}
          />
        )}
      </Stack>
    </Section>
  );
}

function Progress({ id }: { id: string }) {
  const t = useTexts(accountUpdateTexts);
  const [done, setDone] = useState(false);
  const { data } = useApiQuery(AccountUpdateDocument, { id }, done ? {} : { refetchEveryMs: 1_000 });
  const update = data?.accountUpdate;
  if (update?.isDone === true && !done) setDone(true);
  if (update === undefined) return <Skeleton lines={2} />;
  if (update.isDone)
    return (
      <Notice family="good" title={t('done')} live>
        {t('doneText', { count: update.done })}
      </Notice>
    );
  const text = t('progress', { done: update.done, touched: update.touched });
  return <Meter label={t('running')} value={update.done} max={update.touched} text={text} showLabel />;
}
