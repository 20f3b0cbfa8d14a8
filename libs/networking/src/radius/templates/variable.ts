import type { ReplySubject } from './reply-subject.js';

/** Nothing, and so a line that is left out: undefined, null, an empty text or list. */
export type Value = string | number | boolean | readonly string[] | null | undefined;
export type Reader = (subject: ReplySubject) => Value;

/** Something that a template can name. */
export interface Variable {
  readonly path: string;
  /** For people who write templates. */
  readonly sentence: string;
  readonly read: Reader;
}
