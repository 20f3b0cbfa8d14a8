import { Injectable } from '@nestjs/common';
import { Job, type JobContext, type JobOptions } from '@demarc/jobs';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type ProbeTool, probeArguments } from './probe-target.js';
import { RouterError, type RouterRow } from '../../../routeros/index.js';
import { RouterDoors } from '../router-doors.js';
import { runProgram } from './run-program.js';
import { hopLine, pingLine } from './router-lines-in-words.js';

interface Run {
  readonly id: string;
  readonly router_id: string | null;
  readonly tool: ProbeTool;
  readonly target: string;
  readonly count: number;
}

interface End {
  readonly state: 'done' | 'failed' | 'stopped';
  readonly code: string | null;
  readonly fault: string | null;
}

const LONGEST_MS = 90_000;
const FLUSH_MS = 400;
const DONE: End = { state: 'done', code: null, fault: null };

/** Runs a tool and writes its lines as they come, so that who asked sees them grow. */
@Injectable()
export class NetworkToolJob extends Job<{ readonly runId: string }> {
  readonly name = 'networking.network-tool';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 150, concurrency: 5 };

  constructor(
    private readonly database: Database,
    private readonly doors: RouterDoors,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run({ runId }: { readonly runId: string }, { signal }: JobContext): Promise<void> {
    const run = await this.begin(runId);
    if (!run) return;
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const waiting: string[] = [];
    const flush = async (): Promise<void> => {
      const isOn = await this.write(runId, waiting.splice(0));
      if (!isOn) stop.abort();
    };
    let last = Promise.resolve();
    const timer = setInterval(() => {
      last = last.then(flush).catch(() => stop.abort());
    }, FLUSH_MS);
    try {
      const end = await this.carryOut(run, both, (line) => waiting.push(line));
      clearInterval(timer);
      await last;
      await this.finish(runId, waiting.splice(0), end);
    } finally {
      clearInterval(timer);
    }
  }

  private carryOut(run: Run, signal: AbortSignal, onLine: (line: string) => void): Promise<End> {
    return run.router_id === null
      ? fromServer(run, signal, onLine)
      : this.fromRouter(run, run.router_id, signal, onLine);
  }

  private async fromRouter(
    { tool, target, count }: Run,
    routerId: string,
    signal: AbortSignal,
    onLine: (line: string) => void,
  ): Promise<End> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
    const [command, values, inWords] =
      tool === 'ping'
        ? (['/ping', { address: target, count: String(count) }, pingLine] as const)
        : (['/tool/traceroute', { address: target, count: '1', duration: '60s' }, hopLine] as const);
    let rows = 0;
    const onRow = (row: RouterRow): void => {
      rows += 1;
      onLine(inWords(row, rows));
    };
    try {
      await this.doors.visit(routerId, (client) =>
        client.call(command, values, { signal: limit, timeoutMs: LONGEST_MS, onRow }),
      );
      return DONE;
    } catch (error) {
      if (signal.aborted) return { state: 'stopped', code: null, fault: null };
      if (error instanceof RouterError || error instanceof Refusal)
        return { state: 'failed', code: error.code, fault: error.message };
      throw error;
    }
  }

  private begin(runId: string): Promise<Run | undefined> {
    return this.database.write(EVERYTHING, ({ sql }) =>
      sql.first<Run>(
        `UPDATE networking.tool_run SET state = 'running', started_at = $2 WHERE id = $1 AND state = 'waiting'
         RETURNING id, router_id, tool, host(target) AS target, count`,
        [runId, this.clock.now()],
      ),
    );
  }

  /** Answers whether the run is still wanted. */
  private async write(runId: string, lines: readonly string[]): Promise<boolean> {
    const kept = await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.tool_run SET lines = lines || $2::text[] WHERE id = $1 AND state = 'running' AND cardinality(lines) < 500`,
        [runId, lines],
      ),
    );
    return kept > 0;
  }

  private async finish(runId: string, lines: readonly string[], { state, code, fault }: End): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.tool_run SET lines = lines || $2::text[], state = $3, code = $4, fault = $5, ended_at = $6
          WHERE id = $1 AND state = 'running'`,
        [runId, lines, state, code, fault, this.clock.now()],
      ),
    );
  }
}

async function fromServer(
  { tool, target, count }: Run,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<End> {
  const end = await runProgram(tool, probeArguments(tool, target, count), { timeoutMs: LONGEST_MS, signal, onLine });
  switch (end.kind) {
    case 'missing':
      return {
        state: 'failed',
        code: 'PROGRAM_MISSING',
        fault: `There is no ${tool} on this server. Install it (Debian: ${tool === 'ping' ? 'iputils-ping' : 'traceroute'}), or run it from a router.`,
      };
    case 'stopped':
      return { state: 'stopped', code: null, fault: null };
    case 'timed_out':
      return { state: 'failed', code: 'TOOK_TOO_LONG', fault: `It was ended after ${LONGEST_MS / 1000} s.` };
    case 'ended':
      return DONE;
  }
}
