import { Field, InputType } from '@nestjs/graphql';
import { type Act, type EventType, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { CustomerEntity } from '../data/customer.entity.js';
import { type Lifecycle, type LifecycleStep, nextLifecycle } from '../domain/customer-lifecycle.js';
import type { CustomerId, PartnerId } from '../domain/ids.js';
import { lockCustomer } from './customer-reach.js';

@InputType({ description: 'Names one customer.' })
export class CustomerStepInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: CustomerId;
}

export interface CustomerStepped {
  readonly customerId: CustomerId;
  readonly lifecycle: Lifecycle;
}

type StepEvent = EventType<{ readonly customerId: CustomerId; readonly partnerId: PartnerId }>;

/** One step of a customer's life: decided, stored, told and audited. */
export async function takeStep(
  act: Act,
  customerId: CustomerId,
  step: LifecycleStep,
  event: StepEvent,
  also: { readonly before?: (customer: CustomerEntity) => Promise<void>; readonly login?: string | undefined } = {},
): Promise<CustomerStepped> {
  const customer = await lockCustomer(act, customerId);
  const next = nextLifecycle(customer.lifecycle, step);
  if (!next.ok) throw conflict(next.error.code, next.error.sentence);
  await also.before?.(customer);
  await act.manager.update(
    CustomerEntity,
    { id: customerId },
    {
      lifecycle: next.value,
      revision: customer.revision + 1,
      ...(also.login === undefined ? {} : { login: also.login }),
      ...(step === 'activate' && customer.convertedAt === null ? { convertedAt: act.at } : {}),
    },
  );
  const about = { customerId, partnerId: customer.partnerId };
  act.emit(event, about, about);
  act.audit({ kind: 'customer', id: customerId, ...about }, `Customer #${customer.number.toString()} ${next.value}`, {
    lifecycle: { before: customer.lifecycle, after: next.value },
  });
  return { customerId, lifecycle: next.value };
}
