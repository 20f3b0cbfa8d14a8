import { VendorId } from './codes.js';
import type { AttributeLine } from './attribute-definition.js';

export const VENDOR_NAMES: ReadonlyMap<number, string> = new Map([
  [VendorId.Cisco, 'Cisco'],
  [VendorId.Microsoft, 'MS'],
  [VendorId.Huawei, 'Huawei'],
  [VendorId.Erx, 'ERX'],
  [VendorId.Wispr, 'WISPr'],
  [VendorId.Mikrotik, 'Mikrotik'],
]);

const CISCO: readonly AttributeLine[] = [
  [1, 'Cisco-AVPair', 'text'],
  [2, 'Cisco-NAS-Port', 'text'],
  [37, 'Cisco-Policy-Up', 'text'],
  [38, 'Cisco-Policy-Down', 'text'],
  [250, 'Cisco-Account-Info', 'text'],
  [251, 'Cisco-Service-Info', 'text'],
  [252, 'Cisco-Command-Code', 'text'],
  [253, 'Cisco-Control-Info', 'text'],
];

/** RFC 2548. */
const MICROSOFT: readonly AttributeLine[] = [
  [1, 'MS-CHAP-Response', 'octets'],
  [2, 'MS-CHAP-Error', 'octets'],
  [3, 'MS-CHAP-CPW-1', 'octets'],
  [4, 'MS-CHAP-CPW-2', 'octets'],
  [7, 'MS-MPPE-Encryption-Policy', 'integer'],
  [8, 'MS-MPPE-Encryption-Types', 'integer'],
  [10, 'MS-CHAP-Domain', 'octets'],
  [11, 'MS-CHAP-Challenge', 'octets'],
  [12, 'MS-CHAP-MPPE-Keys', 'octets', 'password'],
  [16, 'MS-MPPE-Send-Key', 'octets', 'salt'],
  [17, 'MS-MPPE-Recv-Key', 'octets', 'salt'],
  [25, 'MS-CHAP2-Response', 'octets'],
  [26, 'MS-CHAP2-Success', 'octets'],
  [27, 'MS-CHAP2-CPW', 'octets'],
  [28, 'MS-Primary-DNS-Server', 'ipaddr'],
  [29, 'MS-Secondary-DNS-Server', 'ipaddr'],
];

const HUAWEI: readonly AttributeLine[] = [
  [1, 'Huawei-Input-Burst-Size', 'integer'],
  [2, 'Huawei-Input-Average-Rate', 'integer'],
  [3, 'Huawei-Input-Peak-Rate', 'integer'],
  [4, 'Huawei-Output-Burst-Size', 'integer'],
  [5, 'Huawei-Output-Average-Rate', 'integer'],
  [6, 'Huawei-Output-Peak-Rate', 'integer'],
  [31, 'Huawei-Qos-Profile-Name', 'text'],
  [82, 'Huawei-Data-Filter', 'text'],
];

const ERX: readonly AttributeLine[] = [
  [1, 'ERX-Virtual-Router-Name', 'text'],
  [4, 'ERX-Primary-Dns', 'ipaddr'],
  [5, 'ERX-Secondary-Dns', 'ipaddr'],
  [10, 'ERX-Ingress-Policy-Name', 'text'],
  [11, 'ERX-Egress-Policy-Name', 'text'],
  [65, 'ERX-Service-Activate', 'text', 'tag'],
  [66, 'ERX-Service-Deactivate', 'text'],
];

const WISPR: readonly AttributeLine[] = [
  [1, 'WISPr-Location-ID', 'text'],
  [2, 'WISPr-Location-Name', 'text'],
  [3, 'WISPr-Logoff-URL', 'text'],
  [4, 'WISPr-Redirection-URL', 'text'],
  [5, 'WISPr-Bandwidth-Min-Up', 'integer'],
  [6, 'WISPr-Bandwidth-Min-Down', 'integer'],
  [7, 'WISPr-Bandwidth-Max-Up', 'integer'],
  [8, 'WISPr-Bandwidth-Max-Down', 'integer'],
  [9, 'WISPr-Session-Terminate-Time', 'text'],
  [10, 'WISPr-Session-Terminate-End-Of-Day', 'text'],
  [11, 'WISPr-Billing-Class-Of-Service', 'text'],
];

const MIKROTIK: readonly AttributeLine[] = [
  [1, 'Mikrotik-Recv-Limit', 'integer'],
  [2, 'Mikrotik-Xmit-Limit', 'integer'],
  [3, 'Mikrotik-Group', 'text'],
  [4, 'Mikrotik-Wireless-Forward', 'integer'],
  [5, 'Mikrotik-Wireless-Skip-Dot1x', 'integer'],
  [6, 'Mikrotik-Wireless-Enc-Algo', 'integer'],
  [7, 'Mikrotik-Wireless-Enc-Key', 'text'],
  [8, 'Mikrotik-Rate-Limit', 'text'],
  [9, 'Mikrotik-Realm', 'text'],
  [10, 'Mikrotik-Host-IP', 'ipaddr'],
  [11, 'Mikrotik-Mark-Id', 'text'],
  [12, 'Mikrotik-Advertise-URL', 'text'],
  [13, 'Mikrotik-Advertise-Interval', 'integer'],
  [14, 'Mikrotik-Recv-Limit-Gigawords', 'integer'],
  [15, 'Mikrotik-Xmit-Limit-Gigawords', 'integer'],
  [16, 'Mikrotik-Wireless-PSK', 'text'],
  [17, 'Mikrotik-Total-Limit', 'integer'],
  [18, 'Mikrotik-Total-Limit-Gigawords', 'integer'],
  [19, 'Mikrotik-Address-List', 'text'],
  [20, 'Mikrotik-Wireless-MPKey', 'text'],
  [21, 'Mikrotik-Wireless-Comment', 'text'],
  [22, 'Mikrotik-Delegated-IPv6-Pool', 'text'],
  [23, 'Mikrotik-DHCP-Option-Set', 'text'],
  [24, 'Mikrotik-DHCP-Option-Param-STR1', 'text'],
  [25, 'Mikrotik-DHCP-Option-Param-STR2', 'text'],
  [26, 'Mikrotik-Wireless-VLANID', 'integer'],
  [27, 'Mikrotik-Wireless-VLANIDtype', 'integer'],
  [28, 'Mikrotik-Wireless-Minsignal', 'text'],
  [29, 'Mikrotik-Wireless-Maxsignal', 'text'],
  [30, 'Mikrotik-Switching-Filter', 'text'],
];

export const VENDOR_ATTRIBUTES: ReadonlyMap<number, readonly AttributeLine[]> = new Map([
  [VendorId.Cisco, CISCO],
  [VendorId.Microsoft, MICROSOFT],
  [VendorId.Huawei, HUAWEI],
  [VendorId.Erx, ERX],
  [VendorId.Wispr, WISPR],
  [VendorId.Mikrotik, MIKROTIK],
]);
