import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessResolver } from './api/access.resolver.js';
import { IdentityCommands } from './api/identity-commands.js';
import { RoleResolver } from './api/role.resolver.js';
import { StaffResolver } from './api/staff.resolver.js';
import { ApiKeys } from './app/api-keys.js';
import { AttemptLimits } from './app/attempt-limits.js';
import { Callers } from './app/callers.js';
import { CreateApiKey, RevokeApiKey } from './app/change-api-keys.js';
import { OwnPassword } from './app/change-own-password.js';
import { CreateRole, DeleteRole, EditRole } from './app/change-roles.js';
import { ChangeStaffRoles, ChangeStaffScope } from './app/change-staff.js';
import { CustomerSignIn } from './app/customer-sign-in.js';
import { Customers } from './app/customers.js';
import { DisableStaff, EnableStaff, ResetStaffTotp } from './app/disable-staff.js';
import { EndSession, EndSessions } from './app/end-sessions.js';
import { FirstStaff } from './app/first-staff.js';
import { ForgetOldAttempts } from './app/forget-old.schedule.js';
import { GuardedPassword } from './app/guarded-password.js';
import { IdentityNews } from './app/identity-news.js';
import { Invitations } from './app/invitations.js';
import { InviteStaff, ResendInvitation } from './app/invite-staff.js';
import { KnownDevices } from './app/known-devices.js';
import { Links } from './app/links.js';
import { ListApiKeys, ListSessions } from './app/list-access.query.js';
import { ListAudit } from './app/list-audit.query.js';
import { ListRoles, ReadChangedRole, ReadRole } from './app/list-roles.query.js';
import { ListStaff, ReadChangedStaff, ReadStaff } from './app/list-staff.query.js';
import { OneTimeTokens } from './app/one-time-tokens.js';
import { PasswordHasher } from './app/password-hasher.js';
import { fillPermissionNames } from './app/permission-names.js';
import { ResetRequests } from './app/reset-requests.js';
import { SecondFactor } from './app/second-factor.js';
import { SendResetLink } from './app/send-reset-link.job.js';
import { SessionStore } from './app/session-store.js';
import { SignInAudit } from './app/sign-in-audit.js';
import { StaffAccounts } from './app/staff-accounts.js';
import { StaffPasswords } from './app/staff-passwords.js';
import { StaffSignIn } from './app/staff-sign-in.js';
import { CustomerSessionController } from './http/customer-session.controller.js';
import { FieldWall } from './http/field-wall.js';
import { IdentityMiddleware } from './http/identity.middleware.js';
import { PassportDoor } from './http/passport-door.js';
import { SessionController } from './http/session.controller.js';
import { StaffAccountController } from './http/staff-account.controller.js';
import { StaffSessionController } from './http/staff-session.controller.js';

const commands = [
  InviteStaff,
  ResendInvitation,
  DisableStaff,
  EnableStaff,
  ResetStaffTotp,
  ChangeStaffRoles,
  ChangeStaffScope,
  CreateRole,
  EditRole,
  DeleteRole,
  CreateApiKey,
  RevokeApiKey,
  EndSession,
  EndSessions,
];
const queries = [
  ListStaff,
  ReadStaff,
  ReadChangedStaff,
  ListRoles,
  ReadRole,
  ReadChangedRole,
  ListSessions,
  ListApiKeys,
  ListAudit,
];
const jobs = [SendResetLink, ForgetOldAttempts];
const resolvers = [IdentityCommands, StaffResolver, RoleResolver, AccessResolver];
const services = [
  AttemptLimits,
  Callers,
  ApiKeys,
  Customers,
  CustomerSignIn,
  FirstStaff,
  GuardedPassword,
  IdentityNews,
  Invitations,
  KnownDevices,
  Links,
  OneTimeTokens,
  OwnPassword,
  PasswordHasher,
  ResetRequests,
  SecondFactor,
  SessionStore,
  SignInAudit,
  StaffAccounts,
  StaffPasswords,
  StaffSignIn,
];
const http = [PassportDoor, IdentityMiddleware, FieldWall];

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [SessionController, StaffSessionController, StaffAccountController, CustomerSessionController],
  providers: [...services, ...commands, ...queries, ...jobs, ...resolvers, ...http],
  exports: [PasswordHasher, StaffAccounts, FirstStaff, FieldWall, IdentityMiddleware, PassportDoor, Links],
})
export class IdentityModule {
  constructor() {
    // Every context has declared its permissions when modules are made, and the schema is built later.
    fillPermissionNames();
  }
}
