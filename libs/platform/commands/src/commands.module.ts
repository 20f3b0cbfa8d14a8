import { Global, Module } from '@nestjs/common';
import { Acts } from './acts.js';
import { CommandBus } from './command-bus.js';
import { ActWriter } from './act-writer.js';
import { QueryBus } from './query-bus.js';
import { SealAudit } from './seal-audit.schedule.js';

@Global()
@Module({ providers: [Acts, ActWriter, CommandBus, QueryBus, SealAudit], exports: [Acts, CommandBus, QueryBus] })
export class CommandsModule {}
