import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's figures in Prometheus' format. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly httpSeconds = new Histogram({
    name: 'demarc_http_request_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly jobsWaiting = new Gauge({
    name: 'demarc_jobs_waiting',
    help: 'Jobs that wait in a queue.',
    labelNames: ['queue'] as const,
    registers: [this.registry],
  });
  readonly radiusAnswers = new Counter({
    name: 'demarc_radius_answers_total',
    help: 'RADIUS requests by code and outcome.',
    labelNames: ['request', 'outcome'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
