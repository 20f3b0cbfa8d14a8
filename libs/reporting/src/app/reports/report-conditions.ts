import type { Parameters } from '../parameters.js';
import type { ReportQuestion } from './report.js';

/** Partner, location (with those below it) and customer of a question, as conditions on a table's own columns. */
export function ownersOf(question: ReportQuestion, parameters: Parameters, table: string): string {
  const conditions: string[] = [];
  if (question.partnerIds.length > 0)
    conditions.push(`${table}.partner_id = ANY (${parameters.add(question.partnerIds)}::uuid[])`);
  if (question.locationIds.length > 0)
    conditions.push(
      `${table}.customer_id IN (WITH RECURSIVE below AS (SELECT id FROM crm.location WHERE id = ANY (${parameters.add(question.locationIds)}::uuid[])
         UNION SELECT location.id FROM crm.location location JOIN below ON location.parent_id = below.id)
       SELECT customer.id FROM crm.customer customer JOIN below ON below.id = customer.location_id)`,
    );
  if (question.customerId !== null)
    conditions.push(`${table}.customer_id = ${parameters.add(question.customerId)}::uuid`);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

/** A date column within the question's period, both ends included. */
export function within(question: ReportQuestion, parameters: Parameters, column: string): string {
  return `${column} BETWEEN ${parameters.add(question.from)}::date AND ${parameters.add(question.through)}::date`;
}

/** Amounts of one currency only: sums of two would say nothing. */
export function inCurrency(question: ReportQuestion, parameters: Parameters, table: string): string {
  return `${table}.currency = ${parameters.add(question.currency)}`;
}
