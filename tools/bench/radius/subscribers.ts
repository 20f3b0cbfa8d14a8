import { AddRouter, DefineAccessPolicy, RevealRadiusSecret } from '@demarc/networking';
import { SecretBox } from '@demarc/secrets';
import type pg from 'pg';
import type { Product } from '../product-app.ts';
import { fillCustomers, openProvider } from '../provider.ts';

export interface SubscribersOptions {
  readonly count: number;
  /** Where the router is reached for CoA. */
  readonly coaPort?: number;
}

/** Subscribers user1, user2 … with passwords pw1, pw2 …, each with a line; answers the secret of their router. */
export async function openSubscribers(
  product: Product,
  owner: pg.Client,
  { count, coaPort }: SubscribersOptions,
): Promise<{ readonly secret: string; readonly routerId: string }> {
  const provider = await openProvider(product);
  const plans = provider.plans.filter((_plan, index) => (index + 1) % 5 !== 0);
  for (const planId of plans) {
    await product.run(DefineAccessPolicy, { planId, downloadKbps: 100_000, uploadKbps: 50_000 });
  }
  const { routerId } = await product.run(AddRouter, {
    name: 'Loopback',
    vendor: 'mikrotik',
    sources: ['127.0.0.1/32'],
    address: '127.0.0.1',
    ...(coaPort === undefined ? {} : { coaPort }),
  });
  await fillCustomers(owner, { ...provider, plans }, count, '2026-01-01');
  const found = await owner.query<{ id: string; number: string }>(LINES);
  const box = product.app.get(SecretBox);
  const sealed = await Promise.all(
    found.rows.map(({ id, number }) => box.seal('access_password', `pw${number}`, `access:${id}:password`)),
  );
  await owner.query(ACCESSES, [found.rows.map((row) => row.id), sealed]);
  await owner.query('VACUUM (ANALYZE) networking.access');
  const { secret } = await product.run(RevealRadiusSecret, { routerId });
  return { secret, routerId };
}

const LINES = `SELECT DISTINCT ON (customer.number) service.id, customer.number FROM billing.service service JOIN crm.customer customer ON customer.id = service.customer_id
  ORDER BY customer.number, service.kind, service.id`;

const ACCESSES = `
  INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, password, ipv4_assignment, ipv4, desired, desired_at,
    converged_version, converged_at)
  SELECT service.id, service.customer_id, service.partner_id, service.plan_id, 'pppoe', 'user' || customer.number, sealed.password, 'permanent',
    '100.64.0.0'::inet + customer.number, 'open', now(), 1, now()
  FROM unnest($1::uuid[], $2::bytea[]) sealed (id, password) JOIN billing.service service ON service.id = sealed.id
    JOIN crm.customer customer ON customer.id = service.customer_id`;
