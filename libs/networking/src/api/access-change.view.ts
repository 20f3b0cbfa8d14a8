import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { SessionCommand } from '../domain/session-command.js';
import { AccessStateEnum, SessionStepEnum } from './enums.js';

@ObjectType('PlanSpeed', { description: 'The speed of a plan as the customer sees it.' })
export class PlanSpeedView {
  @Field(() => Int, { description: 'Download, in kbit/s.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload, in kbit/s.' })
  uploadKbps: number;
}

@ObjectType('SessionChangePreview', { description: 'What a running session would be told.' })
export class SessionChangePreviewView {
  @Field(() => String, { description: 'The router that it runs on; empty when it is not one of ours.' })
  router: string;

  @Field(() => SessionStepEnum, { description: 'What it would be told.' })
  does: SessionCommand['kind'];
}

@ObjectType('AccessChangePreview', { description: 'What another plan would do on the network, as things are now.' })
export class AccessChangePreviewView {
  @Field(() => String, { nullable: true, description: 'The login; it stays.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'The fixed address; it stays. Null: the service has none.' })
  address: string | null;

  @Field(() => PlanSpeedView, { nullable: true, description: 'The speed now; null: the plan opens no access.' })
  before: PlanSpeedView | null;

  @Field(() => PlanSpeedView, { nullable: true, description: 'The speed after; null: the plan opens no access.' })
  after: PlanSpeedView | null;

  @Field(() => AccessStateEnum, { description: 'Whether access is open after it.' })
  desired: 'open' | 'blocked' | 'closed';

  @Field(() => [SessionChangePreviewView], { description: 'Sessions that run now, and what they would be told.' })
  sessions: readonly SessionChangePreviewView[];
}
