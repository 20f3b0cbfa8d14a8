import {
  ApproveSuspensions,
  ChangeBillingSettings,
  ChangePlan,
  LiftHold,
  PlaceHold,
  RecordPayment,
} from '@demarc/billing';
import { DeactivateCustomer } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimSession } from '../../tools/sim-nas/session.ts';
import { Chronicle } from './chronicle.ts';
import { eventually, StagedProvider } from './staged-provider.ts';

let provider: StagedProvider;
beforeAll(async () => {
  provider = await StagedProvider.open({ now: '2026-01-12T08:00:00Z' });
});
afterAll(async () => {
  const found = await provider.house.violations();
  await provider.close();
  expect(found).toEqual([]);
});

it(
  'brings exactly what it should over the months of one customer, and nothing else, day for day',
  { timeout: 180_000 },
  async () => {
    const { house, nas } = provider;
    const dearer = await provider.plan('Fibre 250', '45', 250_000);
    const life = new Chronicle(house, localDate('2026-01-12'), async () => {
      for (const session of nas.sessions.values()) await nas.interim(session);
    });
    await life.news();
    const expectNews = async (what: string, expected: readonly string[]): Promise<void> => {
      expect(await life.news(), what).toEqual([...expected].sort());
    };
    const quiet = async (day: string): Promise<void> => {
      await life.until(day);
      await expectNews(`up to ${day}`, []);
    };

    const line = await provider.line('months', '2026-01-15');
    const { customerId, serviceId } = line;
    await house.run(ChangeBillingSettings, { customerId, blockingDays: 5 });
    const pay = (amount: string): Promise<object> =>
      house.run(RecordPayment, { customerId, methodId: provider.methodId, amount });
    await expectNews('the contract', [
      '01-12 audit test billing.addService: Customer #1 active',
      '01-12 audit test billing.addService: Service #1 Fibre 100 added from 2026-01-15',
      '01-12 audit test billing.changeBillingSettings: Billing settings changed',
      '01-12 audit test crm.openCustomer: Customer #1 Customer months opened',
      '01-12 audit test crm.setPortalPassword: Portal password of customer #1 set',
      '01-12 audit test networking.provisionAccess: Network access set up',
      '01-12 event billing.CustomerStatusChanged new → active',
      '01-12 event billing.ServiceAdded pending',
      '01-12 event crm.CustomerActivated',
      '01-12 event crm.CustomerOpened',
      '01-12 event crm.PortalPasswordSet',
    ]);

    await quiet('2026-01-14');
    await life.until('2026-01-15');
    await expectNews('the first day of the service', [
      '01-15 audit calendar billing.turnServices: Service begins',
      '01-15 audit on service started networking.on-service-started: Access set to open',
      '01-15 event billing.ServiceStarted active',
      '01-15 event networking.AccessChanged closed → open',
      '01-15 event networking.AccessConverged open no_session',
    ]);
    const session = await online(line);
    expect(session).toMatchObject({ addressList: 'Active', rateLimit: '20M/100M' });
    await provider.bill('2026-01-15', [customerId]);
    await expectNews('the first bill: 17 of 31 days of 30.00', [
      ...run('01-15'),
      '01-15 invoice INV-2026-000001 1645 due 01-30 01-15/02-01',
    ]);

    await quiet('2026-01-20');
    await pay('16.45');
    await expectNews('paid', [...payment('01-20', 1, '16.45')]);

    await quiet('2026-01-31');
    await life.until('2026-02-01');
    await provider.bill('2026-02-01');
    await pay('30');
    await expectNews('February, paid at once', [
      ...run('02-01'),
      '02-01 invoice INV-2026-000002 3000 due 02-16 02-01/03-01',
      ...payment('02-01', 2, '30.00'),
    ]);

    await quiet('2026-02-28');
    await life.until('2026-03-01');
    await provider.bill('2026-03-01');
    await expectNews('March', [...run('03-01'), '03-01 invoice INV-2026-000003 3000 due 03-16 03-01/04-01']);

    await quiet('2026-03-15');
    await life.until('2026-03-16');
    await expectNews('not paid when it was due', [
      '03-16 audit standing billing.previewSuspensions: Work out the day’s suspensions',
      '03-16 event billing.StandingChanged good → overdue',
    ]);
    await quiet('2026-03-20');
    await life.until('2026-03-21');
    await expectNews('a list of whom to block, and nobody blocked', [
      '03-21 audit standing billing.previewSuspensions: Suspensions of 2026-03-21: 1 due, 0 left out',
    ]);
    expect(session.addressList).toBe('Active');
    await approveSuspensions();
    await expectNews('blocked', [
      '03-21 audit on customer status changed networking.on-customer-status-changed: Access set to blocked',
      '03-21 audit suspensions billing.applySuspensions: Standing overdue → blocked: charged on 2026-03-01, due to happen since 2026-03-21',
      '03-21 audit test billing.approveSuspensions: Suspension of 1 customers approved',
      '03-21 event billing.CustomerStatusChanged active → blocked',
      '03-21 event billing.StandingChanged overdue → blocked',
      '03-21 event networking.AccessChanged open → blocked',
      '03-21 event networking.AccessConverged blocked acknowledged',
      '03-21 router coa block acknowledged',
    ]);
    expect(session).toMatchObject({ addressList: 'Reject_2', endedBy: undefined });

    await quiet('2026-03-23');
    await pay('30');
    await expectNews('paid and restored', [
      ...payment('03-23', 3, '30.00'),
      '03-23 audit on customer status changed networking.on-customer-status-changed: Access set to open',
      '03-23 event billing.CustomerStatusChanged blocked → active',
      '03-23 event billing.StandingChanged blocked → good',
      '03-23 event networking.AccessChanged blocked → open',
      '03-23 event networking.AccessConverged open acknowledged',
      '03-23 router coa restore acknowledged',
    ]);
    expect(session).toMatchObject({ addressList: 'Active', endedBy: undefined });

    await quiet('2026-03-31');
    await life.until('2026-04-01');
    await provider.bill('2026-04-01');
    await pay('30');
    await expectNews('April, paid at once', [
      ...run('04-01'),
      '04-01 invoice INV-2026-000004 3000 due 04-16 04-01/05-01',
      ...payment('04-01', 4, '30.00'),
    ]);

    await quiet('2026-04-11');
    await house.run(ChangePlan, { serviceId, planId: dearer, changeOn: '2026-04-11' });
    await expectNews('a dearer plan: 20 of 30 days back at 30.00, and charged at 45.00', [
      '04-11 audit on service added networking.on-service-added: Access set to open',
      '04-11 audit on service added networking.on-service-added: Access taken over from the service before it',
      '04-11 audit test billing.changePlan: Credit note CN-2026-000001 of 20.00 EUR issued',
      '04-11 audit test billing.changePlan: Invoice INV-2026-000005 issued',
      '04-11 audit test billing.changePlan: Plan of service #1 changed to Fibre 250 from 2026-04-11',
      '04-11 credit note CN-2026-000001 2000',
      '04-11 event billing.CreditNoteIssued 2000',
      '04-11 event billing.InvoicesIssued',
      '04-11 event billing.PlanChanged',
      '04-11 event billing.ServiceAdded active',
      '04-11 event billing.ServiceChanged disabled',
      '04-11 event networking.AccessChanged open → open',
      '04-11 event networking.AccessConverged open acknowledged',
      '04-11 invoice INV-2026-000005 3000 due 04-26 04-11/05-01',
      '04-11 router coa change acknowledged',
    ]);
    expect(session).toMatchObject({ rateLimit: '20M/250M', endedBy: undefined });
    await pay('10');
    await expectNews('the difference paid', [...payment('04-11', 5, '10.00')]);

    await quiet('2026-04-30');
    await life.until('2026-05-01');
    await provider.bill('2026-05-01');
    await expectNews('May', [...run('05-01'), '05-01 invoice INV-2026-000006 4500 due 05-16 05-01/06-01']);
    await quiet('2026-05-04');
    const { holdId } = await house.run(PlaceHold, { customerId, reason: 'a dispute' });
    await expectNews('a hold', [
      '05-04 audit on customer status changed networking.on-customer-status-changed: Access set to blocked',
      '05-04 audit test billing.placeHold: Hold placed: a dispute',
      '05-04 event billing.CustomerStatusChanged active → blocked',
      '05-04 event billing.HoldPlaced',
      '05-04 event networking.AccessChanged open → blocked',
      '05-04 event networking.AccessConverged blocked acknowledged',
      '05-04 hold a dispute stands',
      '05-04 router coa block acknowledged',
    ]);
    expect(session.addressList).toBe('Reject_2');
    await pay('45');
    await expectNews('paid, and still held', [...payment('05-04', 6, '45.00')]);
    await quiet('2026-05-06');
    expect(session.addressList).toBe('Reject_2');
    await house.run(LiftHold, { holdId });
    await expectNews('the hold lifted', [
      '05-06 audit on customer status changed networking.on-customer-status-changed: Access set to open',
      '05-06 audit test billing.liftHold: Hold lifted: a dispute',
      '05-06 event billing.CustomerStatusChanged blocked → active',
      '05-06 event billing.HoldLifted',
      '05-06 event networking.AccessChanged blocked → open',
      '05-06 event networking.AccessConverged open acknowledged',
      '05-06 router coa restore acknowledged',
    ]);
    expect(session.addressList).toBe('Active');

    await quiet('2026-05-20');
    await house.run(DeactivateCustomer, { customerId });
    await expectNews('the end', [
      '05-20 audit on customer status changed networking.on-customer-status-changed: Access set to closed',
      '05-20 audit test crm.deactivateCustomer: Customer #1 inactive',
      '05-20 event billing.CustomerStatusChanged active → inactive',
      '05-20 event billing.ServiceAdded paused',
      '05-20 event billing.ServiceChanged disabled',
      '05-20 event crm.CustomerDeactivated',
      '05-20 event networking.AccessChanged open → closed',
      '05-20 event networking.AccessConverged closed acknowledged',
      '05-20 router disconnect close acknowledged',
    ]);
    expect(session.endedBy).toBeDefined();
    await quiet('2026-05-31');
    await life.until('2026-06-01');
    await provider.bill('2026-06-01');
    await expectNews('June: nothing to charge', [
      '06-01 audit billing run billing.issueRun: Billing run issued',
      '06-01 audit test billing.approveRun: Billing run approved',
      '06-01 audit test billing.issueRun: Issuing of the billing run started',
      '06-01 audit test billing.previewRun: Billing run for 2026-06-01 prepared',
    ]);
    await quiet('2026-06-20');
    expect((await nas.open(line)).kind).toBe('rejected');
    expect(
      await house.rows('SELECT balance_minor, customer_status, standing FROM billing.account WHERE customer_id = $1', [
        customerId,
      ]),
    ).toEqual([{ balance_minor: '0', customer_status: 'inactive', standing: 'good' }]);

    const support = await house.staff('super_administrator');
    const timeline = await house.graphql(
      support,
      'query ($id: RecordId!) { timeline(customerId: $id, first: 100) { nodes { by } } }',
      { id: customerId },
    );
    const { nodes } = timeline.data?.['timeline'] as { nodes: { by: string | null }[] };
    expect([...new Set(nodes.map(({ by }) => by))].sort()).toEqual(['System: calendar', 'System: test', null, 'test']);
  },
);

