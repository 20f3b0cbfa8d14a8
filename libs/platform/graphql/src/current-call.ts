import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Call } from '@demarc/commands';

/** What the identity middleware puts on every request: who calls, from where, with which key. */
export interface RequestWithCall {
  call: Call;
}

/** The call of the present request, in resolvers and controllers alike. */
export const CurrentCall = createParamDecorator((_data: unknown, context: ExecutionContext): Call => requestOf(context).call);

/** The HTTP request behind a resolver or a controller. */
export function requestOf(context: ExecutionContext): RequestWithCall {
  if (context.getType<string>() === 'graphql') return (context.getArgByIndex<{ req: RequestWithCall }>(2)).req;
  return context.switchToHttp().getRequest<RequestWithCall>();
}
