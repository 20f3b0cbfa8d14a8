import { declarePermissions } from '@demarc/access';

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
});
