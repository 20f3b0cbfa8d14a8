import type { AttributeLine } from './attribute-definition.js';

/** Cambium ePMP, Canopy and PMP 450 (which keep the vendor number of Motorola), and rp-pppoe. */
export const CAMBIUM: readonly AttributeLine[] = [
  [1, 'Cambium-Auth-Role', 'integer'],
  [21, 'Cambium-ePMP-Data-VLAN-Id', 'integer'],
  [22, 'Cambium-ePMP-Management-VLAN-Id', 'integer'],
  [26, 'Cambium-ePMP-Max-Burst-Uplink-Rate', 'integer'],
  [27, 'Cambium-ePMP-Max-Burst-Downlink-Rate', 'integer'],
  [50, 'Cambium-ePMP-UserLevel', 'integer'],
  [51, 'Cambium-ePMP-SM-Priority', 'integer'],
  [52, 'Cambium-ePMP-VLAN-Membersip-Set', 'integer'],
  [53, 'Cambium-ePMP-Management-VLAN-Priority', 'integer'],
  [54, 'Cambium-ePMP-Data-VLAN-Priority', 'integer'],
  [55, 'Cambium-ePMP-Separate-Management-VLAN-Id', 'integer'],
  [56, 'Cambium-ePMP-Separate-Management-VLAN-Priority', 'integer'],
  [57, 'Cambium-ePMP-Multicast-VLAN-Id', 'integer'],
  [58, 'Cambium-ePMP-VLAN-Mapping', 'integer'],
  [151, 'Cambium-Traffic-Quota-Limit-Up', 'integer'],
  [152, 'Cambium-Traffic-Quota-Limit-Down', 'integer'],
  [153, 'Cambium-Traffic-Quota-Limit-Up-Gigwords', 'integer'],
  [154, 'Cambium-Traffic-Quota-Limit-Down-Gigwords', 'integer'],
  [155, 'Cambium-Traffic-Quota-Limit-Total', 'integer'],
  [156, 'Cambium-Traffic-Quota-Limit-Total-Gigwords', 'integer'],
  [157, 'Cambium-VLAN-Pool-Id', 'text'],
  [160, 'Cambium-Walled-Garden-State', 'integer'],
];

export const MOTOROLA: readonly AttributeLine[] = [
  [1, 'Motorola-Canopy-LPULCIR', 'integer'],
  [2, 'Motorola-Canopy-LPDLCIR', 'integer'],
  [3, 'Motorola-Canopy-HPULCIR', 'integer'],
  [4, 'Motorola-Canopy-HPDLCIR', 'integer'],
  [5, 'Motorola-Canopy-HPENABLE', 'integer'],
  [6, 'Motorola-Canopy-ULBR', 'integer'],
  [7, 'Motorola-Canopy-ULBL', 'integer'],
  [8, 'Motorola-Canopy-DLBR', 'integer'],
  [9, 'Motorola-Canopy-DLBL', 'integer'],
  [14, 'Motorola-Canopy-VLLEARNEN', 'integer'],
  [15, 'Motorola-Canopy-VLFRAMES', 'integer'],
  [16, 'Motorola-Canopy-VLIDSET', 'integer'],
  [20, 'Motorola-Canopy-VLAGETO', 'integer'],
  [21, 'Motorola-Canopy-VLIGVID', 'integer'],
  [22, 'Motorola-Canopy-VLMGVID', 'integer'],
  [23, 'Motorola-Canopy-VLSMMGPASS', 'integer'],
  [24, 'Motorola-Canopy-BCASTMIR', 'integer'],
  [50, 'Motorola-Canopy-UserLevel', 'integer'],
];

export const ROARING_PENGUIN: readonly AttributeLine[] = [
  [1, 'RP-Upstream-Speed-Limit', 'integer'],
  [2, 'RP-Downstream-Speed-Limit', 'integer'],
  [3, 'RP-HURL', 'text'],
  [4, 'RP-MOTM', 'text'],
  [5, 'RP-Max-Sessions-Per-User', 'integer'],
];
