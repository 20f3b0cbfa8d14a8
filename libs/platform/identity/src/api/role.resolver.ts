import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allows, allPermissions, Asks, Runs } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { CreateRole, CreateRoleInput, DeleteRole, EditRole, EditRoleInput, RoleInput } from '../app/change-roles.js';
import { ListRoles, ReadChangedRole, ReadRole, type RoleRow } from '../app/list-roles.query.js';
import { DeletedRoleView } from './access.view.js';
import { PermissionEntryView, RoleView } from './staff.view.js';
import { IdentityCommands } from './identity-commands.js';

@Resolver()
export class RoleResolver {
  constructor(
    private readonly commands: IdentityCommands,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListRoles)
  @Query(() => [RoleView], { description: 'All roles, with what they allow and who has them.' })
  roles(@CurrentCall() call: Call): Promise<readonly RoleRow[]> {
    return this.queries.ask(ListRoles, {}, call);
  }

  @Asks(ReadRole)
  @Query(() => RoleView, { description: 'One role.' })
  role(
    @Args('id', { type: () => RecordIdScalar, description: 'Which.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<RoleRow> {
    return this.queries.ask(ReadRole, { id }, call);
  }

  @Allows('staff')
  @Query(() => [PermissionEntryView], { description: 'Every right that there is, in the words of the role editor.' })
  permissionCatalogue(): PermissionEntryView[] {
    return allPermissions().map(({ permission, area, sentence }) => ({ permission, name: permission, area, sentence }));
  }

  @Runs(CreateRole)
  @Mutation(() => RoleView, { description: 'Makes a role of your own.' })
  async createRole(
    @Args('input', { description: 'The role.' }) input: CreateRoleInput,
    @CurrentCall() call: Call,
  ): Promise<RoleRow> {
    const { roleId } = await this.commands.run(CreateRole, input, call);
    return this.queries.ask(ReadChangedRole, { id: roleId }, call);
  }

  @Runs(EditRole)
  @Mutation(() => RoleView, { description: 'Changes a role, for all who have it, at once.' })
  async editRole(
    @Args('input', { description: 'Which, and what.' }) input: EditRoleInput,
    @CurrentCall() call: Call,
  ): Promise<RoleRow> {
    const { roleId } = await this.commands.run(EditRole, input, call);
    return this.queries.ask(ReadChangedRole, { id: roleId }, call);
  }

  @Runs(DeleteRole)
  @Mutation(() => DeletedRoleView, { description: 'Deletes a role of your own that nobody has.' })
  deleteRole(
    @Args('input', { description: 'Which.' }) input: RoleInput,
    @CurrentCall() call: Call,
  ): Promise<DeletedRoleView> {
    return this.commands.run(DeleteRole, input, call);
  }
}
