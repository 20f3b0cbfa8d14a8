import { declarePermissions } from '@demarc/access';

const EVERYBODY = ['administrator', 'manager', 'financial_manager', 'customer_creator', 'support', 'engineer'] as const;
const SEE_ALL = ['administrator', 'manager', 'financial_manager', 'support', 'engineer'] as const;

export const CrmPermissions = declarePermissions('crm', {
  'customer.view': { sentence: 'Find and open the customers that they added themselves.', roles: EVERYBODY },
  'customer.viewAll': {
    sentence: 'Find and open every customer of their partners, whoever added them.',
    roles: SEE_ALL,
  },
  'customer.create': { sentence: 'Add customers.', roles: ['administrator', 'manager', 'customer_creator', 'support'] },
  'customer.change': {
    sentence: 'Change the contact data, addresses and custom fields of customers.',
    roles: ['administrator', 'manager', 'financial_manager', 'customer_creator', 'support'],
  },
  'customer.activate': {
    sentence: 'Activate and deactivate customers: their services start and end with it.',
    roles: ['administrator', 'manager', 'financial_manager', 'support'],
  },
  'customer.archive': { sentence: 'Archive customers and restore archived ones.', roles: ['administrator', 'manager'] },
  'customer.password': {
    sentence: 'Set the portal password of customers.',
    roles: ['administrator', 'manager', 'support'],
  },
  'note.write': { sentence: 'Write internal notes about customers.', roles: EVERYBODY },
  'partner.view': { sentence: 'See the partners (resellers and brands).', roles: EVERYBODY },
  'partner.manage': { sentence: 'Open partners, and change their company data and share.', roles: ['administrator'] },
  'location.view': { sentence: 'See the locations.', roles: EVERYBODY },
  'location.manage': { sentence: 'Add and change locations.', roles: ['administrator', 'manager', 'engineer'] },
  'customField.manage': { sentence: 'Define custom fields.', roles: ['administrator'] },
  'operator.manage': {
    sentence: 'Change the operator’s name, time zone, language and rounding.',
    roles: ['administrator'],
  },
});
