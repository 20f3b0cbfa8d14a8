import { SelectField, useTexts } from '@demarc/ui';
import { contractTexts } from './services-texts';

export const contractEnds = ['LIST_PRICE', 'SAME_PRICE', 'ENDS'] as const;

export type ContractAtEnd = (typeof contractEnds)[number];

/** Undefined: what the plan says. */
export function contractAtEnd(text: string): ContractAtEnd | undefined {
  return contractEnds.find((one) => one === text);
}

/** What the end of the contract of one service does. */
export function ContractAtEndField() {
  const t = useTexts(contractTexts);
  return (
    <SelectField
      name="contractAtEnd"
      label={t('atEnd')}
      optional
      choices={[
        { value: '', label: t('asPlan') },
        ...contractEnds.map((value) => ({ value, label: t(`outcome_${value}`) })),
      ]}
    />
  );
}
