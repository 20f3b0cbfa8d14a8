import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, IdSource, RandomSource, SettableClock, SystemClock, SystemRandom } from '@demarc/kernel';
import type { Settings } from './settings.js';

/** Injection token of the settings (an interface has no runtime value). */
export const SETTINGS = Symbol('Settings');

/** What every part may ask for: settings, clock, randomness, ids. Tests and demo data bring their own. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(settings: Settings, own: { clock?: Clock; random?: RandomSource; ids?: IdSource } = {}): DynamicModule {
    const clock = own.clock ?? clockOf(settings);
    const random = own.random ?? new SystemRandom();
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: Clock, useValue: clock },
      { provide: RandomSource, useValue: random },
      { provide: IdSource, useValue: own.ids ?? new IdSource(clock, random) },
    ];
    return { module: ConfigModule, providers, exports: providers };
  }
}

function clockOf(settings: Settings): Clock {
  if (!settings.clockStart) return new SystemClock();
  const clock = new SettableClock();
  clock.runFrom(settings.clockStart);
  return clock;
}
