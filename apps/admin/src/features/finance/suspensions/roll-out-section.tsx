import { useState } from 'react';
import { Button, Columns, Section, Text, TextInput, useTexts } from '@demarc/ui';
import { rollOutWords } from './batch-history';
import { suspensionTexts } from './suspension-texts';
import type { Batch } from './suspensions.graphql';

/** As it is sent with the approval; what a person typed, until it can be read as numbers. */
export interface RollOut {
  readonly first: string;
  readonly waitMinutes: string;
  readonly stopAbove: string;
}

/** The roll-out as numbers, or null where something typed is none. */
export function readRollOut({ first, waitMinutes, stopAbove }: RollOut): {
  readonly first: number;
  readonly waitMinutes: number;
  readonly stopAbove: number;
} | null {
  const numbers = [first, waitMinutes, stopAbove].map((text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : -1));
  const [some = -1, minutes = -1, failures = -1] = numbers;
  if (some < 0 || failures < 0 || minutes < 1 || minutes > 1_440) return null;
  return { first: some, waitMinutes: minutes, stopAbove: failures };
}

export function rollOutOf({ firstCount, waitMinutes, stopAbove }: Batch): RollOut {
  return {
    first: String(firstCount ?? 0),
    waitMinutes: String(waitMinutes ?? 10),
    stopAbove: String(stopAbove ?? 0),
  };
}

interface RollOutProps {
  readonly batch: Batch;
  readonly value: RollOut | null;
  readonly onChange: (value: RollOut | null) => void;
}

/** Some first, a look at how it went, then the rest: as the settings say, or changed for this list. */
export function RollOutSection({ batch, value, onChange }: RollOutProps) {
  const t = useTexts(suspensionTexts);
  const [touched, setTouched] = useState(false);
  const read = value === null ? null : readRollOut(value);
  const shown = read === null ? batch : { ...batch, ...read, firstCount: read.first === 0 ? null : read.first };
  const change = (name: keyof RollOut) => (text: string) => {
    setTouched(true);
    if (value !== null) onChange({ ...value, [name]: text });
  };
  return (
    <Section
      title={t('rollOut')}
      description={rollOutWords(shown, t)}
      look="plain"
      actions={
        <Button size="small" onClick={() => onChange(value === null ? rollOutOf(batch) : null)}>
          {t(value === null ? 'rollOutChange' : 'rollOutReset')}
        </Button>
      }
    >
      {value !== null && (
        <>
          <Columns min="sm">
            <TextInput
              label={t('rollOutFirst')}
              description={t('rollOutFirstHelp')}
              inputMode="numeric"
              value={value.first}
              onChange={change('first')}
            />
            <TextInput
              label={t('rollOutWait')}
              inputMode="numeric"
              value={value.waitMinutes}
              onChange={change('waitMinutes')}
            />
            <TextInput
              label={t('rollOutStop')}
              inputMode="numeric"
              value={value.stopAbove}
              onChange={change('stopAbove')}
            />
          </Columns>
          {touched && read === null && <Text tone="danger">{t('rollOutWrong')}</Text>}
        </>
      )}
    </Section>
  );
}
