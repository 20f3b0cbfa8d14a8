import type { GridState } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import { startOfDay, startOfNextDay } from '../start-of-day';
import type { AuditLogDocument } from './audit.graphql';

type Filter = NonNullable<VariablesOf<typeof AuditLogDocument>['filter']>;

/** The address as a question to the log; days are the operator's, both part of the range. */
export function auditQuestion({ text, filters }: GridState, timeZone: string): Filter {
  const one = (field: string) => filters[field]?.[0] ?? null;
  const [first = '', last = ''] = (one('days') ?? '').split('..');
  const outcome = one('outcome');
  return {
    action: text !== '' ? text : one('area'),
    actorId: one('actor'),
    customerId: one('customer'),
    subjectId: one('subject'),
    outcome: outcome === 'DONE' || outcome === 'REFUSED' ? outcome : null,
    since: first === '' ? null : startOfDay(first, timeZone),
    before: last === '' ? null : startOfNextDay(last, timeZone),
  };
}
