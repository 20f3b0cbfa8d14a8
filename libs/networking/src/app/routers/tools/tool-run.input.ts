import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsInt, IsIP, IsOptional, Max, Min } from 'class-validator';
import type { ProbeTool } from './probe-target.js';
import type { RouterId } from '../../../domain/ids.js';

export const NetworkToolEnum = { PING: 'ping', TRACEROUTE: 'traceroute' } as const;
registerEnumType(NetworkToolEnum, {
  name: 'NetworkTool',
  description: 'How a path is looked at.',
  valuesMap: {
    PING: { description: 'Whether an address answers, and how fast.' },
    TRACEROUTE: { description: 'The hops on the way to it.' },
  },
});

export const ToolRunStateEnum = {
  WAITING: 'waiting',
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
  STOPPED: 'stopped',
} as const;
registerEnumType(ToolRunStateEnum, {
  name: 'ToolRunState',
  description: 'How far a run of a tool is.',
  valuesMap: {
    WAITING: { description: 'It is about to start.' },
    RUNNING: { description: 'Lines come.' },
    DONE: { description: 'It ended by itself.' },
    FAILED: { description: 'It could not be run.' },
    STOPPED: { description: 'Somebody stopped it.' },
  },
});

@InputType({ description: 'What to look at, and from where.' })
export class RunNetworkToolInput {
  @Field(() => NetworkToolEnum, { description: 'Which tool.' })
  @IsIn(['ping', 'traceroute'])
  tool: ProbeTool;

  @Field(() => String, { description: 'The address: IPv4 or IPv6, of one host.' })
  @IsIP(undefined, { message: 'target must be an IP address' })
  target: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'From this router; left out, from the server.' })
  @IsOptional()
  @IsRecordId()
  routerId?: RouterId | null;

  @Field(() => Int, { defaultValue: 5, description: 'How many times to ask (ping).' })
  @IsInt()
  @Min(1)
  @Max(50)
  count: number = 5;
}

@InputType({ description: 'Which run.' })
export class ToolRunStepInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: string;
}
