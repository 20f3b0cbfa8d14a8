import { createHmac } from 'node:crypto';
import type { Clock } from '@demarc/kernel';
import { parseLossless } from '../../domain/source/lossless-json.js';
import { isRawObject } from '../../domain/source/raw-value.js';
import type { HttpAnswer, HttpQuestion } from './http-connection.js';

export interface ApiCredentials {
  readonly key: string;
  readonly secret: string;
}

/** How a request proves who asks. */
export interface SignIn {
  /** A fresh header for each attempt; a signed nonce is never used twice. */
  header(): Promise<string>;
  /** After a 401: true when another attempt makes sense. */
  renew(): Promise<boolean>;
}

export type SignInKind = 'basic' | 'signed' | 'token';

/** Needs "Unsecure access" on the key. */
export class BasicSignIn implements SignIn {
  constructor(private readonly credentials: ApiCredentials) {}

  header(): Promise<string> {
    const { key, secret } = this.credentials;
    return Promise.resolve(`Basic ${Buffer.from(`${key}:${secret}`, 'utf8').toString('base64')}`);
  }

  renew(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** Signs each request: S = upper-case hex of HMAC-SHA256(secret, nonce + key). The nonce only ever grows. */
export class SignedSignIn implements SignIn {
  private lastNonce = 0;

  constructor(
    private readonly credentials: ApiCredentials,
    private readonly clock: Clock,
  ) {}

  header(): Promise<string> {
    this.lastNonce = Math.max(this.lastNonce + 1, Math.round(this.clock.now().getTime() / 10));
    const nonce = String(this.lastNonce);
    const query = new URLSearchParams({
      key: this.credentials.key,
      nonce,
      signature: signatureOf(this.credentials, nonce),
    });
    return Promise.resolve(`Splynx-EA (${query.toString()})`);
  }

  renew(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

interface Token {
  readonly access: string;
  readonly refresh: string;
  readonly expiresAtMs: number;
}

/** Signs in once and renews: an access token lives 30 minutes, and is bound to address and User-Agent. */
export class TokenSignIn implements SignIn {
  private static readonly marginMs = 60_000;
  private token: Token | undefined;

  constructor(
    private readonly credentials: ApiCredentials,
    private readonly clock: Clock,
    private readonly base: URL,
    private readonly ask: (question: HttpQuestion) => Promise<HttpAnswer>,
  ) {}

  async header(): Promise<string> {
    const nowMs = this.clock.now().getTime();
    if (this.token !== undefined && this.token.expiresAtMs - TokenSignIn.marginMs <= nowMs)
      this.token = await this.renewed(this.token);
    this.token ??= await this.granted();
    return `Splynx-EA (access_token=${this.token.access})`;
  }

  async renew(): Promise<boolean> {
    if (this.token === undefined) return false;
    this.token = await this.renewed(this.token);
    return true;
  }

  private async renewed(token: Token): Promise<Token | undefined> {
    const url = new URL(`admin/auth/tokens/${encodeURIComponent(token.refresh)}`, this.base);
    const answer = await this.ask({ method: 'GET', url, headers: {} });
    return answer.status === 200 ? this.read(answer) : undefined;
  }

  /**
   * The nonce is in seconds; but a key whose nonces must grow may have been used by a client that counts in hundredths or
   * thousandths, so a refusal is tried again with those.
   */
  private async granted(): Promise<Token> {
    const nowMs = this.clock.now().getTime();
    let status = 0;
    for (const unitMs of [1000, 10, 1]) {
      const nonce = Math.round(nowMs / unitMs);
      const signature = signatureOf(this.credentials, String(nonce));
      const answer = await this.ask({
        method: 'POST',
        url: new URL('admin/auth/tokens', this.base),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ auth_type: 'api_key', key: this.credentials.key, nonce, signature }),
      });
      const token = answer.status === 201 || answer.status === 200 ? this.read(answer) : undefined;
      if (token !== undefined) return token;
      status = answer.status;
      if (status !== 401 && status !== 403) break;
    }
    throw new SignInRefused(status);
  }

  private read(answer: HttpAnswer): Token | undefined {
    const value = parseLossless(answer.body.toString('utf8'));
    if (!isRawObject(value)) return undefined;
    const { access_token: access, refresh_token: refresh, access_token_expiration: expires } = value;
    if (typeof access !== 'string' || typeof refresh !== 'string') return undefined;
    return {
      access,
      refresh,
      expiresAtMs: typeof expires === 'string' ? Number(expires) * 1000 : this.clock.now().getTime() + 1_800_000,
    };
  }
}

export class SignInRefused extends Error {
  constructor(readonly status: number) {
    super(`sign-in was refused (${status})`);
    this.name = 'SignInRefused';
  }
}

function signatureOf(credentials: ApiCredentials, nonce: string): string {
  return createHmac('sha256', credentials.secret)
    .update(nonce + credentials.key)
    .digest('hex')
    .toUpperCase();
}
