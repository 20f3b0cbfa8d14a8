/** What a screen needs to say about something that failed. Errors of the API client have this shape. */
export interface Failure {
  readonly code: string;
  /** A sentence for the person: what happened, what to do next. */
  readonly message: string;
  readonly traceId?: string | undefined;
}
