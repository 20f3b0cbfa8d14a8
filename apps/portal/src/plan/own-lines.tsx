import { DateText, type Formatters, type MoneyValue, type PreviewLine, Text } from '@demarc/ui';
import type { OwnLine } from './own-services.graphql';

const freshMs = 10 * 60_000;

/** A line of the server with its days and its why. */
export function ownLine(id: string, line: OwnLine, amount: MoneyValue, label = line.description): PreviewLine {
  return {
    id,
    label,
    amount,
    explain: <Text>{line.why.english}</Text>,
    ...(line.from === null || line.through === null
      ? {}
      : {
          detail: (
            <>
              <DateText value={line.from} /> – <DateText value={line.through} />
            </>
          ),
        }),
  };
}

/** The same amount from the side of the customer. */
export function taken({ amount, currency }: MoneyValue): MoneyValue {
  if (!/[1-9]/.test(amount)) return { amount, currency };
  return { amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`, currency };
}

/** Without its sign: the words around it say whose it is. */
export function plain({ amount, currency }: MoneyValue): MoneyValue {
  return { amount: amount.replace(/^-/, ''), currency };
}

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
