import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  Meter,
  Notice,
  Row,
  Section,
  showToast,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { type Allowance, NEARLY_USED_UP } from '../home/data-left';
import { ownDataTexts } from './own-data-texts';
import { BuyOwnDataDocument, OwnDataDocument } from './own-data.graphql';

type Offer = Allowance['offers'][number];

/** What is used and what is left, why the speed is what it is, and more data at one press. */
export function OwnData() {
  const { data } = useApiQuery(OwnDataDocument, {});
  const services = data?.me.services ?? [];
  return services.map(({ id, description, allowance }) =>
    allowance ? <ServiceData key={id} name={description} allowance={allowance} /> : null,
  );
}

function ServiceData({ name, allowance }: { name: string; allowance: Allowance }) {
  const t = useTexts(ownDataTexts);
  const format = useFormat();
  const [offer, setOffer] = useState<Offer | null>(null);
  const { now, quota, offers, serviceId } = allowance;
  if (!quota && now.steps.length === 1) return null;
  return (
    <Section title={t(quota ? 'title' : 'speedTitle', { service: name })}>
      <Stack>
        {now.steps.length > 1 && (
          <Notice family={now.isBlocked ? 'bad' : 'attention'} title={now.why}>
            {now.until === null ? undefined : t('until', { when: format.instant(now.until) })}
          </Notice>
        )}
        {quota && <QuotaMeter quota={quota} />}
        {offers.length > 0 && (
          <Row>
            {offers.map((one) => (
              <Button key={one.planId} onClick={() => setOffer(one)}>
                {t('buy', wordsOf(one, format))}
              </Button>
            ))}
          </Row>
        )}
      </Stack>
      {offer && (
        <BuyDialog serviceId={serviceId} offer={offer} short={shortOf(quota, offer)} onClose={() => setOffer(null)} />
      )}
    </Section>
  );
}

function QuotaMeter({ quota }: { quota: NonNullable<Allowance['quota']> }) {
  const t = useTexts(ownDataTexts);
  const format = useFormat();
  const bytes = (octets: string) => format.bytes(BigInt(octets));
  return (
    <Stack gap="xs">
      <Meter
        label={t('used')}
        showLabel
        value={Number(quota.usedOctets)}
        max={Number(quota.totalOctets)}
        warnAt={NEARLY_USED_UP}
        text={t('usedText', {
          used: bytes(quota.usedOctets),
          total: bytes(quota.totalOctets),
          left: bytes(quota.leftOctets),
        })}
      />
      <Text tone="secondary">
        {quota.nextPeriodOn === null ? '' : t('period', { date: format.day(quota.nextPeriodOn) })}{' '}
        {quota.sparedOctets === '0' ? '' : t('spared', { amount: bytes(quota.sparedOctets) })}
      </Text>
    </Stack>
  );
}

interface BuyProps {
  readonly serviceId: string;
  readonly offer: Offer;
  /** Octets that are used beyond what there would be then. */
  readonly short: bigint;
  readonly onClose: () => void;
}

function BuyDialog({ serviceId, offer, short, onClose }: BuyProps) {
  const t = useTexts(ownDataTexts);
  const format = useFormat();
  const words = wordsOf(offer, format);
  const command = useMutationCommand(BuyOwnDataDocument, {
    onDone: () => {
      showToast({ message: t('done', words) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('ask', words)}
      confirmLabel={t('confirm')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ serviceId, planId: offer.planId })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('askText', words)}</Text>
        {short >= 0n && <Notice family="attention">{t('notEnough', { amount: format.bytes(short) })}</Notice>}
      </Stack>
    </ConfirmDialog>
  );
}

function wordsOf({ title, octets, unitPrice, currency }: Offer, format: ReturnType<typeof useFormat>) {
  return { title, amount: format.bytes(BigInt(octets)), price: format.money({ amount: unitPrice, currency }) };
}

/** More was used than there will be: what is bought does not bring the speed back. Below zero, it does. */
function shortOf(quota: Allowance['quota'], { octets }: Offer): bigint {
  return quota === null ? -1n : BigInt(quota.usedOctets) - BigInt(quota.totalOctets) - BigInt(octets);
}
