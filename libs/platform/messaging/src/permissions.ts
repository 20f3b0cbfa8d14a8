import { declarePermissions } from '@demarc/access';

export const MessagingPermissions = declarePermissions('messaging', {
  'message.view': {
    sentence: 'See which messages were sent, which failed and which wait.',
    roles: ['administrator', 'manager', 'financial_manager', 'support'],
  },
  'message.send': { sentence: 'Send a failed or unsent message again.', roles: ['administrator', 'manager'] },
});
