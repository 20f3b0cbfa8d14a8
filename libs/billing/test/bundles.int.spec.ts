import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddService,
  ApproveRun,
  ChangePlan,
  ContractEnding,
  ContractRenewed,
  EndService,
  IssueRun,
  PauseService,
  type PlanId,
  PreviewRun,
  ResumeService,
  TurnServices,
  UndoPlanChange,
  WatchContracts,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('bundles and what plans ask for', () => {
  let shop: Shop;
  let internet: PlanId;
  let voice: PlanId;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
    internet = await shop.plan('20', { title: 'Internet inside' });
    voice = await shop.plan('9', { kind: 'voice', title: 'Voice inside' });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bundle = (unitPrice: string, more: Record<string, unknown> = {}): Promise<PlanId> =>
    shop.plan(unitPrice, {
      kind: 'bundle',
      title: `Bundle at ${unitPrice}`,
      bundledPlanIds: [internet, voice],
      ...more,
    });
  const bill = async (forDate: string, customerIds: string[]): Promise<void> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ plan_hash: string }>(
      'SELECT plan_hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const step = { runId, planHash: run?.plan_hash ?? '' };
    await shop.world.run(ApproveRun, step);
    await shop.world.run(IssueRun, step);
    await shop.world.settle();
  };
  const lines = (customerId: CustomerId): Promise<unknown[]> =>
    shop.world.rows(
      `SELECT line.description, line.gross_minor AS gross FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = invoice_id
        WHERE line.customer_id = $1 ORDER BY invoice.number, line.position`,
      [customerId],
    );
  const statuses = async (customerId: CustomerId): Promise<string[]> =>
    (
      await shop.world.rows<{ said: string }>(
        `SELECT plan.title || ' ' || service.status AS said FROM billing.service JOIN billing.plan ON plan.id = plan_id
          WHERE customer_id = $1 ORDER BY service.number`,
        [customerId],
      )
    ).map(({ said }) => said);

  it('one price for several plans; what is inside is not charged, and is paused, changed and ended with the bundle', async () => {
    shop.day('2026-03-01');
    const customerId = await shop.customer();
    const planId = await bundle('25', { changeFee: '7' });
    const serviceId = await shop.service(customerId, planId, '2026-03-01');
    await bill('2026-03-01', [customerId]);
    expect(await lines(customerId)).toEqual([{ description: 'Bundle at 25', gross: '2500' }]);
    const [inside] = await shop.world.rows<{ id: string }>(
      'SELECT id FROM billing.service WHERE bundle_service_id = $1 ORDER BY number',
      [serviceId],
    );
    for (const command of [EndService, PauseService] as const)
      await expect(
        shop.world.run(command as never, { serviceId: inside?.id, endsOn: '2026-03-05' }),
      ).rejects.toMatchObject({ kind: expect.stringMatching(/conflict|invalid/) as string });
    await shop.world.run(PauseService, { serviceId, billing: 'full' });
    expect(await statuses(customerId)).toEqual([
      'Bundle at 25 paused',
      'Internet inside paused',
      'Voice inside paused',
    ]);
    await shop.world.run(ResumeService, { serviceId });
    shop.day('2026-03-11');
    const bigger = await bundle('31');
    const changed = await shop.world.run(ChangePlan, { serviceId, planId: bigger, changeOn: '2026-03-11' });
    expect(changed.netMinor).toBe(String(1694 - 700 - 2100));
    expect(await statuses(customerId)).toEqual([
      'Bundle at 25 disabled',
      'Internet inside disabled',
      'Voice inside disabled',
      'Bundle at 31 active',
      'Internet inside active',
      'Voice inside active',
    ]);
    await shop.world.run(UndoPlanChange, { planChangeId: changed.planChangeId, reason: 'not wanted' });
    expect((await statuses(customerId)).map((said) => said.split(' ').at(-1))).toEqual([
      'active',
      'active',
      'active',
      'archived',
      'archived',
      'archived',
    ]);
    await shop.world.run(EndService, { serviceId, endsOn: '2026-03-20' });
    shop.day('2026-03-21');
    await shop.world.app.get(TurnServices).run();
    expect((await statuses(customerId)).slice(0, 3).every((said) => said.endsWith('disabled'))).toBe(true);
  });

  it('activation fee and one-time items stand on the first invoice, or on one at once; first months are cheaper', async () => {
    shop.day('2026-03-01');
    const customerId = await shop.customer();
    const router = await shop.plan('40', { kind: 'one_time', title: 'Router' });
    const planId = await shop.plan('30', {
      title: 'With a start',
      activationFee: '12',
      firstMonths: 2,
      firstMonthsKind: 'percent',
      firstMonthsValue: '50',
    });
    await shop.world.run(AddService, { customerId, planId, oneTimeItems: [{ planId: router }], unit: 'line' });
    await bill('2026-03-01', [customerId]);
    const found = (await lines(customerId)) as { description: string; gross: string }[];
    expect(found.map(({ gross }) => gross).sort()).toEqual(['1200', '1500', '4000']);
    for (const month of ['2026-04-01', '2026-05-01']) {
      shop.day(month);
      await bill(month, [customerId]);
    }
    expect(((await lines(customerId)) as { gross: string }[]).slice(3).map(({ gross }) => gross)).toEqual([
      '1500',
      '3000',
    ]);
    const atOnce = await shop.plan('30', { title: 'At once', activationFee: '12', activationFeeWhen: 'on_creation' });
    const other = await shop.customer();
    await shop.world.run(AddService, { customerId: other, planId: atOnce });
    expect(await lines(other)).toEqual([{ description: 'Activation of At once', gross: '1200' }]);
  });

  it('runs from its activation and is charged from another day', async () => {
    shop.day('2026-06-01');
    const customerId = await shop.customer();
    const planId = await shop.plan('30', { title: 'Trial' });
    const { serviceId } = await shop.world.run(AddService, { customerId, planId, billingFrom: '2026-06-16' });
    expect(await statuses(customerId)).toEqual(['Trial active']);
    await bill('2026-06-01', [customerId]);
    expect(await lines(customerId)).toEqual([]);
    shop.day('2026-06-20');
    await bill('2026-06-20', [customerId]);
    expect(await lines(customerId)).toEqual([{ description: 'Trial', gross: '1500' }]);
    expect(
      await shop.world.rows('SELECT activates_on, starts_on FROM billing.service WHERE id = $1', [serviceId]),
    ).toEqual([{ activates_on: '2026-06-01', starts_on: '2026-06-16' }]);
  });

  it('tells of a contract before it ends, once, and renews those that renew themselves', async () => {
    shop.day('2026-03-01');
    const customerId = await shop.customer();
    const ends = await shop.service(
      customerId,
      await shop.plan('10', { title: 'Ends', contractMonths: 12 }),
      '2026-03-01',
    );
    const renews = await shop.service(
      customerId,
      await shop.plan('10', { title: 'Renews', contractMonths: 12, contractRenews: true }),
      '2026-03-01',
    );
    const told = async (event: { readonly name: string }): Promise<unknown[]> =>
      (
        await shop.world.rows<{ service: string; ends: string }>(
          `SELECT payload ->> 'serviceId' AS service, payload ->> 'endsOn' AS ends FROM platform.event WHERE name = $1`,
          [event.name],
        )
      ).map(({ service, ends: on }) => [service, on]);
    const watch = (): Promise<void> => shop.world.app.get(WatchContracts).run();
    shop.day('2027-01-28');
    await watch();
    expect(await told(ContractEnding)).toEqual([]);
    shop.day('2027-01-29');
    await watch();
    await watch();
    expect(await told(ContractEnding)).toEqual([[ends, '2027-02-28']]);
    shop.day('2027-03-01');
    await watch();
    expect(await told(ContractRenewed)).toEqual([[renews, '2028-02-29']]);
  });
});
