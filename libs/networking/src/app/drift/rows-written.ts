/** A condition on `kept`, a router: do accesses on it have rows that we write? The same as `hasObjects` of a router that is written. */
export const WRITES_ROWS = `(kept.options #>> '{api,mode}' IN ('by_hand', 'repair')
  AND (kept.access_method NOT IN ('radius', 'none') OR coalesce(kept.options #>> '{api,shaping}', 'none') <> 'none'
    OR (kept.options #>> '{api,keepLists}')::boolean IS TRUE))`;

/** Do customers get in by rows on `kept`, whether we write them or not? */
export const HAS_ROWS = `(kept.access_method NOT IN ('radius', 'none') OR ${WRITES_ROWS})`;
