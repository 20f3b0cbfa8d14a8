import { Button, DateText, FamilyTag, Money, Section, SimpleTable, Stack, Text, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Customer } from '../record/use-customer';
import { ServiceChangesDocument } from './services.graphql';
import { servicesTexts } from './services-texts';

type Changes = ResultOf<typeof ServiceChangesDocument>['customer'];
type PlanChange = Changes['planChanges'][number];
const families = { SCHEDULED: 'info', APPLIED: 'good', UNDONE: 'off' } as const;

interface ChangesProps {
  readonly customer: Customer;
  readonly onPanel: (panel: string) => void;
}

/** Changes of plan that wait or were made, and pauses: what is ahead first, what was undone with its reason. */
export function ServiceChanges({ customer, onPanel }: ChangesProps) {
  const { data } = useApiQuery(ServiceChangesDocument, { id: customer.id });
  if (!data) return null;
  const { planChanges, servicePauses } = data.customer;
  return (
    <>
      {planChanges.length > 0 && <PlanChanges changes={planChanges} onPanel={onPanel} />}
      {servicePauses.length > 0 && <Pauses pauses={servicePauses} customer={customer} />}
    </>
  );
}

function PlanChanges({
  changes,
  onPanel,
}: { readonly changes: readonly PlanChange[] } & Pick<ChangesProps, 'onPanel'>) {
  const t = useTexts(servicesTexts);
  const { can } = useSession();
  const undoes = can('billing.service.changePlan');
  return (
    <Section title={t('changes')} flush>
      <SimpleTable
        label={t('changes')}
        rows={changes}
        rowId={({ id }) => id}
        columns={[
          { id: 'on', header: t('on'), cell: ({ changeOn }) => <DateText value={changeOn} /> },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => <FamilyTag family={families[state]}>{t(state)}</FamilyTag>,
          },
          { id: 'change', header: t('change'), cell: (change) => <ChangeCell change={change} /> },
          { id: 'by', header: t('by'), cell: ({ madeBy }) => madeBy },
          { id: 'net', header: t('net'), align: 'end', cell: ({ net }) => <Money value={net} signed /> },
          {
            id: 'verbs',
            header: '',
            align: 'end',
            cell: ({ id, state }) =>
              undoes &&
              state !== 'UNDONE' && (
                <Button size="small" onClick={() => onPanel(`undo-change:${id}`)}>
                  {t('undo')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}

function ChangeCell({ change: { oldPlanTitle, newPlanTitle, reason, undoneBy, undoReason } }: { change: PlanChange }) {
  const t = useTexts(servicesTexts);
  const more = [
    ...(reason === '' ? [] : [reason]),
    ...(undoneBy === null ? [] : [t('undoneBecause', { by: undoneBy, reason: undoReason ?? '' })]),
  ];
  return (
    <Stack gap="none">
      <span>{t('changeText', { old: oldPlanTitle, fresh: newPlanTitle })}</span>
      {more.length > 0 && (
        <Text as="span" size="small" tone="muted">
          {more.join(' · ')}
        </Text>
      )}
    </Stack>
  );
}

function Pauses({ pauses, customer }: { pauses: Changes['servicePauses']; customer: Customer }) {
  const t = useTexts(servicesTexts);
  const format = useFormat();
  const plan = (serviceId: string) => customer.services?.find(({ id }) => id === serviceId)?.planTitle ?? '';
  return (
    <Section title={t('pausesOf')} flush>
      <SimpleTable
        label={t('pausesOf')}
        rows={pauses}
        rowId={({ id }) => id}
        columns={[
          { id: 'service', header: t('service'), cell: ({ serviceId }) => plan(serviceId) },
          {
            id: 'days',
            header: t('days'),
            cell: ({ from, through }) =>
              through === null
                ? t('pausedFrom', { from: format.day(from) })
                : t('pausedDays', { from: format.day(from), through: format.day(through) }),
          },
          { id: 'costs', header: t('costs'), cell: ({ billing }) => t(billing) },
          { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
        ]}
      />
    </Section>
  );
}
