import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { actorLabel } from '@demarc/access';
import { appendAudit } from '@demarc/audit';
import { Clock, IdSource, Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import type { Act } from './act.js';
import { Acts } from './acts.js';
import type { Call, Command } from './command.js';
import { claimKey, storeAnswer } from './idempotency.js';
import { permit } from './permit.js';
import { validInput } from './validate.js';

type CommandClass<Input extends object, Output> = new (...args: never[]) => Command<Input, Output>;

/**
 * The one way to change anything: permission → validation → transaction → idempotency key → handler → audit and outbox →
 * commit. Resolvers, controllers, jobs and the importer all come through here.
 */
@Injectable()
export class CommandBus {
  constructor(
    private readonly modules: ModuleRef,
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async run<Input extends object, Output>(commandClass: CommandClass<Input, Output>, data: unknown, call: Call): Promise<Output> {
    const command = this.modules.get(commandClass, { strict: false });
    const name = command.rule.name;
    try {
      permit(command.rule, call.actor);
      const input = await validInput(command.input, data);
      return await this.acts.perform(call, name, async (act) => {
        const key = call.idempotencyKey === undefined ? undefined : `${actorLabel(call.actor).id ?? call.actor.kind}:${call.idempotencyKey}`;
        if (key !== undefined) {
          const earlier = await claimKey(act.sql, name, key, input, act.at);
          if (earlier) return earlier.stored as Output;
        }
        const output = await this.carryOut(command, input, act);
        if (key !== undefined) await storeAnswer(act.sql, name, key, output);
        return output;
      });
    } catch (error) {
      if (error instanceof Refusal) await this.auditRefusal(name, command.rule.sentence, error, call);
      throw error;
    }
  }

  /** Runs a command as part of another act: same transaction, same actor, no second permission check. */
  async within<Input extends object, Output>(act: Act, commandClass: CommandClass<Input, Output>, data: unknown): Promise<Output> {
    const command = this.modules.get(commandClass, { strict: false });
    return this.carryOut(command, await validInput(command.input, data), act);
  }

  private async carryOut<Input extends object, Output>(command: Command<Input, Output>, input: Input, act: Act): Promise<Output> {
    const before = act.auditEntries.length;
    const output = await command.handle(input, act);
    if (act.auditEntries.length === before) act.audit({ kind: 'command', id: command.rule.name }, command.rule.sentence);
    return output;
  }

  private async auditRefusal(action: string, sentence: string, refusal: Refusal, call: Call): Promise<void> {
    const actor = actorLabel(call.actor);
    await this.database.write(NOTHING, async ({ sql }) =>
      appendAudit(sql, [
        {
          id: this.ids.next<'AuditEntry'>(),
          at: this.clock.now(),
          actorKind: actor.kind,
          actorId: actor.id,
          actorName: actor.name,
          action,
          outcome: 'refused',
          code: refusal.code,
          partnerId: call.actor.kind === 'customer' ? call.actor.partnerId : null,
          customerId: call.actor.kind === 'customer' ? call.actor.id : null,
          subjectKind: null,
          subjectId: null,
          sentence: `${sentence}: refused. ${refusal.message}`,
          changes: refusal.faults.length > 0 ? { fields: refusal.faults.map((fault) => fault.field) } : {},
          requestId: call.requestId,
          address: call.address ?? null,
        },
      ]),
    );
  }
}
