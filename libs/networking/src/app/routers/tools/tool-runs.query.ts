import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { ProbeTool } from './probe-target.js';
import { NetworkingPermissions } from '../../../permissions.js';

export interface FoundToolRun {
  readonly id: string;
  readonly routerId: string | null;
  readonly tool: ProbeTool;
  readonly target: string;
  readonly count: number;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  readonly lines: string[];
  readonly code: string | null;
  readonly fault: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface ToolRunsAsking {
  readonly id?: string | undefined;
  readonly routerId?: string | undefined;
}

/** The last runs: one, those from a router, or all. */
@Injectable()
export class ToolRuns extends Query<ToolRunsAsking, FoundToolRun[]> {
  readonly rule: Rule = {
    name: 'networking.toolRuns',
    sentence: 'See pings and traces',
    permission: NetworkingPermissions['tool.run'],
  };

  answer({ id, routerId }: ToolRunsAsking, { sql }: Asking): Promise<FoundToolRun[]> {
    return sql.query<FoundToolRun>(
      `SELECT id, router_id AS "routerId", tool, host(target) AS target, count, state, lines, code, fault, asked_by AS "askedBy",
         asked_at AS "askedAt", started_at AS "startedAt", ended_at AS "endedAt"
       FROM networking.tool_run WHERE ($1::uuid IS NULL OR id = $1) AND ($2::uuid IS NULL OR router_id = $2)
       ORDER BY asked_at DESC LIMIT 20`,
      [id ?? null, routerId ?? null],
    );
  }
}
