import {
  DateText,
  type Formatters,
  type MoneyValue,
  type Preview,
  type PreviewLine,
  Text,
  type TextOf,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { PreviewPlanChangeDocument } from './services.graphql';
import type { changePlanTexts } from './services-texts';

type Change = ResultOf<typeof PreviewPlanChangeDocument>['previewPlanChange'];
type Line = Change['charges'][number];

/** How long the figures may stand on the screen; the server checks their hash in any case. */
const freshMs = 10 * 60_000;

/** The plan of the server as lines: what comes back is above zero, what is charged below. */
export function planChangePreview(
  change: Change,
  t: TextOf<typeof changePlanTexts.entries>,
  format: Formatters,
): Preview {
  const madeAt = format.now();
  const credit = /[1-9]/.test(change.creditBalanceAfter.amount);
  const start = format.day(change.newStartsOn);
  return {
    id: change.hash,
    hash: change.hash,
    madeAt: new Date(madeAt).toISOString(),
    expiresAt: new Date(madeAt + freshMs).toISOString(),
    counts: [],
    warnings: [
      {
        id: 'periods',
        family: 'info',
        message:
          change.oldEndsOn === null
            ? t('archived', { start })
            : t('periods', { old: format.day(change.oldEndsOn), start }),
      },
    ],
    lines: [
      ...change.credits.map((line, at) => moneyLine(`credit:${at}`, line, line.gross)),
      ...(change.fee === null ? [] : [moneyLine('fee', change.fee, taken(change.fee.gross))]),
      ...change.charges.map((line, at) => moneyLine(`charge:${at}`, line, taken(line.gross))),
      { id: 'net', label: t('net'), amount: change.net, strong: true },
      {
        id: 'after',
        label: credit
          ? t('balanceCredit', { amount: format.money(change.creditBalanceAfter) })
          : t('balanceDue', { amount: format.money(change.balanceDueAfter) }),
      },
    ],
  };
}

function moneyLine(id: string, { description, from, through, why }: Line, amount: MoneyValue): PreviewLine {
  return {
    id,
    label: description,
    amount,
    explain: <Text>{why.english}</Text>,
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
function taken({ amount, currency }: MoneyValue): MoneyValue {
  if (!/[1-9]/.test(amount)) return { amount, currency };
  return { amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`, currency };
}
