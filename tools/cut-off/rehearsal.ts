import { AddService, CreatePlan, LiftHold, PlaceHold } from '@demarc/billing';
import { OpenCustomer, OpenPartner, SetUpOperator } from '@demarc/crm';
import { type LocalDate, SeededRandom } from '@demarc/kernel';
import { DefineAccessPolicy, KeepRouters, ProvisionAccess, ReconcileAccess, SetAccessBrake } from '@demarc/networking';
import { type Customer, type DistantRouter, type Ports, routerOfRows, routerOfSessions } from './distant-router.ts';
import type { Ground } from './ground.ts';

export interface CutOffWish {
  readonly rowRouters: number;
  readonly sessionRouters: number;
  readonly customersEach: number;
  readonly rounds: number;
  readonly seed: string;
  /** Each change that is not answered costs seven seconds; without, these links only lose, double and delay. */
  readonly areSessionsCut: boolean;
  /** A provider that is there already; else one is made. */
  readonly shop?: { readonly partnerId: string; readonly planId: string };
}

interface Place {
  readonly router: DistantRouter;
  readonly customers: readonly Customer[];
  /** Holds that billing placed and has not lifted, by customer. */
  readonly holds: Map<string, string>;
  readonly mayBeCut: boolean;
  isCut: boolean;
  changes: number;
  commands: number;
}

interface Seen {
  readonly service_id: string;
  readonly desired: string;
  readonly is_converged: boolean;
}

const CONTEXT = { jobId: '', retryCount: 0, signal: new AbortController().signal };
/** Of a change on one router: the command, what it replaces, and each repeated while nothing is heard. */
const COMMANDS_A_CHANGE = 6;
/** After a link is whole again, everything is told within so much of the product's time. */
const HEALED_WITHIN_MINUTES = 2;

/** Routers that come and go, and a billing that blocks and restores meanwhile. */
export class CutOffRehearsal {
  readonly faults: string[] = [];
  changes = 0;
  cuts = 0;
  commands = 0;
  healedAfterMinutes = 0;
  private readonly ground: Ground;
  private readonly dice: SeededRandom;
  private places: Place[] = [];
  private minutes = 0;

  private constructor(ground: Ground, seed: string) {
    this.ground = ground;
    this.dice = new SeededRandom(`cut off ${seed}`);
  }

  static async open(ground: Ground, ports: Ports, wish: CutOffWish): Promise<CutOffRehearsal> {
    const rehearsal = new CutOffRehearsal(ground, wish.seed);
    const shop = wish.shop ?? (await openShop(ground));
    await ground.run(SetAccessBrake, { percent: 100, windowMinutes: 10, atLeast: 100_000 });
    for (let k = 0; k < wish.rowRouters + wish.sessionRouters; k += 1) {
      const isOfRows = k < wish.rowRouters;
      const random = new SeededRandom(`link ${k} ${wish.seed}`);
      const router = await (isOfRows ? routerOfRows(ground, k) : routerOfSessions(ground, k, ports, random));
      const customers = await customersOf(ground, shop, router, k, wish.customersEach, isOfRows);
      const mayBeCut = isOfRows || wish.areSessionsCut;
      rehearsal.places.push({ router, customers, holds: new Map(), mayBeCut, isCut: false, changes: 0, commands: 0 });
    }
    await ground.settle();
    await rehearsal.comeOnline();
    await rehearsal.look();
    for (const place of rehearsal.places) place.router.commands();
    return rehearsal;
  }

