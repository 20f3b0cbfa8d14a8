import { declarePermissions } from '@demarc/access';

export const IdentityPermissions = declarePermissions('identity', {
  'staff.view': {
    sentence: 'See who works here, their roles and their sessions.',
    roles: ['administrator', 'manager'],
  },
  'staff.manage': {
    sentence:
      'Invite staff, change their roles and partners, disable them, end their sessions and reset their second factor.',
    roles: ['administrator'],
  },
  'role.view': { sentence: 'See roles and what they allow.', roles: ['administrator', 'manager'] },
  'role.manage': {
    sentence: 'Make and change roles, within the rights that you hold yourself.',
    roles: ['administrator'],
  },
  'apiKey.view': { sentence: 'See API keys (never their secrets).', roles: ['administrator'] },
  'apiKey.manage': {
    sentence: 'Make and revoke API keys, within the rights that you hold yourself.',
    roles: ['administrator'],
  },
});

export const AuditPermissions = declarePermissions('audit', {
  view: { sentence: 'Read the audit log.', roles: ['administrator', 'manager'] },
});
