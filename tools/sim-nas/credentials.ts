import { randomBytes } from 'node:crypto';
import {
  Attr,
  chapDigest,
  hidePassword,
  MsAttr,
  ntPasswordHash,
  ntResponse,
  VendorId,
  type Attribute,
} from '@demarc/networking/radius';

export type SimMethod = 'pap' | 'chap' | 'mschap2';

/** How a NAS proves what the customer typed. */
export function credentialAttributes(
  method: SimMethod,
  user: string,
  password: string,
  secret: Buffer,
  authenticator: Buffer,
): Attribute[] {
  switch (method) {
    case 'pap': {
      const hidden = hidePassword(Buffer.from(password), secret, authenticator);
      return hidden.ok ? [{ vendor: 0, type: Attr.UserPassword, value: hidden.value }] : [];
    }
    case 'chap': {
      const id = randomBytes(1);
      const challenge = randomBytes(16);
      const digest = chapDigest(id[0] ?? 0, Buffer.from(password), challenge);
      return [
        { vendor: 0, type: Attr.ChapPassword, value: Buffer.concat([id, digest]) },
        { vendor: 0, type: Attr.ChapChallenge, value: challenge },
      ];
    }
    case 'mschap2': {
      const challenge = randomBytes(16);
      const peerChallenge = randomBytes(16);
      const response = ntResponse(Buffer.from(user), ntPasswordHash(password), challenge, peerChallenge);
      const value = Buffer.concat([Buffer.from([1, 0]), peerChallenge, Buffer.alloc(8), response]);
      const vendor = VendorId.Microsoft;
      return [
        { vendor, type: MsAttr.ChapChallenge, value: challenge },
        { vendor, type: MsAttr.Chap2Response, value },
      ];
    }
  }
}
