import { defineCatalogue } from '@demarc/ui';

export const statusCauseTexts = defineCatalogue('statusCause', {
  blockedByStaff: 'Blocked by staff',
  holdBy:
    '{{by}} put a hold on {{date}}: “{{reason}}”. A payment does not lift it; only a person who may lift holds can.',
  lift: 'Lift the hold',
  liftTitle: 'Lift the hold?',
  liftText: 'The hold of {{by}} (“{{reason}}”) goes away. Access follows from the account again.',
  lifted: 'The hold is lifted',
  blockedBySystem: 'Blocked by the system',
  blockedFor: 'Unpaid since {{since}}: {{invoices}}. Paying {{amount}} restores access within a minute.',
  blockedForPlain: 'Unpaid since {{since}}. Paying {{amount}} restores access within a minute.',
  blockedNothing: 'Blocked since {{since}} by the state of the account.',
  inactiveBySystem: 'Inactive by the system',
  inactiveFor: 'The account stayed unpaid until {{since}}, and the services ended. Paying {{amount}} brings them back.',
  overdue: 'Overdue',
  overdueFor: 'Late since {{since}}: {{invoices}}.',
  promised: 'A promise to pay holds until {{date}}: access stays open until then.',
  newCustomer: 'Not connected yet',
  newText: 'A new customer takes no services and is not charged. Activate the customer to begin.',
  inactive: 'Inactive',
  inactiveText: 'The customer takes no services. What is owed stays owed.',
  archived: 'Archived',
  archivedText: 'The customer is out of the lists. Documents and history stay.',
});
