import { AddService, ApproveRun, CreatePlan, DefinePaymentMethod, IssueRun, PreviewRun } from '@demarc/billing';
import { OpenCustomer, OpenPartner, SetPortalPassword, SetUpOperator } from '@demarc/crm';
import { AddRouter, DefineAccessPolicy, ProvisionAccess, RadiusRole } from '@demarc/networking';
import { type HouseOptions, ProductHouse } from '../../apps/api/test/product-house.ts';
import { SimNas } from '../../tools/sim-nas/sim-nas.ts';

export const RADIUS_SECRET = 'a-shared-secret-of-scenarios';
export const PORTAL_PASSWORD = 'harbour signal copper dawn';

export interface Line {
  readonly customerId: string;
  readonly serviceId: string;
  readonly portalLogin: string;
  readonly user: string;
  readonly password: string;
}

/** A provider with one partner, an internet plan, and a router with its RADIUS server in front of the whole product. */
export class StagedProvider {
  private constructor(
    readonly house: ProductHouse,
    readonly partnerId: string,
    readonly planId: string,
    readonly methodId: string,
    readonly radius: { readonly authPort: number; readonly acctPort: number },
    readonly nas: SimNas,
  ) {}

  static async open(options: HouseOptions = {}): Promise<StagedProvider> {
    const house = await ProductHouse.open(options);
    await house.run(SetUpOperator, {
      name: 'Test Net',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      locale: 'en',
      country: 'DE',
    });
    const { partnerId } = await house.run(OpenPartner, { name: 'Main' });
    const { paymentMethodId } = await house.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' });
    const planId = await planOf(house, 'Fibre 100', '30');
    const radius = await house.app.get(RadiusRole).start();
    const nas = new SimNas({
      auth: { address: '127.0.0.1', port: radius.authPort },
      acct: { address: '127.0.0.1', port: radius.acctPort },
      secret: RADIUS_SECRET,
      patience: { timeoutMs: 1500, attempts: 2 },
    });
    await nas.start();
    await house.run(AddRouter, {
      name: 'NAS-01',
      vendor: 'mikrotik',
      sources: ['127.0.0.1'],
      radiusSecret: RADIUS_SECRET,
      interimSeconds: 3600,
      coaPort: nas.coaPort,
      options: { blockBy: 'address_list', activeAddressList: 'Active' },
    });
    return new StagedProvider(house, partnerId, planId, paymentMethodId, radius, nas);
  }

  plan(title: string, unitPrice: string, downloadKbps?: number): Promise<string> {
    return planOf(this.house, title, unitPrice, downloadKbps);
  }

  async line(user: string, startsOn: string): Promise<Line> {
    const { customerId, login } = await this.house.run(OpenCustomer, {
      partnerId: this.partnerId,
      category: 'person',
      name: `Customer ${user}`,
    });
    await this.house.run(SetPortalPassword, { customerId, password: PORTAL_PASSWORD });
    const { serviceId } = await this.house.run(AddService, { customerId, planId: this.planId, startsOn });
    await this.house.settle();
    const password = `secret-of-${user}`;
    await this.house.run(ProvisionAccess, { serviceId, method: 'pppoe', login: user, password });
    await this.house.settle();
    return { customerId, serviceId, portalLogin: login, user, password };
  }

  /** Previews, approves and issues the run of a day, for these customers whatever their billing day, else for whose day it is. */
  async bill(forDate: string, customerIds?: readonly string[]): Promise<void> {
    const { house } = this;
    const { runId } = await house.run(PreviewRun, { forDate, ...(customerIds ? { customerIds } : {}) });
    await house.settle();
    const [run] = await house.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    await house.run(ApproveRun, { runId, planHash: run?.planHash });
    await house.run(IssueRun, { runId, planHash: run?.planHash });
    await house.settle();
  }

  day(date: string): void {
    this.house.clock.set(new Date(`${date}T08:00:00Z`));
  }

  async close(): Promise<void> {
    await this.nas.stop();
    await this.house.close();
  }
}

async function planOf(house: ProductHouse, title: string, unitPrice: string, downloadKbps = 100_000): Promise<string> {
  const { planId } = await house.run(CreatePlan, { kind: 'internet', title, unitPrice, taxInclusive: false });
  await house.run(DefineAccessPolicy, { planId, downloadKbps, uploadKbps: 20_000 });
  return planId;
}

/** Waits for something that another process or socket brings about. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 15_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`${what} did not come about within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
