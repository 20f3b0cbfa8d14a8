import { Injectable } from '@nestjs/common';
import { scopeOf } from '@demarc/access';
import { Clock, IdSource } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import { Act } from './act.js';
import type { Call } from './command.js';
import { ActWriter } from './act-writer.js';

/** Opens a transaction in the caller's scope, lets the work be done, and writes what it emitted with the same commit. */
@Injectable()
export class Acts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly writer: ActWriter,
  ) {}

  async perform<T>(call: Call, action: string, work: (act: Act) => Promise<T>): Promise<T> {
    return this.database.write(scopeOf(call.actor), async (unit) => {
      const act = new Act(unit, call.actor, call.requestId, call.address, this.clock, this.ids, action);
      const answer = await work(act);
      await this.writer.write(act);
      return answer;
    });
  }
}
