import type { Life } from '../life.ts';

/** Something that somebody may do on a day; what is likelier has more weight. */
export interface SimAct {
  readonly name: string;
  readonly weight: number;
  do(life: Life): Promise<unknown>;
}