  async live(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (const place of this.places) this.moveLink(place);
      for (const place of this.places) await this.bill(place);
      await this.ground.settle();
      await this.proven(`round ${round + 1}`);
      this.ground.clock.advance((5 + this.dice.below(115)) * 1_000);
      if (this.dice.below(3) === 0) await this.comeOnline();
      await this.look();
      await this.proven(`round ${round + 1}, after the reconciler`);
    }
    await this.heal();
    await this.restful();
  }

  async close(): Promise<void> {
    for (const { router } of this.places) await router.close();
  }

  private moveLink(place: Place): void {
    const isCut = this.dice.below(5) < 2;
    if (isCut === place.isCut || !place.mayBeCut) return;
    place.isCut = isCut;
    if (isCut) {
      this.cuts += 1;
      place.router.cut();
    } else place.router.heal();
  }

  /** Blocks who is open and opens who is blocked, some at a time, now and then the same one twice. */
  private async bill(place: Place): Promise<void> {
    for (let times = this.dice.below(3); times > 0; times -= 1) {
      const customer = place.customers[this.dice.below(place.customers.length)];
      if (!customer) continue;
      const { customerId } = customer;
      const holdId = place.holds.get(customerId);
      if (holdId === undefined) {
        const placed = await this.ground.run(PlaceHold, { customerId, reason: 'rehearsal' });
        place.holds.set(customerId, placed.holdId);
      } else {
        await this.ground.run(LiftHold, { holdId });
        place.holds.delete(customerId);
      }
      place.changes += 1;
      this.changes += 1;
    }
  }

  /** What the product does by the clock. */
  private async look(): Promise<void> {
    this.minutes += 1;
    await this.ground.app.get(ReconcileAccess).run({}, CONTEXT);
    await this.ground.app.get(KeepRouters).run();
    await this.ground.settle();
  }

  private async comeOnline(): Promise<void> {
    await Promise.all(
      this.places.filter(({ isCut }) => !isCut).map(({ router, customers }) => router.logIn(customers)),
    );
  }

  /** Whatever counts as reached must be so on the router itself, whether its link is cut or not. */
  private async proven(when: string): Promise<void> {
    for (const { router, customer, seen } of await this.all())
      if (seen.is_converged && (await router.differs(customer, seen.desired)))
        this.faults.push(`${when}: ${customer.login} counts as ${seen.desired} on ${router.name}, and is not`);
  }

  private async heal(): Promise<void> {
    for (const place of this.places) {
      place.isCut = false;
      place.router.heal();
    }
    await this.comeOnline();
    for (; this.healedAfterMinutes < HEALED_WITHIN_MINUTES; this.healedAfterMinutes += 1) {
      if ((await this.unlike()).length === 0) break;
      this.ground.clock.advance(60_000);
      await this.look();
    }
    for (const one of await this.unlike()) this.faults.push(`${HEALED_WITHIN_MINUTES} min after healing: ${one}`);
    for (const place of this.places) {
      place.commands = place.router.commands();
      this.commands += place.commands;
      const most = COMMANDS_A_CHANGE * place.changes + this.minutes;
      if (place.commands > most)
        this.faults.push(`${place.router.name} had ${place.commands} commands for ${place.changes} changes`);
    }
  }

  /** Where nothing differs, nothing is said. */
  private async restful(): Promise<void> {
    this.ground.clock.advance(600_000);
    await this.look();
    for (const { router } of this.places) {
      const commands = router.commands();
      if (commands > 0) this.faults.push(`${router.name} had ${commands} commands when nothing was left to do`);
    }
  }

  private async unlike(): Promise<string[]> {
    const found: string[] = [];
    for (const { router, customer, seen } of await this.all()) {
      const differs = await router.differs(customer, seen.desired);
      if (!seen.is_converged || differs)
        found.push(
          `${customer.login} should be ${seen.desired} on ${router.name}, ${differs ? 'is not' : 'not proven'}`,
        );
    }
    return found;
  }

  private async all(): Promise<{ router: DistantRouter; customer: Customer; seen: Seen }[]> {
    const rows = await this.ground.rows<Seen>(
      'SELECT service_id, desired, converged_version >= desired_version AS is_converged FROM networking.access WHERE live',
    );
    const byService = new Map(rows.map((row) => [row.service_id, row]));
    return this.places.flatMap(({ router, customers }) =>
      customers.flatMap((customer) => {
        const seen = byService.get(customer.serviceId);
        return seen ? [{ router, customer, seen }] : [];
      }),
    );
  }
}

async function openShop(ground: Ground): Promise<{ partnerId: string; planId: string }> {
  await ground.run(SetUpOperator, {
    name: 'Northlight Networks',
    timeZone: 'Europe/Lisbon',
    currency: 'EUR',
    locale: 'en-GB',
    country: 'PT',
  });
  const { partnerId } = await ground.run(OpenPartner, { name: 'Northlight' });
  const { planId } = await ground.run(CreatePlan, {
    kind: 'internet',
    title: 'Fiber 100',
    unitPrice: '30',
    taxInclusive: false,
  });
  await ground.run(DefineAccessPolicy, { planId, downloadKbps: 100_000, uploadKbps: 20_000 });
  return { partnerId, planId };
}

async function customersOf(
  ground: Ground,
  { partnerId, planId }: { readonly partnerId: string; readonly planId: string },
  { routerId }: DistantRouter,
  net: number,
  count: number,
  isOfRows: boolean,
): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let k = 1; k <= count; k += 1) {
    const login = `far-${net}-${k}`;
    const opened = await ground.run(OpenCustomer, { partnerId, category: 'person', name: `Customer of ${login}` });
    const input = { customerId: opened.customerId, planId, startsOn: '2026-03-01' as LocalDate };
    const { serviceId } = await ground.run(AddService, input);
    const ipv4 = `10.77.${net}.${k}`;
    customers.push({ customerId: opened.customerId, serviceId, login, password: `secret-of-${login}`, ipv4 });
  }
  await ground.settle();
  for (const { serviceId, login, password, ipv4 } of customers)
    await ground.run(ProvisionAccess, {
      serviceId,
      method: 'pppoe',
      login,
      password,
      ipv4,
      ipv4Assignment: 'permanent',
      ...(isOfRows ? { routerId } : {}),
    });
  await ground.settle();
  return customers;
}
