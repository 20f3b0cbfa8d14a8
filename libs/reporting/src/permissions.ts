import { declarePermissions } from '@demarc/access';

const FINANCE = ['administrator', 'manager', 'financial_manager'] as const;

/** Which home page a role opens with; the figures on it are those that the role may see elsewhere. */
export const ReportingPermissions = declarePermissions('reporting', {
  'home.support': {
    sentence: 'See the support home: customers who were opened, changed or blocked lately.',
    roles: ['administrator', 'manager', 'support', 'customer_creator'],
  },
  'home.finance': {
    sentence: 'See the finance home: money in, open and overdue invoices, runs, suspensions.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
  'home.network': {
    sentence: 'See the network home: who is online, rejects, routers, accesses that did not follow.',
    roles: ['administrator', 'engineer'],
  },
  'home.manager': {
    sentence: 'See the manager’s home: recurring revenue, growth, churn, collection.',
    roles: ['administrator', 'manager'],
  },
  'home.administrator': {
    sentence: 'See the administrator’s home: waiting and failed jobs, refusals, mail.',
    roles: ['administrator'],
  },
  'report.view': {
    sentence: 'Read reports, each as far as its figures may be seen.',
    roles: FINANCE,
  },
  'table.export': {
    sentence: 'Export lists and reports as files.',
    roles: FINANCE,
  },
});
