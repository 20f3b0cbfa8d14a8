export type ValueKind =
  'text' | 'octets' | 'integer' | 'integer64' | 'date' | 'ipaddr' | 'ipv6addr' | 'ipv6prefix' | 'ifid';

/** How the value is hidden on the wire: like User-Password, or with a salt (RFC 2868 §3.5). */
export type Hiding = 'password' | 'salt';

export interface AttributeDefinition {
  readonly vendor: number;
  readonly type: number;
  readonly name: string;
  readonly kind: ValueKind;
  /** The value begins with a tag that groups tunnel attributes (RFC 2868 §3). */
  readonly tagged: boolean;
  readonly hiding?: Hiding;
}

/** One line of a table: number, name, kind, then `tag` or a hiding. */
export type AttributeLine = readonly [type: number, name: string, kind: ValueKind, mark?: 'tag' | Hiding | 'tag+salt'];
