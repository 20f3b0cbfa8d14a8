import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { endSessionsOf, passwordFaults, PasswordHasher } from '@demarc/identity';
import { invalid } from '@demarc/kernel';
import { IsString, MaxLength } from 'class-validator';
import type { CustomerId } from '../domain/ids.js';
import { PortalPasswordSet } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { lockOpenCustomer } from './customer-reach.js';
import { CustomerStepInput } from './customer-steps.js';

@InputType({ description: 'A portal password to set.' })
export class SetPortalPasswordInput extends CustomerStepInput {
  @Field(() => String, { description: 'The password, at least 15 characters. It is kept as a hash only.' })
  @IsString()
  @MaxLength(256)
  password: string;
}

/** Sets a customer's portal password and ends the sessions that the old one opened. */
@Injectable()
export class SetPortalPassword extends Command<SetPortalPasswordInput, { customerId: CustomerId }> {
  readonly rule: CommandRule = {
    name: 'crm.setPortalPassword',
    sentence: 'Set a portal password',
    permission: CrmPermissions['customer.password'],
    risk: 'normal',
  };
  readonly input = SetPortalPasswordInput;

  constructor(private readonly hasher: PasswordHasher) {
    super();
  }

  async handle(input: SetPortalPasswordInput, act: Act): Promise<{ customerId: CustomerId }> {
    const customer = await lockOpenCustomer(act, input.customerId);
    const faults = passwordFaults(input.password, {
      alone: true,
      context: [customer.name, customer.login ?? '', customer.email ?? ''],
    });
    if (faults.length > 0) {
      throw invalid(
        'PASSWORD_TOO_WEAK',
        faults[0] ?? 'Take another password.',
        faults.map((message) => ({ field: 'password', message })),
      );
    }
    const hash = await this.hasher.hash(input.password);
    await act.sql.execute('UPDATE crm.customer SET password_hash = $2 WHERE id = $1', [customer.id, hash]);
    await endSessionsOf(act.sql, 'customer', customer.id, 'password set by staff', act.at);
    const about = { customerId: customer.id, partnerId: customer.partnerId };
    act.emit(PortalPasswordSet, about, about);
    act.audit(
      { kind: 'customer', id: customer.id, ...about },
      `Portal password of customer #${customer.number.toString()} set`,
    );
    return { customerId: customer.id };
  }
}
