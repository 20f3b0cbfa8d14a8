import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Settings } from '@demarc/config';
import { LoggerModule } from 'nestjs-pino';
import { loggerOptions } from './logger.js';
import { Metrics } from './metrics.js';

@Global()
@Module({})
export class TelemetryModule {
  static forRoot(settings: Settings, role: string): DynamicModule {
    return {
      module: TelemetryModule,
      imports: [LoggerModule.forRoot(loggerOptions(settings, role))],
      providers: [Metrics],
      exports: [Metrics],
    };
  }
}
