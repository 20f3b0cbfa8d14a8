import { Injectable } from '@nestjs/common';
import { type Call, QueryBus } from '@demarc/commands';
import type { CustomerBrief } from '@demarc/crm';
import DataLoader from 'dataloader';
import { CustomersOf } from '../app/access/customers-of.query.js';
import { AccessesOf, type FoundAccess } from '../app/access/find-access.query.js';
import { ConnectionsOf, type FoundConnection } from '../app/access/find-connections.query.js';
import { AllowancesOf, type FoundAllowance } from '../app/policies/find-allowances.query.js';
import { type FoundPolicy, PoliciesOf } from '../app/policies/find-policies.query.js';
import { type FoundRouterDoor, RouterChecksOf } from '../app/routers/checks/router-checks-of.query.js';
import { BlockReachOf, type FoundBlockReach } from '../app/convergence/block-reach.query.js';

interface Loaders {
  readonly access: DataLoader<string, FoundAccess | null>;
  readonly policy: DataLoader<string, FoundPolicy | null>;
  readonly allowance: DataLoader<string, FoundAllowance | null>;
  readonly connections: DataLoader<string, FoundConnection[]>;
  readonly customers: DataLoader<string, CustomerBrief | null>;
  readonly blockReach: DataLoader<string, FoundBlockReach | null>;
  readonly routerDoor: DataLoader<string, FoundRouterDoor | null>;
}

const BATCH = { cache: false, maxBatchSize: 500 } as const;

/** One question for a field of all rows of a list. Loaders live as long as the call that they answer. */
@Injectable()
export class NetworkingLoaders {
  private readonly ofCall = new WeakMap<Call, Loaders>();

  constructor(private readonly queries: QueryBus) {}

  access(call: Call, serviceId: string): Promise<FoundAccess | null> {
    return this.of(call).access.load(serviceId);
  }

  policy(call: Call, planId: string): Promise<FoundPolicy | null> {
    return this.of(call).policy.load(planId);
  }

  allowance(call: Call, serviceId: string): Promise<FoundAllowance | null> {
    return this.of(call).allowance.load(serviceId);
  }

  connections(call: Call, customerId: string): Promise<FoundConnection[]> {
    return this.of(call).connections.load(customerId);
  }

  async customer(call: Call, customerId: string | null): Promise<CustomerBrief | null> {
    return customerId === null ? null : this.of(call).customers.load(customerId);
  }

  blockReach(call: Call, customerId: string): Promise<FoundBlockReach | null> {
    return this.of(call).blockReach.load(customerId);
  }

  routerDoor(call: Call, routerId: string): Promise<FoundRouterDoor | null> {
    return this.of(call).routerDoor.load(routerId);
  }

  private of(call: Call): Loaders {
    const known = this.ofCall.get(call);
    if (known) return known;
    const made: Loaders = {
      access: new DataLoader(async (serviceIds) => {
        const found = await this.queries.ask(AccessesOf, { serviceIds }, call);
        return serviceIds.map((id) => found.find((one) => one.serviceId === id) ?? null);
      }, BATCH),
      policy: new DataLoader(async (planIds) => {
        const found = await this.queries.ask(PoliciesOf, { planIds }, call);
        return planIds.map((id) => found.find((one) => one.planId === id) ?? null);
      }, BATCH),
      allowance: new DataLoader(async (serviceIds) => {
        const found = await this.queries.ask(AllowancesOf, { serviceIds }, call);
        return serviceIds.map((id) => found.find((one) => one.serviceId === id) ?? null);
      }, BATCH),
      connections: new DataLoader(async (customerIds) => {
        const found = await this.queries.ask(ConnectionsOf, { customerIds }, call);
        return customerIds.map((id) => found.filter((one) => one.customerId === id));
      }, BATCH),
      blockReach: new DataLoader(async (customerIds) => {
        const found = await this.queries.ask(BlockReachOf, { customerIds }, call);
        return customerIds.map((id) => found.find((one) => one.customerId === id) ?? null);
      }, BATCH),
      routerDoor: new DataLoader(async (ids) => {
        const routerIds = [...new Set(ids)];
        const found = await this.queries.ask(RouterChecksOf, { routerIds }, call);
        return ids.map((id) => found.find((one) => one.routerId === id) ?? null);
      }, BATCH),
      customers: new DataLoader(async (customerIds) => {
        const found = await this.queries.ask(CustomersOf, { customerIds: [...new Set(customerIds)] }, call);
        return customerIds.map((id) => found.get(id) ?? null);
      }, BATCH),
    };
    this.ofCall.set(call, made);
    return made;
  }
}
