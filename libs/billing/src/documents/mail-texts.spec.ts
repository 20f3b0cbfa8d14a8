import { currencyCode, type LocalDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { documentMail, type MailedDocument } from './mail-texts.js';

const invoice: MailedDocument = {
  kind: 'invoice',
  number: 'INV-2026-000007',
  issuedOn: '2026-03-01' as LocalDate,
  dueOn: '2026-03-16' as LocalDate,
  currency: currencyCode('EUR'),
  grossMinor: 4_000n,
  openMinor: 1_500n,
};
const people = { buyer: 'Ada', seller: 'Test Net' };

describe('the mail with a document', () => {
  it('says in the reader’s language what is attached, and asks for what is still open', () => {
    expect(documentMail(invoice, people, { language: 'en', locale: 'en' })).toEqual({
      subject: 'Test Net: Invoice INV-2026-000007',
      text: 'Hello Ada,\n\nattached is your invoice INV-2026-000007 of March 1, 2026 for €40.00.\n\nPlease pay €15.00 by March 16, 2026.\n\nTest Net',
    });
    const german = documentMail(invoice, people, { language: 'de', locale: 'de' });
    expect(german.subject).toBe('Test Net: Rechnung INV-2026-000007');
    expect(german.text).toMatch(/über 40,00\s€[\s\S]*Bitte zahlen Sie 15,00\s€ bis zum 16\. März 2026/);
  });

  it('asks for nothing where an invoice is settled, and never for a credit note', () => {
    const settled = documentMail({ ...invoice, openMinor: 0n }, people, { language: 'en', locale: 'en' });
    const note = documentMail({ ...invoice, kind: 'credit_note', dueOn: null }, people, {
      language: 'en',
      locale: 'en',
    });
    for (const { text } of [settled, note]) {
      expect(text).toContain('There is nothing to pay on it.');
      expect(text).not.toContain('Please pay');
    }
  });

  it('is in English where the language has no texts', () => {
    expect(documentMail(invoice, people, { language: 'fr', locale: 'fr' }).subject).toContain('Invoice');
  });
});
