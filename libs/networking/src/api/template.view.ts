import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { type NasType, type ReplyEvent, ReplyEventEnum } from '../app/policies/templates/reply-template.input.js';
import { RouterVendorEnum } from '../app/routers/router.input.js';

@ObjectType('ReplyTemplate', { description: 'What an operator has written in place of a usual answer.' })
export class ReplyTemplateView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: string;

  @Field(() => RouterVendorEnum, { description: 'The NAS type.' })
  nasType: NasType;

  @Field(() => ReplyEventEnum, { description: 'The event.' })
  event: ReplyEvent;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Whose customers get it; null: everybody’s.' })
  partnerId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that partner.' })
  partnerName: string | null;

  @Field(() => String, { description: 'Lines of `Attribute-Name = value`, in Liquid.' })
  source: string;

  @Field(() => InstantScalar, { description: 'When it was last changed.' })
  changedAt: Date;

  @Field(() => String, { description: 'By whom.' })
  changedBy: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why the usual answer was given instead, when it was last tried in vain.',
  })
  fault: string | null;

  @Field(() => Int, { nullable: true, description: 'On which line.' })
  faultLine: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When.' })
  faultAt: Date | null;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;
}

@ObjectType('UsualReply', { description: 'What a router is answered unless an operator has written something else.' })
export class UsualReplyView {
  @Field(() => RouterVendorEnum, { description: 'The NAS type.' })
  nasType: NasType;

  @Field(() => ReplyEventEnum, { description: 'The event.' })
  event: ReplyEvent;

  @Field(() => String, { description: 'The template.' })
  source: string;
}

@ObjectType('NasTypeCount', { description: 'How many routers are of a NAS type.' })
export class NasTypeCountView {
  @Field(() => RouterVendorEnum, { description: 'The NAS type.' })
  nasType: NasType;

  @Field(() => Int, { description: 'Routers in use.' })
  count: number;
}

@ObjectType('ReplyVariable', { description: 'Something that a template can name.' })
export class ReplyVariableView {
  @Field(() => String, { description: 'As it is written: `policy.download_bps`.' })
  path: string;

  @Field(() => String, { description: 'What it is.' })
  sentence: string;
}

@ObjectType('ReplyTemplates', { description: 'What routers are answered.' })
export class ReplyTemplatesView {
  @Field(() => [ReplyTemplateView], { description: 'What operators have written.' })
  own: readonly ReplyTemplateView[];

  @Field(() => [UsualReplyView], { description: 'The usual answers, of each NAS type and event.' })
  usual: readonly UsualReplyView[];

  @Field(() => [NasTypeCountView], { description: 'The NAS types of the routers in use.' })
  routers: readonly NasTypeCountView[];

  @Field(() => [ReplyVariableView], { description: 'What a template can name.' })
  variables: readonly ReplyVariableView[];
}

@ObjectType('ReplyLine', { description: 'A line of an answer.' })
export class ReplyLineView {
  @Field(() => Int, { description: 'The line of the template.' })
  line: number;

  @Field(() => String, { description: 'The attribute.' })
  name: string;

  @Field(() => String, { description: 'Its value; empty: it is left out.' })
  value: string;
}

@ObjectType('TemplateFault', { description: 'What is wrong with a line of a template.' })
export class TemplateFaultView {
  @Field(() => Int, { description: 'The line.' })
  line: number;

  @Field(() => String, { description: 'What is wrong, for programs: unknown_attribute, bad_value and so on.' })
  code: string;

  @Field(() => String, { description: 'What is wrong, for people.' })
  message: string;
}

@ObjectType('ReplyPreview', { description: 'What a template would say.' })
export class ReplyPreviewView {
  @Field(() => [TemplateFaultView], { description: 'What is wrong with it; such a template is not kept.' })
  faults: readonly TemplateFaultView[];

  @Field(() => [ReplyLineView], { description: 'What it would say of the service.' })
  lines: readonly ReplyLineView[];

  @Field(() => String, { nullable: true, description: 'What to know about it, although nothing is wrong.' })
  warning: string | null;
}

@ObjectType('RestoredReply', { description: 'A usual answer that is given again.' })
export class RestoredReplyView {
  @Field(() => Boolean, { description: 'False when it was given already.' })
  restored: boolean;
}

@ObjectType('DefinedReplyTemplate', { description: 'A template that was kept.' })
export class DefinedReplyTemplateView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  templateId: string;

  @Field(() => Int, { description: 'Its revision now.' })
  revision: number;
}
