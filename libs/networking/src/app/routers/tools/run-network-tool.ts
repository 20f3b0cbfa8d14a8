import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, type Id, invalid, notFound, Refusal } from '@demarc/kernel';
import { isProbeTarget } from './probe-target.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { lockRouter } from '../change-router.js';
import { NetworkToolJob } from './network-tool.job.js';
import { RunNetworkToolInput, ToolRunStepInput } from './tool-run.input.js';

/** More at once would be a way to make noise on the network. */
const MOST_AT_ONCE = 10;

@Injectable()
export class RunNetworkTool extends Command<RunNetworkToolInput, { runId: Id<'ToolRun'> }> {
  readonly rule: CommandRule = {
    name: 'networking.runNetworkTool',
    sentence: 'Ping or trace an address',
    permission: NetworkingPermissions['tool.run'],
    risk: 'normal',
  };
  readonly input = RunNetworkToolInput;

  async handle(input: RunNetworkToolInput, act: Act): Promise<{ runId: Id<'ToolRun'> }> {
    const { tool, target, routerId, count } = input;
    if (!isProbeTarget(target))
      throw invalid('BAD_TARGET', 'This address stands for no single host.', [
        { field: 'target', message: 'must be the address of one host' },
      ]);
    const router = routerId ? await lockRouter(act, routerId) : undefined;
    if (router && router.vendor !== 'mikrotik')
      throw conflict('API_NOT_MIKROTIK', 'Only routers of MikroTik can be asked to do this. Run it from the server.');
    const busy = await act.sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM networking.tool_run WHERE state IN ('waiting', 'running') AND asked_at > $1`,
      [new Date(act.at.getTime() - 300_000)],
    );
    if (busy && busy.count >= MOST_AT_ONCE)
      throw new Refusal(
        'too_many',
        'TOOLS_BUSY',
        `${busy.count} runs are under way. Wait for one of them, or stop it.`,
      );
    const runId = act.newId<'ToolRun'>();
    await act.sql.execute(
      `INSERT INTO networking.tool_run (id, router_id, partner_id, tool, target, count, state, asked_by, asked_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)`,
      [runId, routerId ?? null, router?.partnerId ?? null, tool, target, count, actorLabel(act.actor).name, act.at],
    );
    const from = router ? `router ${router.name}` : 'the server';
    act.audit({ kind: router ? 'router' : 'tool_run', id: routerId ?? runId }, `${tool} of ${target} from ${from}`);
    act.enqueue(NetworkToolJob, { runId }, { priority: 2 });
    return { runId };
  }
}

@Injectable()
export class StopNetworkTool extends Command<ToolRunStepInput, { runId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.stopNetworkTool',
    sentence: 'Stop a ping or trace',
    permission: NetworkingPermissions['tool.run'],
    risk: 'normal',
  };
  readonly input = ToolRunStepInput;

  async handle({ runId }: ToolRunStepInput, act: Act): Promise<{ runId: string }> {
    const stopped = await act.sql.execute(
      `UPDATE networking.tool_run SET state = 'stopped', ended_at = $2 WHERE id = $1 AND state IN ('waiting', 'running')`,
      [runId, act.at],
    );
    if (stopped === 0) {
      const known = await act.sql.first('SELECT 1 FROM networking.tool_run WHERE id = $1', [runId]);
      if (!known) throw notFound('run');
    }
    act.audit({ kind: 'tool_run', id: runId }, 'Run stopped');
    return { runId };
  }
}
