/** Where a request came from. */
export interface Sender {
  readonly address: string;
  readonly port: number;
  /** A name of its own for whoever is told by more than address and port: one connection. */
  readonly peer?: string;
}

/** Takes answers: a socket that many send to, or the one connection that a request came over. */
export interface ReplyLine {
  send(bytes: Buffer, port: number, address: string): void;
}
