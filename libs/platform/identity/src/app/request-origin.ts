/** Where a request comes from, as far as signing in cares. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string | undefined;
  /** The token of the `demarc_device` cookie, if the browser has one. */
  readonly deviceToken: string | undefined;
}
