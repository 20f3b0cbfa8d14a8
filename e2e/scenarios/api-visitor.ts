/** Somebody at the product's HTTP door who keeps every answer, headers and all, to be looked through afterwards. */
export class ApiVisitor {
  readonly answers: string[] = [];
  private readonly jar = new Map<string, string>();

  constructor(
    private readonly address: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  get cookies(): ReadonlyMap<string, string> {
    return this.jar;
  }

  /** `handsOut`: the answer is there to give somebody their secret, so it is not kept. */
  async post(path: string, body: object | string, { handsOut = false } = {}): Promise<Record<string, unknown>> {
    const text = await this.send(
      path,
      { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
      handsOut,
    );
    return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  }

  get(path: string): Promise<string> {
    return this.send(path, { method: 'GET' }, false);
  }

  /** Answers the data; refusals are answers as well. */
  async graphql(
    query: string,
    variables: object = {},
    how: { handsOut?: boolean } = {},
  ): Promise<Record<string, unknown>> {
    const { data } = await this.post('/graphql', { query, variables }, how);
    return (data ?? {}) as Record<string, unknown>;
  }

  private async send(path: string, init: { method: string; body?: string }, handsOut: boolean): Promise<string> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.address), {
      ...init,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...this.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.jar.set(name, value);
    }
    const text = await answer.text();
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie');
    if (!handsOut) this.answers.push(`${init.method} ${path.split('?')[0]} ${JSON.stringify(headers)}\n${text}`);
    return text;
  }
}
