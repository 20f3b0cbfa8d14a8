import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, aService, charge, on, range } from '../../test/domain-examples.js';
import { isHeldBack, planInvoice } from './invoice-plan.js';

const first = on('2024-01-01');
const flags = (account: Parameters<typeof planInvoice>[0], day = first): string[] =>
  planInvoice(account, day).flags.map((flag) => flag.kind);

describe('the invoice of a run', () => {
  it('has a line for each service and period, a due date and totals per rate', () => {
    const tax = { taxId: 'vat', name: 'VAT', ratePercent: '20' };
    const services = [
      aService({ tax }),
      aService({ serviceId: 'service-2', planKind: 'voice', unitPrice: '9.99', startsOn: on('2023-12-20') }),
    ];
    const { invoice } = planInvoice(anAccount({ services }), first);
    expect(invoice).toMatchObject({ issuedOn: first, dueOn: '2024-01-16', covers: range('2023-12-20', '2024-02-01') });
    expect(invoice?.lines.map((line) => [line.serviceId, line.covers.from, line.grossMinor])).toEqual([
      ['service-1', '2024-01-01', 12000n],
      ['service-2', '2023-12-20', 387n],
      ['service-2', '2024-01-01', 999n],
    ]);
    expect(invoice?.totals).toMatchObject({ netMinor: 11386n, taxMinor: 2000n, grossMinor: 13386n });
  });

  it('is none when nothing is missing, when billing is off, or when the second run comes', () => {
    const account = anAccount();
    const lines = planInvoice(account, first).invoice?.lines ?? [];
    expect(lines).toHaveLength(1);
    expect(
      planInvoice({ ...account, services: account.services.map((service) => charge(service, lines)) }, first).invoice,
    ).toBeNull();
    expect(planInvoice({ ...account, chargeable: false }, first)).toMatchObject({ invoice: null, flags: [] });
  });

  it('rounds tax on the document where the policy says so', () => {
    const tax = { taxId: 'vat', name: 'VAT', ratePercent: '5' };
    const services = ['a', 'b', 'c', 'd'].map((serviceId) => aService({ serviceId, unitPrice: '0.10', tax }));
    expect(planInvoice(anAccount({ services }), first).invoice?.totals.taxMinor).toBe(4n);
    const policy = aPolicy({ rounding: { rule: 'half_up', tax: 'document' } });
    expect(planInvoice(anAccount({ services, policy }), first).invoice?.totals.taxMinor).toBe(2n);
  });
});

describe('what a person should look at', () => {
  it('names the first invoice, zero, more than twice the last, and a late catch-up', () => {
    expect(flags(anAccount())).toEqual([]);
    expect(flags(anAccount({ lastInvoiceMinor: null }))).toEqual(['first_invoice']);
    expect(flags(anAccount({ services: [aService({ unitPrice: '0' })] }))).toEqual(['zero_amount', 'less_than_half']);
    expect(flags(anAccount({ lastInvoiceMinor: 4_999n }))).toEqual(['more_than_double']);
    expect(flags(anAccount({ lastInvoiceMinor: 5_000n }))).toEqual([]);
    expect(flags(anAccount({ lastInvoiceMinor: 30_000n }), on('2024-03-01'))).toEqual(['catch_up']);
  });

  it('finds the disabled service that still costs, and holds back what has no price or no tax', () => {
    expect(flags(anAccount({ services: [aService({ status: 'disabled' })] }))).toEqual(['disabled_still_billed']);
    const noPrice = planInvoice(anAccount({ services: [aService({ unitPrice: null })] }), first);
    expect(noPrice).toMatchObject({
      invoice: null,
      flags: [{ kind: 'no_price', severity: 'blocker', serviceId: 'service-1' }],
    });
    expect(isHeldBack(noPrice)).toBe(true);
    expect(isHeldBack(planInvoice(anAccount({ taxRequired: true }), first))).toBe(true);
    expect(isHeldBack(planInvoice(anAccount(), first))).toBe(false);
  });

  it('does not mention a service without a price when nothing of it is due', () => {
    expect(flags(anAccount({ services: [aService({ unitPrice: null, status: 'pending' })] }))).toEqual([]);
  });
});
