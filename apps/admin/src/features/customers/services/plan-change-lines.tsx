import type { Formatters, MoneyValue, Preview, PreviewLine, TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { framed, isNothing, plannedLine, taken } from '../../../previews/preview-lines';
import type { PreviewPlanChangeDocument } from './services.graphql';
import type { changePlanTexts } from './services-texts';

type Change = ResultOf<typeof PreviewPlanChangeDocument>['previewPlanChange'];
type Words = TextOf<typeof changePlanTexts.entries>;

/** The plan of the server as lines: what comes back is above zero, what is charged below. */
export function planChangePreview(change: Change, t: Words, format: Formatters): Preview {
  const start = format.day(change.newStartsOn);
  const words = { setting: t('setting') };
  return {
    ...framed(change.hash, format),
    warnings: [
      {
        id: 'periods',
        family: 'info',
        message:
          change.oldEndsOn === null
            ? t('archived', { start })
            : t('periods', { old: format.day(change.oldEndsOn), start }),
      },
      ...(change.feeIsLater ? [{ id: 'fee', family: 'info' as const, message: t('feeLater') }] : []),
    ],
    lines: [
      ...change.credits.map((line, at) => plannedLine(`credit:${at}`, line, line.gross, words)),
      ...(change.fee === null || change.feeIsLater
        ? []
        : [plannedLine('fee', change.fee, taken(change.fee.gross), words)]),
      ...change.charges.map((line, at) => plannedLine(`charge:${at}`, line, taken(line.gross), words)),
      { id: 'net', label: t('net'), amount: change.net, strong: true },
      ...deferredLine(change, t),
      {
        id: 'after',
        label: t('balance', {
          before: balanceWords(change.balanceDueBefore, change.creditBalanceBefore, t, format),
          after: balanceWords(change.balanceDueAfter, change.creditBalanceAfter, t, format),
        }),
      },
      ...priceLine(change, t, format),
    ],
  };
}

function deferredLine(change: Change, t: Words): readonly PreviewLine[] {
  return isNothing(change.deferred.amount)
    ? []
    : [{ id: 'deferred', label: t('deferred'), amount: taken(change.deferred) }];
}

function priceLine(change: Change, t: Words, format: Formatters): readonly PreviewLine[] {
  if (change.oldUnitPrice === null) return [];
  const price = (amount: string): string => format.money({ amount, currency: change.net.currency });
  return [
    {
      id: 'price',
      label: t('from', {
        date: format.day(change.newStartsOn),
        after: price(change.newUnitPrice),
        before: price(change.oldUnitPrice),
      }),
    },
  ];
}

/** What is owed or kept, in words and never as a bare minus. */
function balanceWords(due: MoneyValue, credit: MoneyValue, t: Words, format: Formatters): string {
  if (!isNothing(due.amount)) return t('owes', { amount: format.money(due) });
  return isNothing(credit.amount) ? t('even') : t('has', { amount: format.money(credit) });
}
