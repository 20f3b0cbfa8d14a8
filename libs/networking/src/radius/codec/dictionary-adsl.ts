import type { AttributeLine } from './attribute-definition.js';

/** RFC 4679, vendor number of the ADSL Forum: which line a request comes from, and what the access node knows of it. */
export const ADSL: readonly AttributeLine[] = [
  [1, 'ADSL-Agent-Circuit-Id', 'octets'],
  [2, 'ADSL-Agent-Remote-Id', 'octets'],
  [129, 'Actual-Data-Rate-Upstream', 'integer'],
  [130, 'Actual-Data-Rate-Downstream', 'integer'],
  [131, 'Minimum-Data-Rate-Upstream', 'integer'],
  [132, 'Minimum-Data-Rate-Downstream', 'integer'],
  [133, 'Attainable-Data-Rate-Upstream', 'integer'],
  [134, 'Attainable-Data-Rate-Downstream', 'integer'],
  [135, 'Maximum-Data-Rate-Upstream', 'integer'],
  [136, 'Maximum-Data-Rate-Downstream', 'integer'],
  [144, 'Access-Loop-Encapsulation', 'octets'],
  [254, 'IWF-Session', 'octets'],
];
