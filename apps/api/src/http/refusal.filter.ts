import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { RequestWithCall } from '@demarc/graphql';
import { Refusal } from '@demarc/kernel';

/** Answers of REST routes when something is refused or fails: `{error: {code, message, faults, requestId}}`, never a stack. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return exception;
    const http = host.switchToHttp();
    const request = http.getRequest<Request & Partial<RequestWithCall>>();
    const response = http.getResponse<Response>();
    const requestId = request.call?.requestId;
    if (response.headersSent) {
      response.end();
      return undefined;
    }
    const { status, error } = this.describe(exception);
    if (status >= 500) this.log.error({ err: exception, requestId }, 'a request failed');
    response.status(status).json({ error: { ...error, ...(requestId ? { requestId } : {}) } });
    return undefined;
  }

  private describe(exception: unknown): { status: number; error: Record<string, unknown> } {
    if (exception instanceof Refusal) {
      return { status: exception.httpStatus, error: { code: exception.code, message: exception.message, faults: exception.faults, details: exception.details } };
    }
    if (exception instanceof HttpException) {
      const status = exception.getStatus();
      return { status, error: { code: status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message: exception.message } };
    }
    const status = clientErrorStatus(exception);
    if (status) return { status, error: { code: `HTTP_${status}`, message: 'The request could not be read.' } };
    return { status: 500, error: { code: 'INTERNAL', message: 'Something went wrong on our side. Try again; if it stays, tell us the request id.' } };
  }
}

/** body-parser marks what the client did wrong (too large, not JSON) with a status. */
function clientErrorStatus(exception: unknown): number | undefined {
  if (exception === null || typeof exception !== 'object' || !('status' in exception)) return undefined;
  const status = Number(exception.status);
  return status >= 400 && status < 500 ? status : undefined;
}
