import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { changesOf, settingGroups, settingKinds, type Settings, valuesOf } from './setting-list';

describe('changes of billing settings', () => {
  it('sends only what differs', () => {
    const before = { dueDays: '15', blockingOn: true };
    expect(changesOf(before, { dueDays: '20', blockingOn: true }, ['dueDays', 'blockingOn'])).toEqual({ dueDays: 20 });
  });

  it('says "never" for an emptied number that may be none', () => {
    expect(changesOf({ blockingDays: '5' }, { blockingDays: '' }, ['blockingDays'])).toEqual({ blockingDays: null });
  });

  it('lets proformas make themselves on a day, and by hand alone again when it is emptied', () => {
    const names = ['proformaDay', 'proformaMonths'] as const;
    const before = valuesOf({ proformaDay: null, proformaMonths: 1 } as Settings, names);
    expect(before).toEqual({ proformaDay: '', proformaMonths: '1' });
    expect(changesOf(before, { ...before, proformaDay: '5' }, names)).toEqual({ proformaDay: 5 });
    expect(changesOf({ proformaDay: '5' }, { proformaDay: '' }, ['proformaDay'])).toEqual({ proformaDay: null });
  });

  it('counts one-time invoices with the others again when their pattern is emptied, and leaves no other number without one', () => {
    const names = ['oneTimeNumbers', 'invoiceNumbers'] as const;
    const before = { oneTimeNumbers: 'OT-{next|6}', invoiceNumbers: 'INV-{next|6}' };
    expect(changesOf(before, { oneTimeNumbers: '', invoiceNumbers: '' }, names)).toEqual({
      oneTimeNumbers: null,
      invoiceNumbers: '',
    });
  });

  it('knows each setting that the product has', () => {
    const schema = buildSchema(
      readFileSync(join(import.meta.dirname, '../../../../../../libs/web/api/schema.graphql'), 'utf8'),
    );
    const type = schema.getType('BillingSettings');
    const names = isObjectType(type) ? Object.keys(type.getFields()) : [];
    expect([...Object.keys(settingKinds), 'own'].sort()).toEqual(names.sort());
  });

  it('sends the decimals of a rate as a number, and the sentence on documents as it was written', () => {
    const names = ['taxDecimals', 'reverseChargeNote'] as const;
    const before = valuesOf({ taxDecimals: 4, reverseChargeNote: 'Reverse charge' } as Settings, names);
    expect(before).toEqual({ taxDecimals: '4', reverseChargeNote: 'Reverse charge' });
    expect(changesOf(before, { taxDecimals: '2', reverseChargeNote: 'You owe the tax.' }, names)).toEqual({
      taxDecimals: 2,
      reverseChargeNote: 'You owe the tax.',
    });
  });

  it('has each setting that it knows on the screen, once', () => {
    const shown = settingGroups.flatMap(({ names }): readonly string[] => names);
    expect([...shown].sort()).toEqual(Object.keys(settingKinds).sort());
  });

  it('reads days with any separator, and week days in order', () => {
    expect(
      changesOf({ holidays: [], restDays: ['7'] }, { holidays: '2026-12-25, 2027-01-01', restDays: ['7', '6'] }, [
        'holidays',
        'restDays',
      ]),
    ).toEqual({ holidays: ['2026-12-25', '2027-01-01'], restDays: [6, 7] });
  });
});
