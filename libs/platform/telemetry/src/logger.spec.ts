import { Writable } from 'node:stream';
import type { Options } from 'pino-http';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { Settings } from '@demarc/config';
import { loggerOptions } from './logger.js';

it('hides what people sign in with, and names the error', () => {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const { pinoHttp } = loggerOptions({ environment: 'production', logLevel: 'info' } as Settings, 'http');
  const { level, redact } = pinoHttp as Options;
  const error = Object.assign(new Error('no such table'), { code: '42P01', password: 'open sesame' });
  pino({ level: level ?? 'info', ...(redact ? { redact } : {}) }, stream).error(
    { err: error, input: { code: '123456', password: 'open sesame' }, token: 'abcdef' },
    'refused',
  );
  expect(JSON.parse(lines.join(''))).toMatchObject({
    err: { code: '42P01', password: '[secret]' },
    input: { code: '[secret]', password: '[secret]' },
    token: '[secret]',
  });
});
