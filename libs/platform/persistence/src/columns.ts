import type { ValueTransformer } from 'typeorm';

/** `bigint` columns as `bigint`: pg hands them over as text so that nothing turns into a float. */
export const bigintColumn: ValueTransformer = {
  from: (text: string | null) => (text === null ? null : BigInt(text)),
  to: (value: bigint | null | undefined) => (value === null || value === undefined ? value : value.toString()),
};
