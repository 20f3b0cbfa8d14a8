import { IssueOneTimeInvoice, RecordPayment } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTown, MISSING, type Town } from './matrix-town.ts';
import { ProductHouse } from './product-house.ts';

type Headers = Record<string, string>;

let house: ProductHouse;
let town: Town;
let finance: Headers;
/** Sees customers and the network, and has no right about money. */
let engineer: Headers;

beforeAll(async () => {
  house = await ProductHouse.open();
  town = await buildTown(house);
  finance = await house.staff('administrator');
  engineer = await house.staff('engineer');
  await house.staff('super_administrator');
});
afterAll(async () => {
  const found = await house.violations();
  await house.close();
  expect(found).toEqual([]);
});

/** One operation: refused to whoever has no right to it, then answered to who has. */
async function done<Answer>(query: string, variables: object = {}): Promise<Answer> {
  const refused = await house.graphql(engineer, query, variables);
  expect([query, refused.errors[0]?.extensions.kind]).toEqual([query, 'forbidden']);
  const { data, errors } = await house.graphql(finance, query, variables);
  expect([query, errors]).toEqual([query, []]);
  return Object.values(data ?? {})[0] as Answer;
}

const step = <Answer>(name: string, input: object, fields = ''): Promise<Answer> => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return done<Answer>(`mutation ($input: ${type}Input!) { ${name}(input: $input) ${fields} }`, { input });
};

async function customerOwing(unitPrice: string): Promise<{ customerId: string; invoiceId: string }> {
  const { customerId } = await house.run(OpenCustomer, {
    partnerId: town.partners[0],
    category: 'person',
    name: 'Ana Example',
    email: `ana${unitPrice}@example.org`,
  });
  const lines = [{ description: 'Visit', unitPrice }];
  const { invoiceId } = await house.run(IssueOneTimeInvoice, { customerId, lines });
  return { customerId, invoiceId };
}

const methodId = (): string => town.first['methodId'] ?? '';

