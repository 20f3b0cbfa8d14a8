import { Money, type MoneyValue, defineCatalogue, isNegative, useTexts } from '@demarc/ui';

const texts = defineCatalogue('balance', {
  owes: 'owes',
  credit: 'has credit',
});

/** What a customer has (positive) or owes (negative), in words: a bare minus is never shown to people. */
export function BalanceText({ value }: { value: MoneyValue | null | undefined }) {
  const t = useTexts(texts);
  if (value === null || value === undefined) return <Money value={null} />;
  const owes = isNegative(value.amount);
  const even = !/[1-9]/.test(value.amount);
  const amount = { ...value, amount: value.amount.replace('-', '') };
  if (even) return <Money value={amount} tone="muted" />;
  return (
    <span className="dm-balance">
      <span className="dm-unit">{owes ? t('owes') : t('credit')}</span>{' '}
      <Money value={amount} tone={owes ? 'bad' : 'good'} />
    </span>
  );
}
