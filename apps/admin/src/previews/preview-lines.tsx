import {
  DateText,
  type Formatters,
  type MoneyValue,
  type Preview,
  type PreviewLine,
  Stack,
  Text,
  UiLink,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { PlannedLineFields } from './planned-line.graphql';

export type PlannedLine = ResultOf<typeof PlannedLineFields>;

/** How long the figures may stand on the screen; the server checks their hash in any case. */
export const freshMs = 10 * 60_000;

/** A line of the server with its days and its why; `setting` leads to where it comes from. */
export function plannedLine(
  id: string,
  { description, from, through, why, setting }: PlannedLine,
  amount: MoneyValue | null,
  words: { readonly setting: string; readonly label?: (description: string) => string },
): PreviewLine {
  return {
    id,
    label: words.label ? words.label(description) : description,
    amount,
    explain: (
      <Stack gap="xs">
        <Text>{why.english}</Text>
        {setting !== null && <UiLink href={`/billing-settings#${setting}`}>{words.setting}</UiLink>}
      </Stack>
    ),
    ...(from === null || through === null
      ? {}
      : {
          detail: (
            <>
              <DateText value={from} /> – <DateText value={through} />
            </>
          ),
        }),
  };
}

/** The same amount from the side of the customer. */
export function taken({ amount, currency }: MoneyValue): MoneyValue {
  if (isNothing(amount)) return { amount, currency };
  return { amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`, currency };
}

export function isNothing(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

/** `+8.71`, `−30.00`, `0.00`: what a button repeats. */
export function signed(format: Formatters, value: MoneyValue): string {
  const text = format.money(value);
  return value.amount.startsWith('-') || isNothing(value.amount) ? text : `+${text}`;
}

interface NetWords {
  readonly plain: string;
  readonly withNet: (net: string) => string;
}

/** What a button says: its verb, with the net result of the lines once it is known. */
export function withNet(format: Formatters, words: NetWords): (shown: Preview | null) => string {
  return (shown) => {
    const net = shown?.lines.find(({ id }) => id === 'net')?.amount;
    return net ? words.withNet(signed(format, net)) : words.plain;
  };
}

/** The frame of a preview around the lines of the server. */
export function framed(hash: string, format: Formatters) {
  const madeAt = format.now();
  return {
    id: hash,
    hash,
    madeAt: new Date(madeAt).toISOString(),
    expiresAt: new Date(madeAt + freshMs).toISOString(),
    counts: [],
  } as const;
}
