import type { Clock, RandomSource } from '@demarc/kernel';
import { parseLossless } from '../../domain/source/lossless-json.js';
import { isRawObject, type RawValue } from '../../domain/source/raw-value.js';
import { ConnectionFailure, HttpConnection, type HttpAnswer, type HttpQuestion } from './http-connection.js';
import { backoffMs, Pace, waitForReal, type Wait } from './pace.js';
import {
  BasicSignIn,
  SignedSignIn,
  SignInRefused,
  TokenSignIn,
  type ApiCredentials,
  type SignIn,
  type SignInKind,
} from './sign-in.js';

export interface ApiSettings {
  readonly url: string;
  readonly credentials: ApiCredentials;
  readonly signIn: SignInKind;
  /** The server also runs the operator's billing and RADIUS: stay well below what it bears. */
  readonly requestsPerSecond?: number;
  readonly timeoutMs?: number;
  readonly attempts?: number;
  readonly pageSize?: number;
  /** What this system is called in references; else its host. */
  readonly name?: string | undefined;
}

/** The server answered, but not with what was asked for. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly path: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'ApiRefusal';
  }
}

const BODY_BYTES = 512 * 1024 * 1024;
const API = 'api/2.0/';
const NOT_ACCEPTED = 'The server does not accept the key and secret, or not this way of signing in.';

/** Asks a Splynx server: signed in, paced, repeated where a repeat can help, and never more than so often. */
export class ApiClient {
  readonly base: URL;
  private readonly connection: HttpConnection;
  private readonly signIn: SignIn;
  private readonly pace: Pace;

  constructor(
    private readonly settings: ApiSettings,
    clock: Clock,
    private readonly random: RandomSource,
    private readonly wait: Wait = waitForReal,
  ) {
    this.base = baseOf(settings.url);
    this.connection = new HttpConnection(this.base.protocol === 'https:', {
      timeoutMs: settings.timeoutMs ?? 120_000,
      bodyBytes: BODY_BYTES,
    });
    this.pace = new Pace(clock, wait, settings.requestsPerSecond ?? 4);
    this.signIn = this.signInWith(clock);
  }

  /** `X-total-count` of a collection; undefined when the server does not count it. */
  async count(path: string, query: URLSearchParams = new URLSearchParams()): Promise<number | undefined> {
    const { headers } = await this.ask('HEAD', path, query);
    const total = headers['x-total-count'];
    return typeof total === 'string' && /^\d+$/.test(total) ? Number(total) : undefined;
  }

  async get(path: string, query: URLSearchParams = new URLSearchParams()): Promise<RawValue> {
    const { body } = await this.ask('GET', path, query);
    try {
      return parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(body));
    } catch {
      throw new ApiRefusal(200, 'NOT_JSON', path, `${path} did not answer JSON in UTF-8`);
    }
  }

  close(): void {
    this.connection.close();
  }

  private async ask(method: 'GET' | 'HEAD', path: string, query: URLSearchParams): Promise<HttpAnswer> {
    const url = new URL(`admin/${path}`, this.base);
    url.search = query.toString();
    const attempts = this.settings.attempts ?? 6;
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt({ method, url, headers: {} });
      if (answer instanceof ConnectionFailure) {
        if (attempt >= attempts)
          throw new ApiRefusal(0, 'NO_ANSWER', path, `${path} did not answer ${attempts} times: ${answer.message}`);
      } else if (answer.status === 401 && !renewed && (await this.signIn.renew())) {
        renewed = true;
        continue;
      } else if (answer.status < 400) {
        return answer;
      } else if (!worthRepeating(answer.status) || attempt >= attempts) {
        throw refusalOf(answer, path);
      }
      await this.wait(backoffMs(attempt, this.random));
    }
  }

  private async attempt(question: HttpQuestion): Promise<HttpAnswer | ConnectionFailure> {
    try {
      const authorization = await this.signIn.header();
      return await this.send({ ...question, headers: { ...question.headers, authorization } });
    } catch (error) {
      if (error instanceof ConnectionFailure) return error;
      if (!(error instanceof SignInRefused)) throw error;
      if (worthRepeating(error.status)) return new ConnectionFailure(error.message);
      throw new ApiRefusal(401, 'SIGN_IN_REFUSED', 'auth/tokens', NOT_ACCEPTED);
    }
  }

  private async send(question: HttpQuestion): Promise<HttpAnswer> {
    await this.pace.turn();
    return this.connection.ask(question);
  }

  private signInWith(clock: Clock): SignIn {
    const { credentials, signIn } = this.settings;
    if (signIn === 'basic') return new BasicSignIn(credentials);
    if (signIn === 'signed') return new SignedSignIn(credentials, clock);
    return new TokenSignIn(credentials, clock, this.base, (question) => this.send(question));
  }
}

/** `https://isp.example` and `https://isp.example/api/2.0/` mean the same. Without TLS only on this machine. */
function baseOf(text: string): URL {
  const url = new URL(text);
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw new ApiRefusal(0, 'NOT_SECURE', text, 'The key and customer data only travel over https://.');
  }
  url.search = '';
  url.hash = '';
  const path = url.pathname.replace(/\/*$/, '/');
  url.pathname = path.endsWith(`/${API}`) ? path : path + API;
  return url;
}

function worthRepeating(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function refusalOf(answer: HttpAnswer, path: string): ApiRefusal {
  if (answer.status === 401) return new ApiRefusal(401, 'SIGN_IN_REFUSED', path, NOT_ACCEPTED);
  let code = '';
  let message = '';
  try {
    const value = parseLossless(answer.body.toString('utf8'));
    const error = isRawObject(value) ? value['error'] : undefined;
    if (isRawObject(error)) {
      code = typeof error['internal_code'] === 'string' ? error['internal_code'] : '';
      message = typeof error['message'] === 'string' ? error['message'] : '';
    }
  } catch {
    message = '';
  }
  return new ApiRefusal(
    answer.status,
    code,
    path,
    `${path} answered ${answer.status}${message === '' ? '' : `: ${message}`}`,
  );
}
