import type { Params } from 'nestjs-pino';
import type { Settings } from '@demarc/config';

/** Never in a log, wherever it stands. */
const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.password',
  '*.secret',
  '*.token',
  '*.code',
  // Named, so that the censor is told where it stands; of a wildcard it hears the last word only.
  'err.code',
  '*.recoveryCode',
  '*.radiusSecret',
  'password',
  'secret',
  'token',
];

interface LoggedRequest {
  readonly id?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly call?: { readonly requestId: string; readonly actor: { readonly kind: string; readonly id?: string } };
}

/** The code of an error names it (SQLSTATE, `ECONNREFUSED`); other codes are those that people sign in with. */
function censor(value: unknown, [first, last]: string[]): unknown {
  return first === 'err' && last === 'code' ? value : '[secret]';
}

/** Structured lines with the request's id and actor; addresses without their query, bodies never. */
export function loggerOptions(settings: Settings, role: string): Params {
  return {
    pinoHttp: {
      level: settings.environment === 'test' ? 'fatal' : settings.logLevel,
      base: { role },
      redact: { paths: SECRET_PATHS, censor },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      customProps: (request) => {
        const call = (request as LoggedRequest).call;
        return call ? { requestId: call.requestId, actorKind: call.actor.kind, actorId: call.actor.id } : {};
      },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
      serializers: {
        req: (request: LoggedRequest) => ({ method: request.method, path: request.url?.split('?')[0] }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      autoLogging: { ignore: (request) => request.url?.startsWith('/health') ?? false },
    },
  };
}
