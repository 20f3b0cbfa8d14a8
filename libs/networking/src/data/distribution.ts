/**
 * The column that each table of sessions and usage is spread by when PostgreSQL has more than one machine (`create_distributed_table`
 * of Citus). Every unique key holds it, and no foreign key binds them, so that each row finds its machine by itself. An accounting
 * packet knows its session and not always the customer, so sessions go by their key.
 */
export const DISTRIBUTED_BY = {
  session_open: 'key',
  session_closed: 'key',
  usage_raw: 'customer_id',
  usage_hours: 'customer_id',
  usage_days: 'customer_id',
  usage_groups: 'partner_id',
  radius_log: 'login',
} as const;
