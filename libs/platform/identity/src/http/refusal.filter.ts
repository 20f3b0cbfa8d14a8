import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { Refusal } from '@demarc/kernel';
import type { HttpResponse } from './request.js';

/** A refusal as JSON over HTTP: `{error: {code, message, faults?, details?}}`. GraphQL has its own form, and keeps it. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw refusal;
    const response = host.switchToHttp().getResponse<HttpResponse>();
    const wait = refusal.details.retryAfterSeconds;
    if (typeof wait === 'number') response.setHeader('Retry-After', String(wait));
    response.setHeader('Cache-Control', 'no-store');
    response.status(refusal.httpStatus).json({
      error: {
        code: refusal.code,
        message: refusal.message,
        ...(refusal.faults.length > 0 ? { faults: refusal.faults } : {}),
        ...(Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
      },
    });
  }
}
