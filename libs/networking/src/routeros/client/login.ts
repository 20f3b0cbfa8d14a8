import { createHash } from 'node:crypto';
import { RouterError } from '../errors.js';
import type { CommandOptions, Conversation } from './conversation.js';

export interface RouterAccount {
  readonly user: string;
  readonly password: string;
}

/**
 * `plain` since RouterOS 6.43, name and password in one sentence; a router before it answers with a challenge, whose MD5 is then
 * sent. `challenge` asks for it first, so that an old router on an unprotected line never sees the password.
 */
export type LoginMethod = 'plain' | 'challenge';

export async function logIn(
  conversation: Conversation,
  { user, password }: RouterAccount,
  method: LoginMethod,
  options: Pick<CommandOptions, 'signal' | 'timeoutMs'>,
): Promise<void> {
  const first = method === 'plain' ? ['/login', `=name=${user}`, `=password=${password}`] : ['/login'];
  try {
    const { done } = await conversation.run(first, options);
    const challenge = done['ret'];
    if (challenge === undefined) {
      if (method === 'plain') return;
      throw new RouterError('ROUTER_LOGIN_REFUSED', 'The router gives no challenge; it wants the plain login.');
    }
    await conversation.run(['/login', `=name=${user}`, `=response=${responseTo(challenge, password)}`], options);
  } catch (error) {
    if (!(error instanceof RouterError) || error.code !== 'ROUTER_TRAP') throw error;
    throw new RouterError('ROUTER_LOGIN_REFUSED', 'The router refused the name or the password.', {
      outcome: 'refused',
      category: error.category,
      routerSays: error.routerSays,
    });
  }
}

function responseTo(challenge: string, password: string): string {
  const digest = createHash('md5')
    .update(Buffer.of(0))
    .update(Buffer.from(password, 'utf8'))
    .update(Buffer.from(challenge, 'hex'))
    .digest('hex');
  return `00${digest}`;
}