describe('finance over GraphQL', () => {
  it('issues, finds and withdraws a proforma', async () => {
    const { customerId } = await customerOwing('1');
    const lines = [{ description: 'Antenna', unitPrice: '80' }];
    const made = await step<{ id: string; number: string }>('issueProforma', { customerId, lines }, '{ id number }');
    const found = await done<{ number: string; status: string }>(
      'query ($id: RecordId!) { proforma(id: $id) { number status gross { amount } } }',
      { id: made.id },
    );
    expect(found).toEqual({ number: made.number, status: 'UNPAID', gross: { amount: '80.00' } });
    const list = await done<{ nodes: { id: string }[] }>('{ proformas(first: 5) { nodes { id } } }');
    expect(list.nodes.map(({ id }) => id)).toContain(made.id);
    const gone = await step<{ status: string }>('cancelProforma', { proformaId: made.id, reason: 'x' }, '{ status }');
    expect(gone.status).toBe('CANCELLED');
  });

  it('defines, waives and ends a fee', async () => {
    const { invoiceId } = await customerOwing('2');
    const feeRuleId = await step<string>('defineFee', {
      kind: 'LATE',
      title: 'Late payment',
      amount: '5',
      afterDays: 3,
      as: 'FUTURE_ITEM',
    });
    await step('waiveFee', { feeRuleId, invoiceId, occurrence: 1, reason: 'long customer' });
    const rules = await done<{ id: string; waived: number }[]>('{ feeRules { id title waived charged } }');
    expect(rules).toMatchObject([{ id: feeRuleId, title: 'Late payment', waived: 1, charged: 0 }]);
    expect(await step('endFee', { feeRuleId })).toBe(feeRuleId);
  });

  it('takes a deposit, pays with it, gives a part back and keeps the rest', async () => {
    const { customerId, invoiceId } = await customerOwing('30');
    const depositId = await step<string>('takeDeposit', { customerId, amount: '100', methodId: methodId() });
    await step('useDeposit', { depositId, invoiceId, amount: '30' });
    await step('giveBackDeposit', { depositId, amount: '20', methodId: methodId(), reason: 'moved' });
    await step('forfeitDeposit', { depositId, reason: 'device broken' });
    const { data } = await house.graphql(
      finance,
      'query ($id: RecordId!) { customer(id: $id) { account { balanceDue { amount } } deposits { left { amount } } } }',
      { id: customerId },
    );
    expect(data).toEqual({
      customer: { account: { balanceDue: { amount: '0.00' } }, deposits: [{ left: { amount: '0.00' } }] },
    });
  });

  it('notes a promise, protects a customer, and previews, writes off and restores an invoice', async () => {
    const { customerId, invoiceId } = await customerOwing('40');
    const promise = await step<object>('promiseToPay', { customerId, until: '2026-03-20' }, '{ promiseUntil }');
    expect(promise).toEqual({ promiseUntil: '2026-03-20' });
    expect(await step('protectCustomer', { customerId, reason: 'hospital' })).toBe(customerId);
    const preview = await done<object>(
      `query ($input: PreviewMoneyStepInput!) { previewMoneyStep(input: $input) { balanceDueBefore { amount } balanceDueAfter { amount } } }`,
      { input: { kind: 'WRITE_OFF', invoiceId } },
    );
    expect(preview).toEqual({ balanceDueBefore: { amount: '40.00' }, balanceDueAfter: { amount: '0.00' } });
    const writeOffId = await step<string>('writeOffInvoice', { invoiceId, reason: 'gone' });
    await step('undoWriteOff', { writeOffId, reason: 'came back' });
  });

  it('moves what a payment settles, and hands the rest back', async () => {
    const { customerId, invoiceId } = await customerOwing('50');
    const lines = [{ description: 'Cable', unitPrice: '20' }];
    const second = await house.run(IssueOneTimeInvoice, { customerId: customerId as Id<'Customer'>, lines });
    await house.run(RecordPayment, { customerId, amount: '60', methodId: methodId() });
    const [held] = await house.rows<{ id: string; payment_id: string }>(
      'SELECT id, payment_id FROM billing.allocation WHERE invoice_id = $1',
      [invoiceId],
    );
    await step('moveAllocation', { allocationId: held?.id, toInvoiceId: second.invoiceId, amount: '10' });
    const more = await house.run(RecordPayment, { customerId, amount: '45', methodId: methodId() });
    const back = await step<string[]>('handBackMoney', {
      paymentId: more.paymentId,
      methodId: methodId(),
      reason: 'paid twice',
    });
    expect(back).toHaveLength(1);
  });

  it('writes, previews, lists and drops a paper template', async () => {
    const own = await done<{ source: string; version: number }>(
      '{ paperTemplate(kind: INVOICE, language: "en") { source version own } }',
    );
    const look = await done<{ fault: null; pdf: string }>(
      'query ($input: PreviewPaperInput!) { previewPaper(input: $input) { pdf fault { message } } }',
      { input: { kind: 'INVOICE', language: 'en', source: own.source } },
    );
    expect(look.fault).toBeNull();
    expect(Buffer.from(look.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const at = { kind: 'INVOICE', language: 'en', basedOn: own.version };
    const saved = await step<{ version: number }>(
      'savePaperTemplate',
      { ...at, source: `${own.source}\n` },
      '{ version own }',
    );
    expect(saved).toEqual({ version: own.version + 1, own: true });
    const [version] = await done<{ id: string }[]>('{ paperTemplates { id } }');
    await done('query ($id: RecordId!) { paperTemplateVersion(id: $id) { source } }', { id: version?.id });
    const dropped = await step<{ own: boolean }>('dropPaperTemplate', { ...at, basedOn: saved.version }, '{ own }');
    expect(dropped.own).toBe(false);
  });

  it('imagines a month, and answers what it would bring', async () => {
    const asked = await step<{ id: string }>('imagineMonth', { month: '2026-04-01', prices: [] }, '{ id }');
    await house.settle();
    const answer = await done<object>('query ($id: RecordId!) { imagination(id: $id) { id isDone } }', asked);
    expect(answer).toEqual({ id: asked.id, isDone: true });
  });

  it('lists reports, answers each of them, and proves the balances', async () => {
    const { customerId } = await customerOwing('60');
    const reports = await done<{ id: string; byCustomer: string }[]>('{ reports { id byCustomer } }');
    expect(reports.length).toBeGreaterThan(20);
    for (const { id, byCustomer } of reports) {
      const filter = byCustomer === 'needed' ? { customerId } : {};
      const report = await done<{ sentence: string; charts: { bars: object[] }[] }>(
        `query ($id: String!, $filter: ReportFilterInput) { report(id: $id, filter: $filter, first: 10) { sentence columns { title } rows { cells { value } }
          charts { kind title bars { label value second } } } }`,
        { id, filter },
      );
      expect([id, report.sentence]).toEqual([id, expect.stringMatching(/\.$/)]);
      for (const chart of report.charts) expect(chart.bars.length).toBeGreaterThan(1);
    }
    const proved = await done<{ agrees: boolean }>('{ balanceCheck { agrees differing } }');
    expect(proved).toEqual({ agrees: true, differing: 0 });
  });

  it('exports lists and reports for whoever asked, and for nobody else', async () => {
    const fields = '{ id state }';
    const lists = ['exportInvoices', 'exportPayments', 'exportCreditNotes', 'exportCustomers', 'exportServices'];
    const ids: string[] = [];
    for (const list of lists) ids.push((await done<{ id: string }>(`mutation { ${list}(format: CSV) ${fields} }`)).id);
    ids.push((await done<{ id: string }>(`mutation { exportReport(id: "tax", format: XLSX) ${fields} }`)).id);
    await house.settle();
    for (const id of ids) {
      const made = await done<{ state: string; fault: string | null }>(
        'query ($id: RecordId!) { export(id: $id) { state fault fileName url } }',
        { id },
      );
      expect(made).toMatchObject({ state: 'DONE', fault: null });
    }
    const numbers = await done<object>('{ nextNumbers(series: INVOICE, pattern: "X-{next|4}") { numbers fault } }');
    expect(numbers).toMatchObject({ fault: null });
  });

  it('steers a list of suspensions on its way only for who may approve it', async () => {
    const batchId = MISSING;
    for (const [name, input] of [
      ['goOnWithSuspensions', { batchId }],
      ['stopSuspensions', { batchId, reason: 'x' }],
      ['endSuspensions', { batchId, reason: 'x' }],
    ] as const) {
      const type = name === 'goOnWithSuspensions' ? 'GoOnWithSuspensionsInput' : 'StopSuspensionsInput';
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { status } }`;
      expect((await house.graphql(engineer, query, { input })).errors[0]?.extensions.kind).toBe('forbidden');
      expect((await house.graphql(finance, query, { input })).errors[0]?.extensions.kind).toBe('not_found');
    }
  });
});
