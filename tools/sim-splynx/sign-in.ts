import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly allowBasic: boolean;
  /** Signatures and tokens are refused. */
  readonly onlyBasic?: boolean;
  /** A signed nonce must be larger than the last one. */
  readonly checkNonce: boolean;
}

export interface Denial {
  readonly status: 401 | 403;
  readonly message: string;
  readonly internalCode: string;
}

interface Token {
  refresh: string;
  expiresAtMs: number;
  agent: string;
}

/** The three ways in: Basic, a signed header, an access token. */
export class SignIn {
  private readonly apiKey: ApiKey;
  private readonly tokenSeconds: number;
  private readonly nowMs: () => number;
  private lastNonce = -1;
  private readonly tokens = new Map<string, Token>();
  issuedTokens = 0;

  constructor(apiKey: ApiKey, tokenSeconds: number, nowMs: () => number) {
    this.apiKey = apiKey;
    this.tokenSeconds = tokenSeconds;
    this.nowMs = nowMs;
  }

  check(headers: IncomingHttpHeaders): Denial | undefined {
    const header = headers.authorization ?? '';
    if (header.startsWith('Basic ')) return this.checkBasic(header.slice(6));
    const parameters = new URLSearchParams(/^Splynx-EA \((.*)\)$/.exec(header)?.[1] ?? '');
    const token = parameters.get('access_token');
    if (token !== null) return this.checkToken(token, headers['user-agent'] ?? '');
    const signature = parameters.get('signature');
    if (signature === null) return denied(401, 'Not authorized', 'NOT_AUTHORIZED');
    return this.checkSignature(parameters.get('key') ?? '', parameters.get('nonce') ?? '', signature);
  }

  /** POST admin/auth/tokens */
  issue(body: { [field: string]: unknown }, agent: string): string | Denial {
    if (body['auth_type'] !== 'api_key') return denied(401, 'Only api_key is served here', 'WRONG_AUTH_TYPE');
    const denial = this.checkSignature(
      String(body['key'] ?? ''),
      String(body['nonce'] ?? ''),
      String(body['signature'] ?? ''),
    );
    return denial ?? this.grant(agent);
  }

  /** GET admin/auth/tokens/{refresh} */
  renew(refresh: string, agent: string): string | Denial {
    const known = [...this.tokens].find(([, token]) => token.refresh === refresh);
    if (!known) return denied(401, 'Refresh token not found', 'REFRESH_TOKEN_NOT_FOUND');
    this.tokens.delete(known[0]);
    return this.grant(agent);
  }

  private grant(agent: string): string {
    const access = randomBytes(16).toString('hex');
    const refresh = randomBytes(16).toString('hex');
    const expiresAtMs = this.nowMs() + this.tokenSeconds * 1000;
    this.tokens.set(access, { refresh, expiresAtMs, agent });
    this.issuedTokens += 1;
    const expiration = Math.floor(expiresAtMs / 1000);
    return JSON.stringify({
      access_token: access,
      access_token_expiration: expiration,
      refresh_token: refresh,
      refresh_token_expiration: expiration + 30 * 24 * 3600,
      permissions: [],
    });
  }

  private checkBasic(encoded: string): Denial | undefined {
    if (!this.apiKey.allowBasic) return denied(401, 'Unsecure access is disabled', 'UNSECURE_ACCESS_DISABLED');
    const expected = `${this.apiKey.key}:${this.apiKey.secret}`;
    return same(Buffer.from(encoded, 'base64').toString('utf8'), expected)
      ? undefined
      : denied(401, 'Wrong key or secret', 'NOT_AUTHORIZED');
  }

  private checkSignature(key: string, nonce: string, signature: string): Denial | undefined {
    const expected = createHmac('sha256', this.apiKey.secret)
      .update(nonce + key)
      .digest('hex')
      .toUpperCase();
    if (this.apiKey.onlyBasic || key !== this.apiKey.key || !same(signature, expected))
      return denied(401, 'Wrong signature', 'WRONG_SIGNATURE');
    const value = Number(nonce);
    if (!/^\d+$/.test(nonce)) return denied(401, 'Wrong nonce', 'WRONG_NONCE');
    if (this.apiKey.checkNonce && value <= this.lastNonce)
      return denied(401, 'Nonce must be greater than the previous one', 'WRONG_NONCE');
    this.lastNonce = Math.max(this.lastNonce, value);
    return undefined;
  }

  private checkToken(access: string, agent: string): Denial | undefined {
    const token = this.tokens.get(access);
    if (!token) return denied(401, 'Access token not found', 'ACCESS_TOKEN_NOT_FOUND');
    if (token.expiresAtMs <= this.nowMs()) return denied(401, 'Access token expired', 'EXPIRED_ACCESS_TOKEN');
    return token.agent === agent ? undefined : denied(401, 'User agent changed', 'USER_AGENT_CHANGED');
  }
}

function denied(status: 401 | 403, message: string, internalCode: string): Denial {
  return { status, message, internalCode };
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
