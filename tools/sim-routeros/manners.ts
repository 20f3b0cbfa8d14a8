/** How the router behaves on the wire; change it while it runs. */
export interface Manners {
  /** Milliseconds before a command is carried out. */
  latencyMs: number | ((command: string) => number);
  /** One command after the other, as a router with one slow processor; else side by side. */
  serial: boolean;
  /** Octets of each piece that is sent; 0 leaves it to the network. */
  fragmentOctets: number;
  /** Milliseconds between these pieces. */
  trickleMs: number;
  /** Cuts the line when so many octets were sent or heard on it. */
  cutAfterSent: number | undefined;
  cutAfterHeard: number | undefined;
  /** Refuses the right password too. */
  refuseLogin: boolean;
  /** Milliseconds between rows of one answer. */
  rowDelayMs: number;
  /** Texts beyond ASCII are bytes of this code page and not UTF-8, as typed in WinBox on RouterOS 6. */
  codePage: string | undefined;
  /** Ends the conversation with this reason when a command is heard. */
  fatal: string | undefined;
  /** Answers with bytes that are no sentence, or no reply. */
  garbage: 'bytes' | 'sentence' | undefined;
  /** Hears everything and says nothing. */
  silent: boolean;
  /** Takes the connection and says nothing, not even a TLS greeting. */
  deaf: boolean;
  /** Answers prints with so many octets of rows, or one word that claims so many. */
  hugeRows: number | undefined;
  hugeWord: number | undefined;
  /** Answers the command of this name with a trap. */
  trap: { readonly command: string; readonly message: string; readonly category?: number } | undefined;
  /** Lets writes not happen, for want of rights. */
  readOnly: boolean;
}

export function goodManners(): Manners {
  return {
    latencyMs: 0,
    serial: false,
    fragmentOctets: 0,
    trickleMs: 0,
    cutAfterSent: undefined,
    cutAfterHeard: undefined,
    refuseLogin: false,
    rowDelayMs: 0,
    codePage: undefined,
    fatal: undefined,
    garbage: undefined,
    silent: false,
    deaf: false,
    hugeRows: undefined,
    hugeWord: undefined,
    trap: undefined,
    readOnly: false,
  };
}
