import { currencyCode, type CurrencyCode } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../test/domain-examples.js';
import { life, settleAt } from '../../test/reseller-lives.js';
import { explainInWords } from './explain-in-words.js';
import { evaluateExplanation, type Explanation } from './explanation.js';
import { inEnglish } from './explanation-in-english.js';
import { settledBy } from './reseller-settlement.js';
import { explainSettledLine } from './settled-line-explained.js';

const currency = fc.constantFrom(currencyCode('EUR'), currencyCode('JPY'), currencyCode('KWD'));

/** Every line of a settlement with its explanation, as it is read back from where it is stored. */
function explained({ documents, lines }: ReturnType<typeof settleAt>[number], said: CurrencyCode) {
  const together = new Map(settledBy('termsId', lines).map(({ id, sums }) => [id, sums]));
  return lines.flatMap((line) => {
    const document = documents.find(({ documentId }) => documentId === line.documentId);
    const sums = together.get(line.termsId);
    if (!document || !sums) return [];
    const explanation = JSON.parse(JSON.stringify(explainSettledLine(line, document, sums, said))) as Explanation;
    return [{ line, sums, explanation }];
  });
}

describe('why a line of a settlement is what it is', () => {
  it('an evaluator that knows only the explanation arrives at every amount of the line', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), currency, (lives, said) => {
        for (const settled of settleAt(lives, [0, 1, 2, 3])) {
          const rows = explained(settled, said);
          expect(rows).toHaveLength(settled.lines.length);
          for (const { line, sums, explanation } of rows) {
            const { grossMinor, taxMinor, notSharedMinor, baseMinor, shareMinor, keptMinor } = line;
            expect(evaluateExplanation(explanation)).toMatchObject({
              gross: grossMinor,
              tax: taxMinor,
              not_shared: notSharedMinor,
              base: baseMinor,
              share: shareMinor,
              kept: keptMinor,
              terms_share: sums.shareMinor,
            });
          }
        }
      }),
      tries(500),
    );
  });

  it('is said in whole sentences, with every value filled in', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 6 }), currency, (lives, said) => {
        for (const settled of settleAt(lives, [0, 2, 3]))
          for (const { explanation } of explained(settled, said)) {
            const text = inEnglish(explainInWords(explanation));
            expect(text).toMatch(/^By the terms from 1 Jan 2026.*\.$/);
            expect(text).not.toMatch(/[{}]|undefined|(^| )( |,|\.)/);
          }
      }),
      tries(200),
    );
  });
});
