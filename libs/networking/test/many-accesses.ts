import { systemActor } from '@demarc/access';
import type { PlanId } from '@demarc/billing';
import { Acts } from '@demarc/commands';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PolicyEvaluation } from '../src/app/policies/usage/policy-evaluation.js';
import type { Line, NetworkShop } from './network-shop.js';

/** One look, with nothing told to anybody; answers how many statements it took. */
export function look(shop: NetworkShop): Promise<number> {
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
    const counted = new Proxy(act, { get: (target, name) => (name === 'sql' ? sql : Reflect.get(target, name)) });
    await evaluation.count(counted);
    await evaluation.evaluateDue(counted);
    return statements;
  });
}

/** Every hundredth more than the rule allows. */
export function usedBySome(shop: NetworkShop, planId: PlanId): Promise<unknown> {
  return write(
    shop,
    `INSERT INTO networking.usage_raw (at, download_octets, upload_octets, seconds, customer_id, service_id, router_id)
       SELECT $2, CASE WHEN row_number() OVER (ORDER BY login) % 100 = 1 THEN 2000000000 ELSE 1000 END, 0, 300, customer_id, service_id, $3
         FROM networking.access WHERE plan_id = $1`,
    [planId, shop.world.clock.now(), shop.routerId],
  );
}

export async function copies(shop: NetworkShop, line: Line, count: number): Promise<void> {
  await write(
    shop,
    `INSERT INTO billing.service SELECT (jsonb_populate_record(service, jsonb_build_object('id', gen_random_uuid(), 'number', service.number + 1000 + place))).*
       FROM billing.service service, generate_series(1, $2) place WHERE service.id = $1`,
    [line.serviceId, count],
  );
  await write(
    shop,
    `INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, desired, desired_at)
     SELECT copy.id, access.customer_id, access.partner_id, access.plan_id, access.method, 'many-' || copy.number, access.desired, access.desired_at
       FROM networking.access access JOIN billing.service copy ON copy.customer_id = access.customer_id AND copy.id <> access.service_id
      WHERE access.service_id = $1`,
    [line.serviceId],
  );
}

export async function withoutCopies(shop: NetworkShop, line: Line): Promise<void> {
  for (const table of [
    'networking.effective_policy',
    'networking.usage_counter',
    'networking.usage_raw',
    'networking.access',
  ])
    await write(shop, `DELETE FROM ${table} WHERE customer_id = $1 AND service_id <> $2`, [
      line.customerId,
      line.serviceId,
    ]);
  await write(shop, 'DELETE FROM billing.service WHERE customer_id = $1 AND id <> $2', [
    line.customerId,
    line.serviceId,
  ]);
}

function write(shop: NetworkShop, text: string, values: readonly unknown[]): Promise<unknown> {
  return shop.world.app.get(Database).write(EVERYTHING, ({ sql }) => sql.execute(text, values));
}
