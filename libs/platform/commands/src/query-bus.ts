import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { scopeOf } from '@demarc/access';
import { Clock } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import type { Call } from './command.js';
import { permit } from './permit.js';
import type { Query } from './query.js';

type QueryClass<Input, Output> = new (...args: never[]) => Query<Input, Output>;

/** Answers questions: permission, then one read-only transaction in the actor's scope. */
@Injectable()
export class QueryBus {
  constructor(
    private readonly modules: ModuleRef,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ask<Input, Output>(queryClass: QueryClass<Input, Output>, input: Input, call: Call): Promise<Output> {
    const query = this.modules.get(queryClass, { strict: false });
    permit(query.rule, call.actor);
    return this.database.read(scopeOf(call.actor), (sql) => query.answer(input, { sql, actor: call.actor, clock: this.clock }));
  }
}
