import {
  CheckboxInput,
  DateInput,
  MoneyInput,
  RadioInput,
  SelectInput,
  Stack,
  Text,
  TextInput,
  isDecimalText,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { dayAfter } from '../day-after';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import type { ChangeForm } from './change-plan-values';
import type { PreviewPlanChangeDocument } from './services.graphql';
import { changePlanTexts } from './services-texts';

interface FieldsProps {
  readonly form: ChangeForm;
  readonly service: CustomerService;
  readonly onChange: (form: ChangeForm) => void;
}

export type Notice = ResultOf<typeof PreviewPlanChangeDocument>['previewPlanChange']['notice'];

export function ChangePlanFields({ form, service, onChange, notice }: FieldsProps & { readonly notice: Notice }) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const { can } = useSession();
  const nextBill = service.chargedThrough === null ? null : dayAfter(service.chargedThrough);
  const set = (change: Partial<ChangeForm>) => onChange({ ...form, ...change });
  return (
    <>
      {nextBill !== null && (
        <RadioInput
          label={t('when')}
          name="when"
          value={form.changeOn === nextBill ? 'next' : 'day'}
          choices={[
            { value: 'day', label: t('onDate') },
            { value: 'next', label: t('nextBill', { date: format.day(nextBill) }) },
          ]}
          onChange={(when) => set({ changeOn: when === 'next' ? nextBill : todayIn(format.timeZone, format.now()) })}
        />
      )}
      <DateInput label={t('starts')} value={form.changeOn} onChange={(changeOn) => set({ changeOn })} />
      <MoneyInput
        label={t('price')}
        description={t('priceHelp')}
        optional
        unitPrice
        currency={service.currency}
        value={form.price}
        error={form.price === '' || isDecimalText(form.price) ? null : t('priceHelp')}
        onChange={(price) => set({ price })}
      />
      <TextInput
        label={t('reason')}
        description={t('reasonHelp')}
        optional={form.price === ''}
        value={form.reason}
        onChange={(reason) => set({ reason })}
      />
      {service.discount !== null && (
        <CheckboxInput
          label={t('keepDiscounts')}
          value={form.keepDiscounts}
          onChange={(keepDiscounts) => set({ keepDiscounts })}
        />
      )}
      <NotifyField form={form} notice={notice} onChange={onChange} />
      {can('billing.service.changeTerms') && <ChangeTerms form={form} onChange={onChange} />}
    </>
  );
}

function NotifyField({ form, notice, onChange }: Omit<FieldsProps, 'service'> & { readonly notice: Notice }) {
  const t = useTexts(changePlanTexts);
  if (notice === null) return null;
  const { to, leaves, subject, text } = notice;
  if (to === null) return <Text tone="secondary">{t('notifyNobody')}</Text>;
  return (
    <Stack gap="xs">
      <CheckboxInput
        label={t('notify')}
        description={t(leaves ? 'notifyTo' : 'notifyKept', { to })}
        value={form.notify}
        onChange={(notify) => onChange({ ...form, notify })}
      />
      <details className="dm-details">
        <summary>{t('message')}</summary>
        <Text strong>{subject}</Text>
        <p className="admin-message">{text}</p>
      </details>
    </Stack>
  );
}

function ChangeTerms({ form, onChange }: Omit<FieldsProps, 'service'>) {
  const t = useTexts(changePlanTexts);
  const set = (change: Partial<ChangeForm>) => onChange({ ...form, ...change });
  return (
    <details className="dm-details">
      <summary>{t('more')}</summary>
      <Stack>
        <SelectInput
          label={t('refund')}
          value={form.refund}
          choices={[
            { value: '', label: t('asSet') },
            { value: 'UNUSED', label: t('UNUSED') },
            { value: 'NONE', label: t('NONE') },
          ]}
          onChange={(refund) => set({ refund })}
        />
        <SelectInput
          label={t('invoice')}
          value={form.invoice}
          choices={[
            { value: '', label: t('asSet') },
            { value: 'PERIOD_END', label: t('PERIOD_END') },
            { value: 'THIRTY_DAYS', label: t('THIRTY_DAYS') },
            { value: 'NEXT_RUN', label: t('NEXT_RUN') },
          ]}
          onChange={(invoice) => set({ invoice })}
        />
        <CheckboxInput label={t('withFee')} value={form.withFee} onChange={(withFee) => set({ withFee })} />
      </Stack>
    </details>
  );
}
