import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** What signing in needs to know of a customer. */
export interface CustomerIdentity {
  readonly id: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly name: string;
  readonly login: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
  /** Of messages, as two letters: the customer's, else the partner's. */
  readonly language?: string | null;
  /** False for customers who are closed: they answer as if they did not exist. */
  readonly mayEnter: boolean;
}

/** Port to the context that keeps the customers; that context provides the class. */
export abstract class CustomerDirectory {
  /** By exact login, upper and lower case alike. */
  abstract findByLogin(login: string): Promise<CustomerIdentity | undefined>;
  /** By login, or by mail address where exactly one customer has it. */
  abstract findForReset(loginOrEmail: string): Promise<CustomerIdentity | undefined>;
  abstract find(id: Id<'Customer'>): Promise<CustomerIdentity | undefined>;
  abstract changePasswordHash(sql: Sql, id: Id<'Customer'>, hash: string): Promise<void>;
}
