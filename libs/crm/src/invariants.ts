import type { Invariant } from '@demarc/persistence';

export const crmInvariants: readonly Invariant[] = [
  {
    id: 'C-1',
    sentence: 'Sub-accounts are one level deep and stay with the partner of their main account.',
    sql: `SELECT 'customer #' || child.number || ' under #' || parent.number AS violation
          FROM crm.customer child JOIN crm.customer parent ON parent.id = child.parent_customer_id
          WHERE parent.parent_customer_id IS NOT NULL OR parent.partner_id <> child.partner_id LIMIT 20`,
  },
  {
    id: 'C-2',
    sentence: 'Customer numbers go on after the highest in use.',
    sql: `SELECT 'number ' || max(number) || ' is ahead of the sequence' AS violation FROM crm.customer
          HAVING max(number) > (SELECT last_value FROM crm.customer_number)`,
  },
  {
    id: 'C-3',
    sentence: 'Notes stand under the partner of their customer.',
    sql: `SELECT 'note ' || note.id AS violation FROM crm.note note JOIN crm.customer customer ON customer.id = note.customer_id
          WHERE note.partner_id <> customer.partner_id LIMIT 20`,
  },
];