/** What a run with one invoice leaves besides that. */
function run(day: string): string[] {
  return [
    `${day} audit test billing.previewRun: Billing run for 2026-${day} prepared`,
    `${day} audit test billing.approveRun: Billing run approved`,
    `${day} audit test billing.issueRun: Issuing of the billing run started`,
    `${day} audit billing run billing.issueRun: 1 invoices issued, 0 changed, 0 failed`,
    `${day} audit billing run billing.issueRun: Billing run issued`,
    `${day} event billing.InvoicesIssued`,
  ];
}

function payment(day: string, number: number, amount: string): string[] {
  const minor = amount.replace('.', '');
  return [
    `${day} audit test billing.recordPayment: Payment R-2026-00000${number} of ${amount} EUR recorded`,
    `${day} event billing.PaymentRecorded ${minor}`,
    `${day} receipt R-2026-00000${number} ${minor}`,
  ];
}

/** The radius role hears of a new access a moment later. */
async function online(line: { user: string; password: string }): Promise<SimSession> {
  return eventually('the session', async () => {
    const outcome = await provider.nas.open(line);
    return outcome.kind === 'open' && outcome.session;
  });
}

async function approveSuspensions(): Promise<void> {
  const [batch] = await provider.house.rows<{ batchId: string; planHash: string }>(
    `SELECT id AS "batchId", plan_hash AS "planHash" FROM billing.suspension_batch WHERE status = 'previewed'`,
  );
  await provider.house.run(ApproveSuspensions, { ...batch });
}
