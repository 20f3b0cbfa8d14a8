import { Args, ArgsType, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { DefineReplyTemplate, RestoreUsualReply } from '../app/policies/templates/define-reply-template.js';
import { ListReplyTemplates } from '../app/policies/templates/list-reply-templates.query.js';
import { PreviewReply } from '../app/policies/templates/preview-reply.query.js';
import {
  DefineReplyTemplateInput,
  NAS_TYPES,
  type NasType,
  REPLY_EVENTS,
  type ReplyEvent,
  ReplyEventEnum,
  ReplyTemplateKeyInput,
} from '../app/policies/templates/reply-template.input.js';
import { RouterVendorEnum } from '../app/routers/router.input.js';
import { DefinedReplyTemplateView, ReplyPreviewView, ReplyTemplatesView, RestoredReplyView } from './template.view.js';

@ArgsType()
export class PreviewReplyArgs {
  @Field(() => RouterVendorEnum, { description: 'The NAS type.' })
  @IsIn(NAS_TYPES)
  nasType: NasType;

  @Field(() => ReplyEventEnum, { description: 'The event.' })
  @IsIn(REPLY_EVENTS)
  event: ReplyEvent;

  @Field(() => String, { description: 'The template.' })
  @IsString()
  @MaxLength(20_000)
  source: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The router that is answered; null: the template is only checked.',
  })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The service that it is about; null: a login that nobody has.',
  })
  @IsOptional()
  @IsRecordId()
  serviceId?: string | null;
}

@Resolver()
export class TemplateResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListReplyTemplates)
  @Query(() => ReplyTemplatesView, { description: 'What routers are answered at a login and in a session.' })
  replyTemplates(@CurrentCall() call: Call): Promise<ReplyTemplatesView> {
    return this.queries.ask(ListReplyTemplates, {}, call);
  }

  @Asks(PreviewReply)
  @Query(() => ReplyPreviewView, { description: 'What a template would say of a service, and what is wrong with it.' })
  previewReply(@Args() args: PreviewReplyArgs, @CurrentCall() call: Call): Promise<ReplyPreviewView> {
    return this.queries.ask(PreviewReply, args, call);
  }

  @Runs(DefineReplyTemplate)
  @Mutation(() => DefinedReplyTemplateView, {
    description: 'Writes what routers of a NAS type are answered; the next login is answered so.',
  })
  defineReplyTemplate(
    @Args('input', { description: 'The answer, and whom it is for.' }) input: DefineReplyTemplateInput,
    @CurrentCall() call: Call,
  ): Promise<DefinedReplyTemplateView> {
    return this.commands.run(DefineReplyTemplate, input, call);
  }

  @Runs(RestoreUsualReply)
  @Mutation(() => RestoredReplyView, { description: 'Takes a template away, so that the usual answer is given again.' })
  restoreUsualReply(
    @Args('input', { description: 'Which answer.' }) input: ReplyTemplateKeyInput,
    @CurrentCall() call: Call,
  ): Promise<RestoredReplyView> {
    return this.commands.run(RestoreUsualReply, input, call);
  }
}
