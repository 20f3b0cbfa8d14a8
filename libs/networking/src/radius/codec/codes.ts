/** Packet codes: RFC 2865 §3, RFC 2866 §3, RFC 5176 §2.3, RFC 5997. */
export const PacketCode = {
  AccessRequest: 1,
  AccessAccept: 2,
  AccessReject: 3,
  AccountingRequest: 4,
  AccountingResponse: 5,
  AccessChallenge: 11,
  StatusServer: 12,
  DisconnectRequest: 40,
  DisconnectAck: 41,
  DisconnectNak: 42,
  CoaRequest: 43,
  CoaAck: 44,
  CoaNak: 45,
} as const;

export const VendorId = {
  Cisco: 9,
  Motorola: 161,
  Microsoft: 311,
  Huawei: 2011,
  Juniper: 2636,
  Adsl: 3561,
  Erx: 4874,
  RoaringPenguin: 10055,
  Wispr: 14122,
  Mikrotik: 14988,
  Cambium: 17713,
} as const;

/** Attribute numbers that the code names; the whole list with types and names is the dictionary. */
export const Attr = {
  UserName: 1,
  UserPassword: 2,
  ChapPassword: 3,
  NasIpAddress: 4,
  NasPort: 5,
  ServiceType: 6,
  FramedProtocol: 7,
  FramedIpAddress: 8,
  ReplyMessage: 18,
  FramedRoute: 22,
  State: 24,
  Class: 25,
  VendorSpecific: 26,
  SessionTimeout: 27,
  IdleTimeout: 28,
  CalledStationId: 30,
  CallingStationId: 31,
  NasIdentifier: 32,
  ProxyState: 33,
  AcctStatusType: 40,
  AcctDelayTime: 41,
  AcctInputOctets: 42,
  AcctOutputOctets: 43,
  AcctSessionId: 44,
  AcctSessionTime: 46,
  AcctInputPackets: 47,
  AcctOutputPackets: 48,
  AcctTerminateCause: 49,
  AcctMultiSessionId: 50,
  AcctInputGigawords: 52,
  AcctOutputGigawords: 53,
  EventTimestamp: 55,
  ChapChallenge: 60,
  NasPortType: 61,
  TunnelPassword: 69,
  EapMessage: 79,
  MessageAuthenticator: 80,
  AcctInterimInterval: 85,
  NasPortId: 87,
  FramedPool: 88,
  NasIpv6Address: 95,
  FramedIpv6Prefix: 97,
  FramedIpv6Pool: 100,
  ErrorCause: 101,
  DelegatedIpv6Prefix: 123,
  FramedIpv6Address: 168,
} as const;

/** Microsoft, RFC 2548. */
export const MsAttr = {
  ChapResponse: 1,
  ChapError: 2,
  MppeEncryptionPolicy: 7,
  MppeEncryptionTypes: 8,
  ChapChallenge: 11,
  MppeSendKey: 16,
  MppeRecvKey: 17,
  Chap2Response: 25,
  Chap2Success: 26,
} as const;

export const MikrotikAttr = { Group: 3, RateLimit: 8, HostIp: 10, AddressList: 19, DelegatedIpv6Pool: 22 } as const;
/** RFC 4679 §3.3: what the access node says of the line. */
export const AdslAttr = { AgentCircuitId: 1, AgentRemoteId: 2 } as const;
export const CiscoAttr = { AvPair: 1 } as const;
export const ErxAttr = { DhcpOptions: 55, DhcpOption82: 159 } as const;

/** Service-Type, RFC 2865 §5.6. */
export const ServiceType = { Login: 1, Framed: 2, Administrative: 6, NasPrompt: 7 } as const;

/** NAS-Port-Type, RFC 2865 §5.41. */
export const NasPortType = { Async: 0, Virtual: 5, Ethernet: 15, Wireless: 19 } as const;

export const FRAMED_PPP = 1;
export const WisprAttr = { BandwidthMaxUp: 7, BandwidthMaxDown: 8 } as const;
export const HuaweiAttr = { InputAverageRate: 2, OutputAverageRate: 5 } as const;

export const AcctStatus = { Start: 1, Stop: 2, InterimUpdate: 3, AccountingOn: 7, AccountingOff: 8 } as const;

/** Acct-Terminate-Cause, RFC 2866 §5.10, those that the simulator and the sessions screen use. */
export const TerminateCause = {
  UserRequest: 1,
  LostCarrier: 2,
  IdleTimeout: 4,
  SessionTimeout: 5,
  AdminReset: 6,
  NasReboot: 11,
} as const;

/** Error-Cause, RFC 5176 §3.5. */
export const ErrorCause: Readonly<Record<number, string>> = {
  201: 'residual session context removed',
  202: 'invalid EAP packet',
  401: 'unsupported attribute',
  402: 'missing attribute',
  403: 'NAS identification mismatch',
  404: 'invalid request',
  405: 'unsupported service',
  406: 'unsupported extension',
  407: 'invalid attribute value',
  501: 'administratively prohibited',
  502: 'request not routable',
  503: 'session context not found',
  504: 'session context not removable',
  505: 'other proxy processing error',
  506: 'resources unavailable',
  507: 'request initiated',
  508: 'multiple session selection unsupported',
};

export const SESSION_CONTEXT_NOT_FOUND = 503;
