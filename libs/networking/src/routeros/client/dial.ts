import { createHash, timingSafeEqual } from 'node:crypto';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { RouterError } from '../errors.js';

/**
 * How the line is protected. `pinned`: api-ssl with a certificate known by its SHA-256 fingerprint, which is all that a router's
 * self-signed certificate can be known by. `plain`: the password and every row pass in the clear; only for networks of one's own.
 */
export type LineSecurity = { readonly kind: 'pinned'; readonly sha256: string } | { readonly kind: 'plain' };

export interface RouterAddress {
  readonly host: string;
  /** 8729 for api-ssl, 8728 for api, unless the router has others. */
  readonly port?: number;
  readonly security: LineSecurity;
}

export interface DialOptions {
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Opens the line; on api-ssl nothing is sent before the certificate is the known one. */
export async function dial(address: RouterAddress, options: DialOptions): Promise<Socket> {
  const { security } = address;
  if (security.kind === 'plain') return openTcp(address, options);
  const socket = await openTls(address, options);
  const found = fingerprintOf(socket);
  if (found !== undefined && sameFingerprint(found, security.sha256)) return socket;
  socket.destroy();
  throw new RouterError(
    'ROUTER_CERTIFICATE_CHANGED',
    'The router shows another certificate than the one that was accepted for it. Nothing was sent to it.',
    found === undefined ? {} : { found },
  );
}

/** The fingerprint of the certificate that a router shows, for the person who is to accept it. Nothing is sent. */
export async function readCertificate(host: string, port: number, options: DialOptions): Promise<string> {
  const socket = await openTls({ host, port, security: { kind: 'pinned', sha256: '' } }, options);
  const found = fingerprintOf(socket);
  socket.destroy();
  if (found === undefined) throw new RouterError('ROUTER_TLS_FAILED', 'The router shows no certificate.');
  return found;
}

function openTcp({ host, port = 8728 }: RouterAddress, options: DialOptions): Promise<Socket> {
  return opened(connectTcp({ host, port }), 'connect', options);
}

/** Without a certificate RouterOS offers anonymous Diffie-Hellman, which anybody in between can offer too: never accepted. */
function openTls({ host, port = 8729 }: RouterAddress, options: DialOptions): Promise<TLSSocket> {
  const socket = connectTls({
    host,
    port,
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ciphers: 'DEFAULT:!aNULL:!eNULL',
  });
  return opened(socket, 'secureConnect', options);
}

function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', options: DialOptions): Promise<S> {
  const { promise, resolve, reject } = Promise.withResolvers<S>();
  const fail = (error: RouterError): void => {
    socket.destroy();
    reject(error);
  };
  const onError = (cause: Error): void =>
    fail(
      isTlsFault(cause)
        ? new RouterError(
            'ROUTER_TLS_FAILED',
            'The router and we found no safe way to speak: it needs a certificate for api-ssl.',
            { cause },
          )
        : unreachable(cause),
    );
  const onClose = (): void => onError(new Error('the line was closed while it was opened'));
  const onAbort = (): void => fail(new RouterError('ROUTER_CANCELLED', 'The connection to the router was called off.'));
  const timer = setTimeout(
    () => fail(unreachable(new Error(`no answer within ${options.connectTimeoutMs} ms`))),
    options.connectTimeoutMs,
  );
  socket.once('error', onError);
  socket.once('close', onClose);
  socket.once(event, () => {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    resolve(socket);
  });
  if (options.signal?.aborted) onAbort();
  else options.signal?.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => {
    clearTimeout(timer);
    socket.off('error', onError);
    socket.off('close', onClose);
    options.signal?.removeEventListener('abort', onAbort);
    // A destroyed socket may still report why.
    socket.on('error', () => undefined);
  });
}

/** A line that breaks during the greeting is a broken line; only what OpenSSL says is about TLS. */
function isTlsFault(cause: Error): boolean {
  return 'code' in cause && /^ERR_SSL_|^EPROTO$/.test(String(cause.code));
}

function unreachable(cause: Error): RouterError {
  return new RouterError('ROUTER_UNREACHABLE', 'The router cannot be reached.', { cause });
}

function fingerprintOf(socket: TLSSocket): string | undefined {
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? undefined : createHash('sha256').update(raw).digest('hex');
}

function sameFingerprint(found: string, wanted: string): boolean {
  const a = Buffer.from(found, 'hex');
  const b = Buffer.from(wanted.replace(/:/g, ''), 'hex');
  return a.length === b.length && timingSafeEqual(a, b);
}
