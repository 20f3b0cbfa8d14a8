import { useState } from 'react';
import {
  BytesText,
  Button,
  DateText,
  Meter,
  Notice,
  Row,
  Section,
  SimpleTable,
  Stack,
  Text,
  type TextOf,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { allowanceTexts } from './allowance-texts';
import { AllowancesDocument, type ServiceWithAllowance } from './allowance.graphql';
import { BuyPanel, GivePanel } from './allowance-steps';
import { TakeBackDialog } from './take-back-dialog';

export type Allowance = NonNullable<ServiceWithAllowance['allowance']>;
type Grant = Allowance['grants'][number];

/** What each service has used of what it has, what holds for it now, and why. */
export function AllowanceSection({ customerId }: { customerId: string }) {
  const { can } = useSession();
  const may = can('networking.quota.view');
  const { data } = useApiQuery(AllowancesDocument, { id: customerId }, { enabled: may });
  const services = data?.customer.services ?? [];
  return services.map(({ id, description, allowance }) =>
    allowance ? <ServiceAllowance key={id} name={description} allowance={allowance} /> : null,
  );
}

function ServiceAllowance({ name, allowance }: { name: string; allowance: Allowance }) {
  const t = useTexts(allowanceTexts);
  const format = useFormat();
  const { can } = useSession();
  const [open, setOpen] = useState<'buy' | 'give' | Grant | null>(null);
  const { now, quota, grants, offers } = allowance;
  const may = can('networking.quota.give') && quota !== null;
  const close = () => setOpen(null);
  return (
    <Section
      title={t('title', { service: name })}
      actions={
        may && (
          <Row>
            {offers.length > 0 && <Button onClick={() => setOpen('buy')}>{t('buy')}</Button>}
            <Button onClick={() => setOpen('give')}>{t('give')}</Button>
          </Row>
        )
      }
    >
      <Stack>
        <Notice family={now.isBlocked ? 'bad' : now.steps.length > 1 ? 'attention' : 'good'} title={now.why}>
          {now.until === null ? undefined : t('until', { when: format.instant(now.until) })}
        </Notice>
        {quota && <QuotaFigures quota={quota} />}
        {grants.length > 0 && <Grants grants={grants} {...(may ? { onTakeBack: setOpen } : {})} />}
      </Stack>
      {open === 'buy' && <BuyPanel allowance={allowance} onClose={close} />}
      {open === 'give' && <GivePanel serviceId={allowance.serviceId} onClose={close} />}
      {typeof open === 'object' && open !== null && <TakeBackDialog grant={open} onClose={close} />}
    </Section>
  );
}

function QuotaFigures({ quota }: { quota: NonNullable<Allowance['quota']> }) {
  const t = useTexts(allowanceTexts);
  const format = useFormat();
  const bytes = (octets: string) => format.bytes(BigInt(octets));
  const words = [
    ...(quota.nextPeriodOn === null ? [] : [t('period', { date: format.day(quota.nextPeriodOn) })]),
    ...(quota.sparedOctets === '0' ? [] : [t('spared', { amount: bytes(quota.sparedOctets) })]),
    ...(quota.automaticTopUps === 0 ? [] : [t('automatic', { count: quota.automaticTopUps })]),
  ];
  return (
    <Stack gap="xs">
      <Meter
        label={t('used')}
        showLabel
        value={Number(quota.usedOctets)}
        max={Number(quota.totalOctets)}
        warnAt={0.8}
        text={t('usedText', {
          used: bytes(quota.usedOctets),
          total: bytes(quota.totalOctets),
          left: bytes(quota.leftOctets),
        })}
      />
      <Text tone="secondary">{words.join(' ')}</Text>
    </Stack>
  );
}

function Grants({ grants, onTakeBack }: { grants: readonly Grant[]; onTakeBack?: (grant: Grant) => void }) {
  const t = useTexts(allowanceTexts);
  return (
    <SimpleTable
      label={t('grants')}
      rows={grants}
      rowId={({ id }) => id}
      columns={[
        { id: 'what', header: t('what'), cell: (grant) => `${kindOf(grant, t)}: ${grant.reason}` },
        { id: 'amount', header: t('amount'), align: 'end', cell: ({ octets }) => <BytesText value={octets} /> },
        { id: 'used', header: t('usedOf'), align: 'end', cell: ({ usedOctets }) => <BytesText value={usedOctets} /> },
        {
          id: 'last',
          header: t('lastOn'),
          cell: ({ lastOn }) => (lastOn === null ? t('untilUsed') : <DateText value={lastOn} />),
        },
        { id: 'when', header: t('when'), cell: ({ givenAt }) => <DateText value={givenAt.slice(0, 10)} /> },
        ...(onTakeBack
          ? [
              {
                id: 'act',
                header: t('takeBack'),
                cell: (grant: Grant) =>
                  grant.takenBackAt !== null ? (
                    t('takenBack')
                  ) : grant.kind === 'ROLLOVER' ? null : (
                    <Button size="small" tone="quiet" onClick={() => onTakeBack(grant)}>
                      {t('takeBack')}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function kindOf({ kind }: Grant, t: TextOf<typeof allowanceTexts.entries>): string {
  switch (kind) {
    case 'TOP_UP':
      return t('topUp');
    case 'BONUS':
      return t('bonus');
    case 'ROLLOVER':
      return t('rollover');
    case 'CORRECTION':
      return t('correction');
  }
}
