import {
  Button,
  Form,
  NumberField,
  SelectField,
  showToast,
  SidePanel,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { allowanceTexts } from './allowance-texts';
import { BuyTopUpDocument, GiveDataDocument } from './allowance.graphql';
import type { Allowance } from './allowance-section';

type GiveInput = VariablesOf<typeof GiveDataDocument>['input'];

interface GiveValues {
  readonly kind: 'BONUS' | 'CORRECTION';
  readonly gigabytes: string;
  readonly periods: string;
  readonly reason: string;
}

export function BuyPanel({ allowance, onClose }: { allowance: Allowance; onClose: () => void }) {
  const t = useTexts(allowanceTexts);
  const format = useFormat();
  const { serviceId, offers } = allowance;
  const command = useMutationCommand(BuyTopUpDocument, {
    onDone: () => {
      showToast({ message: t('sold') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm(
    command,
    { planId: offers[0]?.planId ?? '' },
    ({ planId }) => ({ serviceId, planId }),
  );
  return (
    <SidePanel title={t('buy')} description={t('buyLead')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ planId: t('offer') }}
        footer={<Buttons label={t('sell')} running={running} onClose={onClose} />}
      >
        <SelectField
          name="planId"
          label={t('offer')}
          choices={offers.map(({ planId, title, octets, unitPrice, currency }) => ({
            value: planId,
            label: t('offerText', {
              title,
              amount: format.bytes(BigInt(octets)),
              price: format.money({ amount: unitPrice, currency }),
            }),
          }))}
        />
      </Form>
    </SidePanel>
  );
}

export function GivePanel({ serviceId, onClose }: { serviceId: string; onClose: () => void }) {
  const t = useTexts(allowanceTexts);
  const command = useMutationCommand(GiveDataDocument, {
    onDone: () => {
      showToast({ message: t('given') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<GiveValues, unknown, GiveInput>(
    command,
    { kind: 'BONUS', gigabytes: '', periods: '1', reason: '' },
    ({ kind, gigabytes, periods, reason }) => ({
      serviceId,
      kind,
      octets: (BigInt(Math.round(Number(gigabytes) * 1_000)) * 1_000_000n).toString(),
      ...(kind === 'BONUS' && periods !== '' ? { periods: Number(periods) } : {}),
      reason,
    }),
  );
  return (
    <SidePanel title={t('give')} description={t('giveLead')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ octets: t('gigabytes'), periods: t('periods'), reason: t('reason') }}
        footer={<Buttons label={t('giveIt')} running={running} onClose={onClose} />}
      >
        <SelectField
          name="kind"
          label={t('kind')}
          choices={[
            { value: 'BONUS', label: t('bonusKind') },
            { value: 'CORRECTION', label: t('correctionKind') },
          ]}
        />
        <NumberField name="gigabytes" label={t('gigabytes')} description={t('gigabytesHelp')} maxDecimals={3} />
        <NumberField name="periods" label={t('periods')} description={t('periodsHelp')} optional />
        <TextField name="reason" label={t('reason')} />
      </Form>
    </SidePanel>
  );
}

function Buttons({ label, running, onClose }: { label: string; running: boolean; onClose: () => void }) {
  const t = useTexts(allowanceTexts);
  return (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" tone="primary" busy={running}>
        {label}
      </Button>
    </>
  );
}
