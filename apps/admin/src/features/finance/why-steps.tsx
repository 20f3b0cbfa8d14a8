import { FactList, Text, useTexts } from '@demarc/ui';
import { whyTexts } from './why-texts';

export interface ShownStep {
  readonly gives: string;
  readonly formula: string;
  readonly rounding: { readonly rule: string; readonly digits: string } | null;
}

/** The steps come as JSON; what does not look like one is not shown. */
export function stepsOf(raw: unknown): readonly ShownStep[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one: unknown) => {
    const { gives, formula, rounding } = entries(one);
    if (typeof gives !== 'string' || typeof formula !== 'string') return [];
    const { rule, digits } = entries(rounding);
    return [
      {
        gives,
        formula,
        rounding: typeof rule === 'string' ? { rule: words[rule] ?? rule, digits: String(digits) } : null,
      },
    ];
  });
}

const words: Readonly<Record<string, string>> = whyTexts.entries;

export function DescribedInputs({ inputs }: { inputs: unknown }) {
  const t = useTexts(whyTexts);
  const facts = Object.entries(entries(inputs)).map(([name, value]) => ({
    id: name,
    label: name.replaceAll('_', ' '),
    value: String(value),
  }));
  if (facts.length === 0) return null;
  return (
    <>
      <Text size="small" strong>
        {t('inputs')}
      </Text>
      <FactList facts={facts} />
    </>
  );
}

function entries(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
