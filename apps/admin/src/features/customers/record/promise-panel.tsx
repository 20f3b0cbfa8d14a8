import {
  Button,
  DateField,
  Form,
  MoneyField,
  Notice,
  SidePanel,
  showToast,
  SwitchField,
  Text,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { useCurrency } from '../../../frame/use-operator';
import type { PanelProps } from './panel-props';
import { verbTexts } from './verb-texts';
import { PromiseToPayDocument } from './verbs.graphql';

interface PromiseInput {
  readonly customerId: string;
  readonly until: string | null;
  readonly amount?: string;
  readonly grace?: boolean;
  readonly note?: string;
}

interface Values {
  readonly until: string;
  readonly amount: string;
  readonly grace: boolean;
  readonly note: string;
}

/** Keeps access open until a day that the customer named; the block comes by itself afterwards. */
export function PromisePanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(verbTexts);
  const format = useFormat();
  const currency = useCurrency();
  const kept = customer.account?.promiseUntil ?? null;
  const command = useMutationCommand(PromiseToPayDocument, {
    onDone: (_, { until }) => {
      showToast({
        message: typeof until === 'string' ? t('promiseDone', { date: format.day(until) }) : t('promiseGone'),
      });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, PromiseInput>(
    command,
    { until: kept ?? '', amount: '', grace: false, note: '' },
    ({ until, amount, grace, note }) => ({
      customerId: customer.id,
      until,
      grace,
      ...(amount === '' || grace ? {} : { amount }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    }),
  );
  return (
    <SidePanel
      title={t('promiseTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {kept !== null && (
            <Button busy={command.running} onClick={() => void command.run({ customerId: customer.id, until: null })}>
              {t('promiseTakeBack')}
            </Button>
          )}
          <Button type="submit" form="promise" tone="primary" busy={filled.running}>
            {t('promiseSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="promise"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ until: t('until'), amount: t('promiseAmount'), note: t('promiseNote') }}
      >
        <Text tone="secondary">{t('promiseText')}</Text>
        {(customer.account?.openHolds ?? 0) > 0 && <Notice family="attention">{t('promiseNoHold')}</Notice>}
        <DateField name="until" label={t('until')} description={t('untilHelp')} autoFocus />
        <SwitchField name="grace" label={t('promiseGrace')} description={t('promiseGraceHelp')} />
        <MoneyField
          name="amount"
          label={t('promiseAmount')}
          description={t('promiseAmountHelp')}
          currency={currency}
          optional
        />
        <TextField name="note" label={t('promiseNote')} optional maxLength={300} />
      </Form>
    </SidePanel>
  );
}
