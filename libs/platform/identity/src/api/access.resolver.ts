import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allows, Asks, Runs } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { ApiKeyInput, CreateApiKey, CreateApiKeyInput, RevokeApiKey } from '../app/change-api-keys.js';
import { ChangeOwnPasswordInput, OwnPassword } from '../app/change-own-password.js';
import { EndSession, EndSessions, EndSessionsInput, SessionInput } from '../app/end-sessions.js';
import { type ApiKeyRow, ListApiKeys, ListSessions, type SessionListRow } from '../app/list-access.query.js';
import { type AuditRow, ListAudit } from '../app/list-audit.query.js';
import { withoutKey } from './without-key.js';
import {
  ApiKeyView,
  AuditEntryPageView,
  AuditFilterInput,
  EndedSessionsView,
  NewApiKeyView,
  PasswordChangeView,
  RevokedApiKeyView,
  StaffSessionView,
} from './access.view.js';
import { IdentityCommands } from './identity-commands.js';

@Resolver()
export class AccessResolver {
  constructor(
    private readonly commands: IdentityCommands,
    private readonly queries: QueryBus,
    private readonly ownPassword: OwnPassword,
  ) {}

  @Asks(ListSessions)
  @Query(() => [StaffSessionView], {
    description: 'Open sessions: your own, or those of somebody else whom you may see.',
  })
  sessions(
    @Args('staffId', { type: () => RecordIdScalar, nullable: true, description: 'Whose. Without it, your own.' })
    staffId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<readonly SessionListRow[]> {
    return this.queries.ask(ListSessions, { staffId: staffId ?? undefined }, call);
  }

  @Runs(EndSession)
  @Mutation(() => EndedSessionsView, { description: 'Ends one session at once.' })
  endSession(
    @Args('input', { description: 'Which.' }) input: SessionInput,
    @CurrentCall() call: Call,
  ): Promise<EndedSessionsView> {
    return this.commands.run(EndSession, input, call);
  }

  @Runs(EndSessions)
  @Mutation(() => EndedSessionsView, { description: 'Ends all sessions of somebody; of your own all but this one.' })
  endSessions(
    @Args('input', { description: 'Whose.' }) input: EndSessionsInput,
    @CurrentCall() call: Call,
  ): Promise<EndedSessionsView> {
    return this.commands.run(EndSessions, input, call);
  }

  @Allows('signed_in')
  @Mutation(() => PasswordChangeView, {
    description: 'Changes your own password, in the admin app or the portal. Your other sessions end.',
  })
  async changeOwnPassword(
    @Args('input', { description: 'Old and new.' }) input: ChangeOwnPasswordInput,
    @CurrentCall() call: Call,
  ): Promise<PasswordChangeView> {
    await this.ownPassword.change(input, call);
    return { changed: true };
  }

  @Asks(ListApiKeys)
  @Query(() => [ApiKeyView], { description: 'The API keys in your scope, without their secrets.' })
  apiKeys(@CurrentCall() call: Call): Promise<readonly ApiKeyRow[]> {
    return this.queries.ask(ListApiKeys, {}, call);
  }

  @Runs(CreateApiKey)
  @Mutation(() => NewApiKeyView, {
    description: 'Makes an API key and shows its secret this once. Needs a fresh sign-in.',
  })
  createApiKey(
    @Args('input', { description: 'What for, and what it may do.' }) input: CreateApiKeyInput,
    @CurrentCall() call: Call,
  ): Promise<NewApiKeyView> {
    return this.commands.run(CreateApiKey, input, withoutKey(call));
  }

  @Runs(RevokeApiKey)
  @Mutation(() => RevokedApiKeyView, { description: 'Makes an API key worthless at once.' })
  revokeApiKey(
    @Args('input', { description: 'Which.' }) input: ApiKeyInput,
    @CurrentCall() call: Call,
  ): Promise<RevokedApiKeyView> {
    return this.commands.run(RevokeApiKey, input, call);
  }

  @Asks(ListAudit)
  @Query(() => AuditEntryPageView, { description: 'The audit log inside your scope, newest first.' })
  auditLog(
    @Args() page: PageArgs,
    @Args('filter', { type: () => AuditFilterInput, nullable: true, description: 'Which lines.' })
    filter: AuditFilterInput | undefined,
    @CurrentCall() call: Call,
  ): Promise<Page<AuditRow>> {
    const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null);
    return this.queries.ask(
      ListAudit,
      { first: page.first, after: page.after ?? undefined, ...Object.fromEntries(given) },
      call,
    );
  }
}
