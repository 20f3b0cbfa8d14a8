/** The part of npm `radius` 1.1.4 that the cross-check uses; the package brings no types of its own. */
declare module 'radius' {
  interface Decoded {
    readonly code: string;
    readonly identifier: number;
    readonly length: number;
    readonly attributes: Readonly<Record<string, unknown>>;
  }
  type PeerAttribute =
    readonly [string | number, unknown] | readonly ['Vendor-Specific', number, readonly (readonly [number, Buffer])[]];
  interface ToEncode {
    readonly code: string;
    readonly secret: string;
    readonly identifier?: number;
    readonly attributes?: readonly PeerAttribute[];
    readonly add_message_authenticator?: boolean;
  }
  interface PeerLibrary {
    encode(args: ToEncode): Buffer;
    decode(args: { readonly packet: Buffer; readonly secret: string }): Decoded;
    encode_response(args: ToEncode & { readonly packet: Decoded }): Buffer;
    verify_response(args: { readonly request: Buffer; readonly response: Buffer; readonly secret: string }): boolean;
  }
  const library: PeerLibrary;
  export default library;
}
