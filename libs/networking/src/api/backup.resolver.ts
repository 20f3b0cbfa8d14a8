import { Args, Field, Int, Mutation, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { BackupDiff, BackupText, FindBackupPolicy, RouterBackups } from '../app/routers/backups/backups.query.js';
import {
  BackUpRouter,
  BackupStepInput,
  RevealBackup,
  SetBackupPolicy,
  SetBackupPolicyInput,
} from '../app/routers/backups/backup-steps.js';
import { RouterStepInput } from '../app/routers/retire-router.js';
import { RevealedSecretView } from './router.resolver.js';
import { unstored } from './unstored.js';

const BackupKindEnum = { SCHEDULED: 'scheduled', BY_HAND: 'by_hand' } as const;
registerEnumType(BackupKindEnum, {
  name: 'BackupKind',
  description: 'Why a configuration was read.',
  valuesMap: { SCHEDULED: { description: 'It was night.' }, BY_HAND: { description: 'Somebody asked for it.' } },
});
const DiffKindEnum = { SAME: 'same', ADDED: 'added', REMOVED: 'removed' } as const;
registerEnumType(DiffKindEnum, {
  name: 'DiffKind',
  description: 'What became of a line.',
  valuesMap: {
    SAME: { description: 'It stayed; an empty one stands for lines that are left out.' },
    ADDED: { description: 'It is new.' },
    REMOVED: { description: 'It is gone.' },
  },
});

@ObjectType('RouterBackup', { description: 'A configuration of a router as it was read.' })
export class RouterBackupView {
  @Field(() => RecordIdScalar, { description: 'Names the backup.' })
  id: string;

  @Field(() => InstantScalar, { description: 'When it was first seen.' })
  takenAt: Date;

  @Field(() => InstantScalar, { description: 'When it was last seen to be still so.' })
  seenUntil: Date;

  @Field(() => String, { description: 'Who asked.' })
  takenBy: string;

  @Field(() => BackupKindEnum, { description: 'Why.' })
  kind: 'scheduled' | 'by_hand';

  @Field(() => String, { description: 'The version of its software.' })
  routerVersion: string;

  @Field(() => Int, { description: 'Its size.' })
  octets: number;

  @Field(() => Int, { description: 'Its lines.' })
  lines: number;

  @Field(() => Int, { description: 'Lines that are new against the one before.' })
  added: number;

  @Field(() => Int, { description: 'Lines that are gone against the one before.' })
  removed: number;

  @Field(() => Int, { description: 'Changed lines that do not bear our mark: somebody else’s work.' })
  foreignLines: number;
}

@ObjectType('RouterBackups', { description: 'The kept configurations of a router, and how the last attempt went.' })
export class RouterBackupsView {
  @Field(() => [RouterBackupView], { description: 'The newest first.' })
  backups: RouterBackupView[];

  @Field(() => InstantScalar, { nullable: true, description: 'Somebody asked for one then and waits.' })
  askedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last tried.' })
  triedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why that failed, as a code.' })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'Why that failed, in words; null when it went well.' })
  fault: string | null;
}

@ObjectType('DiffLine', { description: 'A line of a comparison.' })
export class DiffLineView {
  @Field(() => DiffKindEnum, { description: 'What became of it.' })
  kind: 'same' | 'added' | 'removed';

  @Field(() => String, { description: 'The line, its secrets covered.' })
  text: string;
}

@ObjectType('DiffSection', { description: 'What changed in one menu.' })
export class DiffSectionView {
  @Field(() => String, { description: 'The menu.' })
  menu: string;

  @Field(() => Int, { description: 'New lines.' })
  added: number;

  @Field(() => Int, { description: 'Lines that are gone.' })
  removed: number;

  @Field(() => [DiffLineView], { description: 'The lines, with some around them.' })
  lines: DiffLineView[];
}

@ObjectType('BackupPolicy', { description: 'When configurations are read, and how long they are kept.' })
export class BackupPolicyView {
  @Field(() => Boolean, { description: 'Whether they are read each night.' })
  nightly: boolean;

  @Field(() => Int, { description: 'From this hour on, by the operator’s clock.' })
  hour: number;

  @Field(() => Int, { description: 'Days that one is kept after it was last in force.' })
  keepDays: number;

  @Field(() => Int, { description: 'The last so many of each router are kept in any case.' })
  keepAtLeast: number;
}

@Resolver()
export class BackupResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(RouterBackups)
  @Query(() => RouterBackupsView, { description: 'The kept configurations of a router.' })
  async routerBackups(
    @Args('routerId', { type: () => RecordIdScalar, description: 'Which router.' }) routerId: string,
    @CurrentCall() call: Call,
  ): Promise<RouterBackupsView> {
    const found = await this.queries.ask(RouterBackups, { routerId }, call);
    return { ...found, backups: [...found.backups] };
  }

  @Asks(BackupText)
  @Query(() => String, { description: 'A configuration as text, its secrets covered.' })
  backupText(
    @Args('id', { type: () => RecordIdScalar, description: 'Which backup.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return this.queries.ask(BackupText, { id }, call);
  }

  @Asks(BackupDiff)
  @Query(() => [DiffSectionView], { description: 'What changed between two configurations, menu by menu.' })
  async backupDiff(
    @Args('from', { type: () => RecordIdScalar, description: 'The older one.' }) from: string,
    @Args('to', { type: () => RecordIdScalar, description: 'The newer one.' }) to: string,
    @CurrentCall() call: Call,
  ): Promise<DiffSectionView[]> {
    const found = await this.queries.ask(BackupDiff, { from, to }, call);
    return found.map((section) => ({ ...section, lines: [...section.lines] }));
  }

  @Asks(FindBackupPolicy)
  @Query(() => BackupPolicyView, { description: 'When configurations are read, and how long they are kept.' })
  backupPolicy(@CurrentCall() call: Call): Promise<BackupPolicyView> {
    return this.queries.ask(FindBackupPolicy, {}, call);
  }

  @Runs(BackUpRouter)
  @Mutation(() => RouterBackupsView, { description: 'Has the configuration of a router read now.' })
  async backUpRouter(
    @Args('input', { description: 'Which router.' }) input: RouterStepInput,
    @CurrentCall() call: Call,
  ): Promise<RouterBackupsView> {
    await this.commands.run(BackUpRouter, input, call);
    return this.routerBackups(input.routerId, call);
  }

  @Runs(RevealBackup)
  @Mutation(() => RevealedSecretView, {
    description: 'Reads a configuration with its secrets. That it was read is logged.',
  })
  revealBackup(
    @Args('input', { description: 'Which backup.' }) input: BackupStepInput,
    @CurrentCall() call: Call,
  ): Promise<RevealedSecretView> {
    return this.commands.run(RevealBackup, input, unstored(call));
  }

  @Runs(SetBackupPolicy)
  @Mutation(() => BackupPolicyView, { description: 'Sets when configurations are read, and how long they are kept.' })
  async setBackupPolicy(
    @Args('input', { description: 'The policy.' }) input: SetBackupPolicyInput,
    @CurrentCall() call: Call,
  ): Promise<BackupPolicyView> {
    await this.commands.run(SetBackupPolicy, input, call);
    return this.queries.ask(FindBackupPolicy, {}, call);
  }
}
