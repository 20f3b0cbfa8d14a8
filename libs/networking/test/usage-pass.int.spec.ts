import { systemActor } from '@demarc/access';
import type { PlanId } from '@demarc/billing';
import { Acts } from '@demarc/commands';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PolicyEvaluation } from '../src/app/policies/usage/policy-evaluation.js';
import { DefineFairUse } from '../src/index.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

const GB = 1_000_000_000n;

let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

describe('a pass over many', () => {
  it('works out ten thousand accesses in as many statements as one, in under five seconds', async () => {
    const { planId } = shop;
    await shop.world.run(DefineFairUse, {
      planId,
      fairUse: {
        rules: [
          {
            name: 'Heavy day',
            conditions: [{ kind: 'traffic', period: 'day', octets: GB.toString() }],
            action: { blocks: false, change: { percent: -50 } },
            notifies: false,
          },
        ],
        trafficWindows: [],
        onlineWindows: [],
        weekStartsOn: 1,
        monthStartsOn: 1,
      },
    });
    const one = await shop.line('many');
    await look();
    await usedBySome(planId);
    const alone = await look();
    await copies(one, 10_000);
    await look();
    await usedBySome(planId);
    const began = performance.now();
    const many = await look();
    const took = performance.now() - began;
    const [slowed] = await shop.world.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM networking.effective_policy WHERE plan_id = $1 AND adjusted IS NOT NULL`,
      [planId],
    );
    await withoutCopies(one);
    expect(many).toBe(alone);
    expect(many).toBeLessThanOrEqual(9);
    expect(took).toBeLessThan(5_000);
    expect(slowed?.count).toBe(101);
  }, 60_000);
});

/** One look, with nothing told to anybody; answers how many statements it took. */
function look(): Promise<number> {
  const evaluation = shop.world.app.get(PolicyEvaluation);
  let statements = 0;
  return shop.world.app.get(Acts).perform({ actor: systemActor('test'), requestId: 'look' }, 'test', async (act) => {
    const sql = new Proxy(act.sql, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          statements += 1;
          return found.apply(target, given);
        };
      },
    });
    await evaluation.evaluateDue(
      new Proxy(act, { get: (target, name) => (name === 'sql' ? sql : Reflect.get(target, name)) }),
    );
    return statements;
  });
}

/** Every hundredth more than the rule allows. */
function usedBySome(planId: PlanId): Promise<unknown> {
  return write(
    `INSERT INTO networking.usage_raw (at, download_octets, upload_octets, seconds, customer_id, service_id, router_id)
       SELECT $2, CASE WHEN row_number() OVER (ORDER BY login) % 100 = 1 THEN 2000000000 ELSE 1000 END, 0, 300, customer_id, service_id, $3
         FROM networking.access WHERE plan_id = $1`,
    [planId, shop.world.clock.now(), shop.routerId],
  );
}

async function copies(line: Line, count: number): Promise<void> {
  await write(
    `INSERT INTO billing.service SELECT (jsonb_populate_record(service, jsonb_build_object('id', gen_random_uuid(), 'number', service.number + 1000 + place))).*
       FROM billing.service service, generate_series(1, $2) place WHERE service.id = $1`,
    [line.serviceId, count],
  );
  await write(
    `INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, desired, desired_at)
     SELECT copy.id, access.customer_id, access.partner_id, access.plan_id, access.method, 'many-' || copy.number, access.desired, access.desired_at
       FROM networking.access access JOIN billing.service copy ON copy.customer_id = access.customer_id AND copy.id <> access.service_id
      WHERE access.service_id = $1`,
    [line.serviceId],
  );
}

async function withoutCopies(line: Line): Promise<void> {
  for (const table of [
    'networking.effective_policy',
    'networking.usage_counter',
    'networking.usage_raw',
    'networking.access',
  ])
    await write(`DELETE FROM ${table} WHERE customer_id = $1 AND service_id <> $2`, [line.customerId, line.serviceId]);
  await write('DELETE FROM billing.service WHERE customer_id = $1 AND id <> $2', [line.customerId, line.serviceId]);
}

function write(text: string, values: readonly unknown[]): Promise<unknown> {
  return shop.world.app.get(Database).write(EVERYTHING, ({ sql }) => sql.execute(text, values));
}
