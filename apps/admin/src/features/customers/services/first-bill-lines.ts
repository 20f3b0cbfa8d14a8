import type { Formatters, MoneyValue, Preview, PreviewLine, TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { framed, plannedLine } from '../../../previews/preview-lines';
import type { PreviewAddServiceDocument } from './add-service.graphql';
import type { addServiceTexts } from './services-texts';

type NewServicePreview = ResultOf<typeof PreviewAddServiceDocument>['previewAddService'];
type Bill = NewServicePreview['bills'][number];
type Words = TextOf<typeof addServiceTexts.entries>;

const heads = { NOW: 'billNow', RUN: 'billRun', PREPAID: 'billPrepaid' } as const;

/** Each bill with what the service brings onto it, up to the first that charges the service itself. */
export function firstBillsPreview(preview: NewServicePreview, t: Words, format: Formatters): Preview {
  const { startsOn, billingFrom, contractEndsOn, isPending, contains, bills, waiting } = preview;
  const day = (date: string) => format.day(date);
  const said = [
    t(isPending ? 'pending' : 'atOnce', { date: day(startsOn) }),
    ...(billingFrom === startsOn ? [] : [t('chargedFrom', { date: day(billingFrom) })]),
    ...(contractEndsOn === null ? [] : [t('contractUntil', { date: day(contractEndsOn) })]),
    ...(contains.length === 0 ? [] : [t('brings', { plans: contains.join(', ') })]),
  ];
  return {
    ...framed(preview.hash, format),
    warnings: [
      { id: 'begins', family: 'info', message: said.join(' ') },
      ...(bills.length === 0 ? [{ id: 'none', family: 'attention' as const, message: t('noBill') }] : []),
      ...waiting.map(({ description }, at) => ({
        id: `waiting:${at}`,
        family: 'attention' as const,
        message: t('waits', { description }),
      })),
    ],
    lines: bills.flatMap((bill, at) => billLines(bill, at, t, format)),
  };
}

function billLines(bill: Bill, at: number, t: Words, format: Formatters): readonly PreviewLine[] {
  const words = { setting: t('setting') };
  const whole = isSame(bill.own, bill.gross)
    ? {}
    : { detail: t('wholeBill', { amount: format.money(bill.gross), rest: t('others') }) };
  return [
    ...bill.lines.map((line, index) => ({ ...plannedLine(`${at}:${index}`, line, line.gross, words), signed: false })),
    {
      id: `bill:${at}`,
      label: t(heads[bill.kind], { date: format.day(bill.on) }),
      amount: bill.own,
      signed: false,
      strong: true,
      ...whole,
    },
  ];
}

function isSame(left: MoneyValue, right: MoneyValue): boolean {
  return left.amount === right.amount && left.currency === right.currency;
}
