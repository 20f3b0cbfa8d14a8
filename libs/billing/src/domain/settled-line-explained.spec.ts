import { currencyCode, localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';
import { type ResellerDocument, settledBy, settleReseller, type Worth } from './reseller-settlement.js';
import { explainSettledLine } from './settled-line-explained.js';

const worth = (grossMinor: bigint, netMinor: bigint, sharedMinor = netMinor): Worth => ({
  grossMinor,
  netMinor,
  sharedMinor,
});
const invoice = (over: Partial<ResellerDocument> = {}): ResellerDocument => ({
  documentId: 'd-1',
  kind: 'invoice',
  customerId: 'c-1',
  termsId: 't-1',
  termsFrom: localDate('2026-01-01'),
  percent: '30',
  basis: 'collected',
  withFees: false,
  worth: worth(11_900n, 10_000n),
  credited: worth(0n, 0n),
  settledMinor: 0n,
  counted: worth(0n, 0n),
  ...over,
});

function why(...documents: readonly ResellerDocument[]): string[] {
  const { lines } = settleReseller(documents);
  return settledBy('termsId', lines).flatMap((group) =>
    group.lines.map((line) => {
      const document = documents.find(({ documentId }) => documentId === line.documentId) ?? invoice();
      return inEnglish(explainInWords(explainSettledLine(line, document, group.sums, currencyCode('EUR'))));
    }),
  );
}

describe('why a document brings what it brings', () => {
  it('says what is paid of it, and the percent of that', () => {
    expect(why(invoice({ settledMinor: 5_950n }))).toEqual([
      'By the terms from 1 Jan 2026, which hold for it as long as it lives: 30 %.' +
        ' 59.50 of 119.00 with tax are paid, and as much of it counts: 50.00 of 100.00 before tax. 30 % of 50.00 is 15.00.',
    ]);
  });

  it('tells fees, credit notes and what was counted before', () => {
    expect(
      why(
        invoice({
          worth: worth(11_900n, 10_000n, 9_000n),
          credited: worth(1_190n, 1_000n, 1_000n),
          settledMinor: 10_710n,
          counted: worth(5_950n, 5_000n, 4_500n),
        }),
      ),
    ).toEqual([
      'By the terms from 1 Jan 2026, which hold for it as long as it lives: 30 %.' +
        ' All that is left of it is paid, so all of it counts: 80.00 before tax.' +
        ' What credit notes took off, 11.90 with tax, is as if it had never stood on it. Fees on it are not shared.' +
        ' Earlier settlements counted 45.00 of it, so 35.00 is left for this one. 30 % of 35.00 is 10.50.',
    ]);
  });

  it('tells where the rounding of all documents left its minor units', () => {
    const shared = (documentId: string, netMinor: bigint): ResellerDocument =>
      invoice({ documentId, basis: 'invoiced', percent: '33.3', worth: worth(netMinor, netMinor) });
    expect(why(shared('d-1', 100n), shared('d-2', 101n))).toEqual([
      'By the terms from 1 Jan 2026, which hold for it as long as it lives: 33.3 %. It counts as it was issued: 1.00 before tax.' +
        ' 33.3 % of 1.00 is 0.333. The share is rounded once over all that comes by these terms, 0.67 of 2.01,' +
        ' and the minor units left over go to the largest remainders: 0.33 here.',
      'By the terms from 1 Jan 2026, which hold for it as long as it lives: 33.3 %. It counts as it was issued: 1.01 before tax.' +
        ' 33.3 % of 1.01 is 0.33633. The share is rounded once over all that comes by these terms, 0.67 of 2.01,' +
        ' and the minor units left over go to the largest remainders: 0.34 here.',
    ]);
  });

  it('a credit note takes its part off again', () => {
    expect(why(invoice({ kind: 'credit_note', basis: 'invoiced', worth: worth(4_760n, 4_000n) }))).toEqual([
      'By the terms from 1 Jan 2026, which hold for it as long as it lives: 30 %.' +
        ' A credit note: it takes off what it gives back, 40.00 before tax. 30 % of -40.00 is -12.00.',
    ]);
  });
});
