import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import {
  ChangeStaffRoles,
  ChangeStaffRolesInput,
  ChangeStaffScope,
  ChangeStaffScopeInput,
  type StaffChanged,
} from '../app/change-staff.js';
import { DisableStaff, EnableStaff, ResetStaffTotp, StaffInput } from '../app/disable-staff.js';
import {
  type Invitation,
  InviteStaff,
  InviteStaffInput,
  ResendInvitation,
  ResendInvitationInput,
} from '../app/invite-staff.js';
import { ListStaff, ReadChangedStaff, ReadStaff, type StaffRow } from '../app/list-staff.query.js';
import { StaffFilterArgs } from './access.view.js';
import { InvitationView, StaffMemberPageView, StaffMemberView } from './staff.view.js';
import { withoutKey } from './without-key.js';
import { IdentityCommands } from './identity-commands.js';

@Resolver()
export class StaffResolver {
  constructor(
    private readonly commands: IdentityCommands,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListStaff)
  @Query(() => StaffMemberPageView, { description: 'The staff in your scope, by name.' })
  staffMembers(
    @Args() page: PageArgs,
    @Args() filter: StaffFilterArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<StaffRow>> {
    return this.queries.ask(
      ListStaff,
      {
        first: page.first,
        after: page.after ?? undefined,
        search: filter.search ?? undefined,
        state: filter.state ?? undefined,
        roleId: filter.roleId ?? undefined,
      },
      call,
    );
  }

  @Asks(ReadStaff)
  @Query(() => StaffMemberView, { description: 'One member of staff.' })
  staffMember(
    @Args('id', { type: () => RecordIdScalar, description: 'Who.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.queries.ask(ReadStaff, { id }, call);
  }

  @Runs(InviteStaff)
  @Mutation(() => InvitationView, { description: 'Makes an account and sends its owner a link to choose a password.' })
  async inviteStaff(
    @Args('input', { description: 'Whom, and what they may do.' }) input: InviteStaffInput,
    @CurrentCall() call: Call,
  ): Promise<{ staff: StaffRow; link: string | null }> {
    return this.invited(await this.commands.run(InviteStaff, input, withoutKey(call)), call);
  }

  @Runs(ResendInvitation)
  @Mutation(() => InvitationView, {
    description: 'Sends a new link to somebody who has not chosen a password yet. Older links stop working.',
  })
  async resendInvitation(
    @Args('input', { description: 'Whose invitation.' }) input: ResendInvitationInput,
    @CurrentCall() call: Call,
  ): Promise<{ staff: StaffRow; link: string | null }> {
    return this.invited(await this.commands.run(ResendInvitation, input, withoutKey(call)), call);
  }

  @Runs(DisableStaff)
  @Mutation(() => StaffMemberView, { description: 'Keeps somebody out from now on, and ends their sessions.' })
  async disableStaff(
    @Args('input', { description: 'Who.' }) input: StaffInput,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.changed(await this.commands.run(DisableStaff, input, call), call);
  }

  @Runs(EnableStaff)
  @Mutation(() => StaffMemberView, { description: 'Lets somebody in again.' })
  async enableStaff(
    @Args('input', { description: 'Who.' }) input: StaffInput,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.changed(await this.commands.run(EnableStaff, input, call), call);
  }

  @Runs(ChangeStaffRoles)
  @Mutation(() => StaffMemberView, {
    description: 'Gives somebody other roles. Nobody changes their own, or hands on more than they hold.',
  })
  async changeStaffRoles(
    @Args('input', { description: 'Who, and which roles.' }) input: ChangeStaffRolesInput,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.changed(await this.commands.run(ChangeStaffRoles, input, call), call);
  }

  @Runs(ChangeStaffScope)
  @Mutation(() => StaffMemberView, { description: 'Changes whose records somebody sees.' })
  async changeStaffScope(
    @Args('input', { description: 'Who, and which partners.' }) input: ChangeStaffScopeInput,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.changed(await this.commands.run(ChangeStaffScope, input, call), call);
  }

  @Runs(ResetStaffTotp)
  @Mutation(() => StaffMemberView, {
    description: 'Removes somebody’s second factor and ends their sessions. Needs a fresh sign-in.',
  })
  async resetStaffTotp(
    @Args('input', { description: 'Who.' }) input: StaffInput,
    @CurrentCall() call: Call,
  ): Promise<StaffRow> {
    return this.changed(await this.commands.run(ResetStaffTotp, input, call), call);
  }

  private async invited(invitation: Invitation, call: Call): Promise<{ staff: StaffRow; link: string | null }> {
    return { staff: await this.changed(invitation, call), link: invitation.link };
  }

  /** Whoever may change staff gets to see the result, even without the right to list staff. */
  private changed({ staffId }: StaffChanged, call: Call): Promise<StaffRow> {
    return this.queries.ask(ReadChangedStaff, { id: staffId }, call);
  }
}
