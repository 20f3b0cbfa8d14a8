import { declarePermissions } from '@demarc/access';

const EVERYBODY = ['administrator', 'manager', 'financial_manager', 'customer_creator', 'support', 'engineer'] as const;
const DESK = ['administrator', 'manager', 'support', 'engineer'] as const;
const NETWORK = ['administrator', 'engineer'] as const;

export const NetworkingPermissions = declarePermissions('networking', {
  'router.view': { sentence: 'See the routers and whether they are heard.', roles: DESK },
  'router.manage': { sentence: 'Add, change and retire routers.', roles: NETWORK },
  'router.revealSecret': { sentence: 'Read the RADIUS secret of a router; each reading is logged.', roles: NETWORK },
  'router.check': { sentence: 'Ask a router whether it is set up: reach, API, RADIUS, changes, clock.', roles: DESK },
  'tool.run': { sentence: 'Ping and trace addresses from the server and from routers.', roles: DESK },
  'backup.view': {
    sentence: 'See configurations of routers, without their secrets, and what changed.',
    roles: NETWORK,
  },
  'backup.manage': { sentence: 'Read configurations of routers now, and set how long they are kept.', roles: NETWORK },
  'site.view': { sentence: 'See sites and sectors, and how full they are.', roles: DESK },
  'site.manage': { sentence: 'Add and change sites and sectors, and put services on them.', roles: NETWORK },
  'monitoring.view': { sentence: 'See watched devices, their graphs and alerts.', roles: DESK },
  'monitoring.manage': { sentence: 'Add and change watched devices and the rules of alerts.', roles: NETWORK },
  'alert.handle': { sentence: 'Acknowledge and silence alerts.', roles: DESK },
  'pool.view': { sentence: 'See the address pools and what is assigned.', roles: DESK },
  'pool.manage': { sentence: 'Add and change address pools.', roles: NETWORK },
  'address.reserve': { sentence: 'Reserve addresses, name devices, and end reservations.', roles: DESK },
  'address.whoHad': {
    sentence: 'Find out who had an address and port at a time; each question is logged with its reason.',
    roles: ['administrator'],
  },
  'cgnat.view': { sentence: 'See how customers share public addresses, and the rules for the router.', roles: DESK },
  'cgnat.manage': { sentence: 'Define how customers share public addresses.', roles: NETWORK },
  'cgnat.record': { sentence: 'Record the port blocks that a router gave, as its log says.', roles: NETWORK },
  'policy.view': { sentence: 'See what plans mean on the network: speeds, burst, priority.', roles: EVERYBODY },
  'policy.manage': { sentence: 'Set speeds, burst and priority of plans; running sessions follow.', roles: NETWORK },
  'quota.view': {
    sentence: 'See what customers have used of their quota, and what holds for them now.',
    roles: EVERYBODY,
  },
  'quota.give': { sentence: 'Give data, sell top-ups and set right what is counted.', roles: DESK },
  'access.view': { sentence: 'See the network side of services: login, addresses, state.', roles: EVERYBODY },
  'access.manage': { sentence: 'Set up and change login, addresses and devices of services.', roles: DESK },
  'access.revealPassword': {
    sentence: 'Read the network password of a service; each reading is logged.',
    roles: ['administrator', 'support', 'engineer'],
  },
  'session.view': { sentence: 'See who is online, past sessions and usage.', roles: EVERYBODY },
  'retention.manage': {
    sentence: 'Set how long sessions, usage and logins are kept, and see what they take.',
    roles: ['administrator', 'manager', 'engineer'],
  },
  'session.disconnect': { sentence: 'End a running session by hand.', roles: DESK },
  'template.view': { sentence: 'See what routers are answered at a login, and the templates for it.', roles: DESK },
  'template.manage': { sentence: 'Write the templates of what routers are answered.', roles: NETWORK },
  'login.simulate': { sentence: 'Try what a login would be answered, and why.', roles: DESK },
  'deviceLogin.view': { sentence: 'See which staff may log in to which network devices.', roles: NETWORK },
  'deviceLogin.manage': {
    sentence: 'Give staff a log-in to network devices, change what they may do there, and take it away.',
    roles: ['administrator'],
  },
  'log.view': { sentence: 'Read the log of logins and why they were refused.', roles: DESK },
  'drift.view': { sentence: 'See what routers have against what they should have.', roles: DESK },
  'drift.repair': {
    sentence: 'Propose and carry out writes on routers, roll them back, and decide about rows made by hand.',
    roles: NETWORK,
  },
  'shaper.view': {
    sentence: 'Read what shapers are told: circuits with names, addresses and speeds, and the tree of the network.',
    roles: DESK,
  },
  'freeradius.manage': {
    sentence: 'Let a FreeRADIUS ask and count for the product, and take that back.',
    roles: NETWORK,
  },
  'brake.manage': {
    sentence: 'Let through closings that were held because too many came at once, and set that limit.',
    roles: ['administrator', 'manager'],
  },
});
