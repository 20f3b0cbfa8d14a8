import type { Clock, RandomSource } from '@demarc/kernel';
import { ApiRefusal, type ApiSettings } from './api-client.js';
import { SplynxServer } from './http.adapter.js';
import type { Wait } from './pace.js';
import type { SignInKind } from './sign-in.js';
import { SourceError } from './splynx-source.js';

/** From what needs least of the key to what needs most: Basic only works with "Unsecure access" on. */
const WAYS: readonly SignInKind[] = ['token', 'signed', 'basic'];

/** Opens a live server by the given way to sign in, or by the first that it accepts. */
export async function openSplynxServer(
  settings: Omit<ApiSettings, 'signIn'> & { readonly signIn?: SignInKind | undefined },
  clock: Clock,
  random: RandomSource,
  wait?: Wait,
): Promise<SplynxServer> {
  const { signIn: wanted, ...rest } = settings;
  let refusal: unknown;
  for (const signIn of wanted === undefined ? WAYS : [wanted]) {
    const server = new SplynxServer({ ...rest, signIn }, clock, random, wait);
    try {
      await server.readable('partners');
      return server;
    } catch (error) {
      await server.close();
      if (!isRefusedSignIn(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function isRefusedSignIn(error: unknown): boolean {
  return error instanceof SourceError && error.cause instanceof ApiRefusal && error.cause.status === 401;
}
