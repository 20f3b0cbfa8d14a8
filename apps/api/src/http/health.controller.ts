import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Request, Response } from 'express';
import { Public } from '@demarc/access';
import { SETTINGS, type Settings } from '@demarc/config';
import { Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { Metrics } from '@demarc/telemetry';

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: Database,
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The process runs. */
  @Get('health/live')
  @Public('load balancers and supervisors ask without signing in; it tells nothing')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers. */
  @Get('health/ready')
  @HealthCheck()
  @Public('load balancers and supervisors ask without signing in; it tells nothing')
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.databaseAnswers()]);
  }

  @Get('metrics')
  @Public('for a Prometheus on this machine; other addresses are refused')
  async figures(@Req() request: Request, @Res() response: Response): Promise<void> {
    const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    if (!isLocal || request.headers['x-forwarded-for'] !== undefined || this.settings.trustProxy) {
      throw new Refusal('not_found', 'NOT_FOUND', 'There is no such page.');
    }
    response.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  private async databaseAnswers(): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('database');
    try {
      await this.database.read(NOTHING, (sql) => sql.query('SELECT 1'));
      return check.up();
    } catch {
      return check.down();
    }
  }
}
