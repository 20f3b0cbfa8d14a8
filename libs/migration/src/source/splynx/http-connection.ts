import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpQuestion {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The transport failed: no answer, a broken one, or one without end. */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';
}

/**
 * One connection, kept alive, one request at a time: the source is the operator's production system, and a signed nonce
 * must arrive in order. Always the same User-Agent, for tokens are bound to it.
 */
export class HttpConnection {
  static readonly userAgent = 'Demarc-Import/1';
  private readonly agent: HttpAgent | HttpsAgent;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly secure: boolean,
    private readonly limits: { readonly timeoutMs: number; readonly bodyBytes: number },
  ) {
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  }

  ask(question: HttpQuestion): Promise<HttpAnswer> {
    const answer = this.last.then(() => this.send(question));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(question: HttpQuestion): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const fail = (message: string, cause?: unknown): void => reject(new ConnectionFailure(message, { cause }));
      const send = this.secure ? httpsRequest : httpRequest;
      const request = send(question.url, {
        method: question.method,
        agent: this.agent,
        headers: { accept: 'application/json', 'user-agent': HttpConnection.userAgent, ...question.headers },
        signal: AbortSignal.timeout(this.limits.timeoutMs),
      });
      request.on('error', (error) =>
        fail(error.name === 'TimeoutError' || error.name === 'AbortError' ? 'no answer in time' : error.message, error),
      );
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > this.limits.bodyBytes)
            request.destroy(new Error(`the answer is larger than ${this.limits.bodyBytes} bytes`));
          else chunks.push(chunk);
        });
        response.on('error', (error) => fail(error.message, error));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      request.end(question.body);
    });
  }
}
