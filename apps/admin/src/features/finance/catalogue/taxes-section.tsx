import { useState } from 'react';
import {
  ActionMenu,
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Row,
  Section,
  showToast,
  type SimpleColumn,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  type TextOf,
  useFormat,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { todayIn } from '../../customers/today';
import { catalogueTexts } from './catalogue-texts';
import { ArchiveTaxRateDocument } from './catalogue.graphql';
import { TaxesDocument } from './taxes.graphql';
import { TaxGroupPanel } from './tax-group-panel';
import { TaxRatePanel } from './tax-rate-panel';
import { taxTexts } from './tax-texts';
import { nextRate, type Tax } from './tax-words';

interface TaxesSectionProps {
  readonly panel: string | null;
  readonly onPanel: (panel: string | null) => void;
}

/** Every tax with its rate of today, what comes next, what a group is made of, and who uses it. */
export function TaxesSection({ panel, onPanel }: TaxesSectionProps) {
  const t = useTexts(taxTexts);
  const { can } = useSession();
  const manages = can('billing.tax.manage');
  const { data, failure, retry } = useApiQuery(TaxesDocument, {});
  const taxes = data?.taxes ?? [];
  const close = () => onPanel(null);
  const [name, id] = (panel ?? '').split(':');
  const chosen = taxes.find((tax) => tax.id === id);
  return (
    <Section
      title={t('title')}
      description={t('text')}
      flush={taxes.length > 0}
      actions={
        manages && (
          <Row gap="xs">
            <Button size="small" onClick={() => onPanel('new-tax-group')}>
              {t('newGroup')}
            </Button>
            <Button size="small" onClick={() => onPanel('new-tax')}>
              {t('newTax')}
            </Button>
          </Row>
        )
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={5} label={t('loading')} />}
      {data !== undefined && <TaxTable taxes={taxes} manages={manages} onPanel={onPanel} />}
      {manages && name === 'new-tax-group' && <TaxGroupPanel taxes={taxes} onClose={close} />}
      {name === 'tax-rates' && chosen !== undefined && <TaxRatePanel tax={chosen} manages={manages} onClose={close} />}
    </Section>
  );
}

function TaxTable({
  taxes,
  manages,
  onPanel,
}: {
  taxes: readonly Tax[];
  manages: boolean;
  onPanel: (panel: string) => void;
}) {
  const t = useTexts(taxTexts);
  const [archiving, setArchiving] = useState<Tax | null>(null);
  const columns = useTaxColumns();
  return (
    <>
      <SimpleTable
        label={t('title')}
        rows={taxes}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('none')} description={t('noneText')} />}
        columns={[
          ...columns,
          {
            id: 'verbs',
            header: '',
            align: 'end',
            cell: (tax) => (
              <ActionMenu
                size="small"
                label={t('verbs', { name: tax.name })}
                actions={[
                  ...(tax.kind === 'SINGLE'
                    ? [{ id: 'rates', label: t('rates'), onSelect: () => onPanel(`tax-rates:${tax.id}`) }]
                    : []),
                  ...(manages ? [{ id: 'archive', label: t('archive'), onSelect: () => setArchiving(tax) }] : []),
                ]}
              />
            ),
          },
        ]}
      />
      {archiving !== null && <ArchiveTaxDialog tax={archiving} onClose={() => setArchiving(null)} />}
    </>
  );
}

function useTaxColumns(): readonly SimpleColumn<Tax>[] {
  const t = useTexts(taxTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  return [
    { id: 'name', header: t('name'), cell: (tax) => <NameCell tax={tax} t={t} /> },
    { id: 'percent', header: t('percent'), align: 'end', cell: ({ percent }) => `${withoutZeros(percent)} %` },
    {
      id: 'next',
      header: t('next'),
      cell: (tax) => {
        const next = nextRate(tax, today);
        if (next === null) return '–';
        return t('nextRate', { percent: withoutZeros(next.percent), date: format.day(next.from) });
      },
    },
    { id: 'used', header: t('used'), cell: (tax) => usedWords(tax, t) },
  ];
}

type Words = TextOf<typeof taxTexts.entries>;

function NameCell({ tax: { name, parts }, t }: { tax: Tax; t: Words }) {
  return (
    <Stack gap="none">
      <span>{name}</span>
      {parts.length > 0 && (
        <Text as="span" size="small" tone="muted">
          {parts
            .map((part) => t(`part_${part.on}`, { name: part.name, percent: withoutZeros(part.percent) }))
            .join(' + ')}
        </Text>
      )}
    </Stack>
  );
}

function usedWords({ plans, services, groups }: Tax, t: Words): string {
  const words = [
    ...(plans > 0 ? [t('usedPlans', { count: plans })] : []),
    ...(services > 0 ? [t('usedServices', { count: services })] : []),
    ...(groups.length > 0 ? [t('usedGroups', { names: groups.join(', ') })] : []),
  ];
  return words.length > 0 ? words.join(' · ') : t('unused');
}

function ArchiveTaxDialog({ tax: { id, name }, onClose }: { tax: Tax; onClose: () => void }) {
  const t = useTexts(catalogueTexts);
  const command = useMutationCommand(ArchiveTaxRateDocument, {
    onDone: () => {
      showToast({ message: t('archived', { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('archiveTitle', { name })}
      confirmLabel={t('archive')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ taxRateId: id })}
      onClose={onClose}
    >
      {t('archiveText')}
    </ConfirmDialog>
  );
}
