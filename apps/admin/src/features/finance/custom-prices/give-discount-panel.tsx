import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import {
  Button,
  DiffTable,
  EmptyState,
  ErrorState,
  Form,
  IconButton,
  LookupField,
  Money,
  Notice,
  Row,
  Section,
  SelectField,
  SidePanel,
  showToast,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { DiscountFields } from '../../customers/discounts/discount-fields';
import { discountTexts } from '../../customers/discounts/discount-texts';
import { discountInput, type DiscountValues, emptyDiscount } from '../../customers/discounts/discount-values';
import { useCustomerChoices } from '../lookup/use-customer-choices';
import { ApplyDiscountsDocument, PlanChoicesDocument, PreviewDiscountsDocument } from './custom-prices.graphql';
import { giveDiscountTexts } from './custom-price-texts';

type Wish = VariablesOf<typeof PreviewDiscountsDocument>['input'];
type ApplyInput = VariablesOf<typeof ApplyDiscountsDocument>['input'];
type Preview = ResultOf<typeof PreviewDiscountsDocument>['previewDiscounts'];

interface GiveValues extends DiscountValues {
  readonly customerId: string | null;
  readonly planId: string;
}

interface Chosen {
  readonly id: string;
  readonly label: string;
}

const formId = 'give-discount';

/** A discount for chosen customers: filled in, previewed service by service, and given as it was previewed. */
export function GiveDiscountPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(giveDiscountTexts);
  const words = useTexts(discountTexts);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [asked, setAsked] = useState<Wish | null>(null);
  const preview = useApiQuery(PreviewDiscountsDocument, { input: asked ?? nobody }, { enabled: asked !== null });
  const found = asked === null ? undefined : preview.data?.previewDiscounts;
  const command = useMutationCommand(ApplyDiscountsDocument, {
    onDone: ({ applyDiscounts: { given } }) => {
      showToast({ message: t('done', { count: given }) });
      onClose();
    },
  });
  const filled = useCommandForm<GiveValues, unknown, ApplyInput>(
    command,
    { ...emptyDiscount, customerId: null, planId: '' },
    (values) => {
      const wish = wishOf(values, chosen);
      if (found !== undefined && JSON.stringify(wish) === JSON.stringify(asked))
        return { ...wish, planHash: found.planHash };
      setAsked(wish);
      return null;
    },
  );
  const values = useWatch({ control: filled.form.control });
  const isShown = asked !== null && JSON.stringify(wishOf(values as GiveValues, chosen)) === JSON.stringify(asked);
  const ready = found !== undefined && isShown;
  return (
    <SidePanel
      title={t('title')}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            shortcut="Ctrl ⏎"
            busy={filled.running || (asked !== null && found === undefined && preview.failure === null)}
            refusal={chosen.length === 0 ? t('noneChosen') : ready && found.given === 0 ? t('no_services') : null}
          >
            {ready ? t('submit', { count: found.given }) : t('preview')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ value: words('value'), from: words('from'), through: words('through'), text: words('text') }}
      >
        <Text tone="secondary">{t('text')}</Text>
        <CustomerChoice form={filled.form} chosen={chosen} onChosen={setChosen} />
        <PlanChoice />
        <DiscountFields />
      </Form>
      {asked !== null && preview.failure !== null && (
        <ErrorState compact failure={preview.failure} onRetry={preview.retry} />
      )}
      {found !== undefined && !isShown && <Notice family="attention">{t('changed')}</Notice>}
      {ready && <PreviewTable preview={found} />}
    </SidePanel>
  );
}

const nobody: Wish = { customerIds: [], main: false, kind: 'PERCENT', value: '0' };

function wishOf({ planId, customerId: _, ...values }: GiveValues, chosen: readonly Chosen[]): Wish {
  return {
    customerIds: chosen.map(({ id }) => id),
    ...(planId === '' ? {} : { planIds: [planId] }),
    ...discountInput(values),
  };
}

interface CustomerChoiceProps {
  readonly form: UseFormReturn<GiveValues>;
  readonly chosen: readonly Chosen[];
  readonly onChosen: (chosen: readonly Chosen[]) => void;
}

function CustomerChoice({ form, chosen, onChosen }: CustomerChoiceProps) {
  const t = useTexts(giveDiscountTexts);
  const lookup = useCustomerChoices(null);
  const customerId = useWatch({ control: form.control, name: 'customerId' });
  const picked = lookup.choices.find(({ value }) => value === customerId);
  useEffect(() => {
    if (picked === undefined) return;
    if (!chosen.some(({ id }) => id === picked.value)) onChosen([...chosen, { id: picked.value, label: picked.label }]);
    form.setValue('customerId', null);
  }, [picked, chosen, onChosen, form]);
  return (
    <>
      <LookupField name="customerId" label={t('customer')} description={t('customerHelp')} optional {...lookup} />
      <Section title={t('chosen')} look="plain" level={3}>
        {chosen.length === 0 ? (
          <EmptyState compact title={t('noneChosen')} />
        ) : (
          <Stack gap="xs">
            {chosen.map(({ id, label }) => (
              <Row key={id} justify="between">
                <span>{label}</span>
                <IconButton
                  size="small"
                  label={t('remove', { name: label })}
                  icon={<X size={14} aria-hidden="true" />}
                  onClick={() => onChosen(chosen.filter((one) => one.id !== id))}
                />
              </Row>
            ))}
          </Stack>
        )}
      </Section>
    </>
  );
}

function PlanChoice() {
  const t = useTexts(giveDiscountTexts);
  const plans = useApiQuery(PlanChoicesDocument, {}).data?.plans ?? [];
  return (
    <SelectField
      name="planId"
      label={t('plan')}
      emptyLabel={t('allPlans')}
      optional
      choices={plans.filter(({ kind }) => kind !== 'ONE_TIME').map(({ id, title }) => ({ value: id, label: title }))}
    />
  );
}

function PreviewTable({ preview: { rows } }: { preview: Preview }) {
  const t = useTexts(giveDiscountTexts);
  return (
    <Section title={t('result')} look="plain" level={3} flush>
      <DiffTable
        label={t('result')}
        beforeLabel={t('before')}
        afterLabel={t('after')}
        causeLabel={t('cause')}
        empty={<EmptyState compact title={t('no_services')} />}
        rows={rows.map(({ serviceId, number, description, customer, before, after, skipped }) => ({
          id: serviceId,
          label: `${customer?.name ?? ''} · ${description} #${number}`,
          kind: skipped === null && before.amount !== after.amount ? 'changed' : 'same',
          before: <Money value={before} />,
          after: <Money value={after} />,
          cause: skipped === null ? '' : t(skipped),
        }))}
      />
    </Section>
  );
}
