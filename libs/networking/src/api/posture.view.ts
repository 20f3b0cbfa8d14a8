import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { type RevokeReason, RevokeReasonEnum } from '../app/routers/tls/revoke-certificate.js';
import { ChangesOverEnum } from '../app/routers/tls/router-tls.input.js';
import type { FoundPosture } from '../app/routers/posture/router-postures.query.js';
import type { SigningForecast } from '../app/routers/posture/require-signing.js';
import { type MessageAuthenticator, MessageAuthenticatorEnum } from '../app/routers/router.input.js';
import type { PostureState, PostureSubject, PostureVerdict, Transport } from '../domain/router-posture.js';
import type { SecretStrength } from '../domain/secret-strength.js';
import { outlookInWords, type SigningOutlook } from '../domain/signing.js';

export const PostureVerdictEnum = { SAFE: 'safe', ATTENTION: 'attention', DANGER: 'danger' } as const;
registerEnumType(PostureVerdictEnum, {
  name: 'PostureVerdict',
  description: 'How well a router is protected.',
  valuesMap: {
    SAFE: { description: 'Everything is in order.' },
    ATTENTION: { description: 'Something is worth a look.' },
    DANGER: { description: 'Somebody could forge, read or guess.' },
  },
});

export const PostureStateEnum = { GOOD: 'good', ATTENTION: 'attention', BAD: 'bad', OFF: 'off' } as const;
registerEnumType(PostureStateEnum, {
  name: 'PostureState',
  description: 'How one thing about a router stands.',
  valuesMap: {
    GOOD: { description: 'In order.' },
    ATTENTION: { description: 'Worth a look.' },
    BAD: { description: 'A way in for somebody else.' },
    OFF: { description: 'Not in use.' },
  },
});

export const PostureSubjectEnum = {
  TRANSPORT: 'transport',
  SIGNATURE: 'signature',
  SECRET: 'secret',
  CERTIFICATE: 'certificate',
  CHANGES: 'changes',
  CLOCK: 'clock',
  API: 'api',
} as const;
registerEnumType(PostureSubjectEnum, {
  name: 'PostureSubject',
  description: 'What a finding is about.',
  valuesMap: {
    TRANSPORT: { description: 'How its requests come.' },
    SIGNATURE: { description: 'Message-Authenticator (CVE-2024-3596).' },
    SECRET: { description: 'Its shared secret.' },
    CERTIFICATE: { description: 'Its certificate, over TLS.' },
    CHANGES: { description: 'CoA and Disconnect.' },
    CLOCK: { description: 'Its clock.' },
    API: { description: 'The line to its API.' },
  },
});

export const RadiusTransportEnum = { UDP: 'udp', TLS: 'tls', BOTH: 'both', NONE: 'none' } as const;
registerEnumType(RadiusTransportEnum, {
  name: 'RadiusTransport',
  description: 'How a router is heard.',
  valuesMap: {
    UDP: { description: 'By UDP, under its shared secret.' },
    TLS: { description: 'Over TLS alone (RFC 6614).' },
    BOTH: { description: 'Over TLS, and by UDP as well.' },
    NONE: { description: 'Not at all.' },
  },
});

export const SecretStrengthEnum = { WEAK: 'weak', FAIR: 'fair', STRONG: 'strong' } as const;
registerEnumType(SecretStrengthEnum, {
  name: 'SecretStrength',
  description: 'How hard a shared secret is to guess.',
  valuesMap: {
    WEAK: { description: 'Short, or made of words and rows.' },
    FAIR: { description: 'Long enough for now.' },
    STRONG: { description: 'Long and random.' },
  },
});

export const SigningOutlookEnum = {
  SAFE: 'safe',
  REQUIRED: 'required',
  PROTECTED: 'protected',
  UNSIGNED: 'unsigned',
  TOO_SHORT: 'too_short',
  QUIET: 'quiet',
  NEVER_HEARD: 'never_heard',
} as const;
registerEnumType(SigningOutlookEnum, {
  name: 'SigningOutlook',
  description: 'Whether requiring signatures of a router would shut anybody out.',
  valuesMap: {
    SAFE: { description: 'It signed everything for long enough.' },
    REQUIRED: { description: 'They are required already.' },
    PROTECTED: { description: 'It is heard over TLS alone.' },
    UNSIGNED: { description: 'It sent unsigned requests.' },
    TOO_SHORT: { description: 'It signs, but not for long enough yet.' },
    QUIET: { description: 'It was not heard lately.' },
    NEVER_HEARD: { description: 'It was never heard.' },
  },
});

@ObjectType('PostureFinding', { description: 'How one thing about a router stands, and what to do.' })
export class PostureFindingView {
  @Field(() => PostureSubjectEnum, { description: 'What it is about.' })
  subject: PostureSubject;

  @Field(() => PostureStateEnum, { description: 'How it stands.' })
  state: PostureState;

  @Field(() => String, { description: 'The finding as a code.' })
  code: string;

  @Field(() => String, { description: 'The same in words.' })
  sentence: string;

  @Field(() => String, { nullable: true, description: 'The likely fix.' })
  advice: string | null;
}

@ObjectType('RouterPosture', { description: 'How well a router is protected from who could forge, read or guess.' })
export class RouterPostureView {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Int, { description: 'Its revision; give it when changing.' })
  revision: number;

  @Field(() => PostureVerdictEnum, { description: 'All in one.' })
  verdict: PostureVerdict;

  @Field(() => RadiusTransportEnum, { description: 'How it is heard.' })
  transport: Transport;

  @Field(() => MessageAuthenticatorEnum, { description: 'What is asked of its logins.' })
  policy: MessageAuthenticator;

  @Field(() => InstantScalar, { nullable: true, description: 'When a login last came from it.' })
  lastSeenAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when everything it sent by UDP was signed.' })
  signedSince: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When an unsigned login of it was last answered.' })
  unsignedSeenAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When an unsigned login last got no answer.' })
  unsignedRefusedAt: Date | null;

  @Field(() => SecretStrengthEnum, { nullable: true, description: 'How strong its secret is; null: it has none.' })
  secretStrength: SecretStrength['strength'] | null;

  @Field(() => String, { nullable: true, description: 'How long it is: under_16, 16_to_23 or 24_or_more characters.' })
  secretLength: SecretStrength['length'] | null;

  @Field(() => Int, { description: 'How many other routers have the same secret.' })
  secretSharedWith: number;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when it is connected over TLS; null: it is not.' })
  connectedSince: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When the certificate ends that it showed last.' })
  certificateExpiresAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'Where routers connect over TLS; null: nobody listens there.' })
  tlsPort: number | null;

  @Field(() => [PostureFindingView], { description: 'What was looked at, each in its place.' })
  findings: PostureFindingView[];
}

@ObjectType('SigningForecast', { description: 'What requiring signatures would mean for a router.' })
export class SigningForecastView {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Int, { description: 'Its revision.' })
  revision: number;

  @Field(() => MessageAuthenticatorEnum, { description: 'What is asked of it now.' })
  policy: MessageAuthenticator;

  @Field(() => SigningOutlookEnum, { description: 'What would become of it.' })
  outlook: SigningOutlook;

  @Field(() => String, { description: 'The same in words.' })
  sentence: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when everything was signed.' })
  signedSince: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last sent an unsigned login.' })
  unsignedSeenAt: Date | null;
}

@ObjectType('RadsecConnection', { description: 'A connection of a router over TLS that is up.' })
export class RadsecConnectionView {
  @Field(() => String, { description: 'Where it comes from.' })
  address: string;

  @Field(() => String, { description: 'The version of TLS.' })
  protocol: string;

  @Field(() => String, { description: 'The name in its certificate.' })
  certificateSubject: string;

  @Field(() => String, { description: 'SHA-256 of its certificate.' })
  fingerprint: string;

  @Field(() => InstantScalar, { description: 'When it connected.' })
  connectedAt: Date;

  @Field(() => InstantScalar, { description: 'When a packet last came over it.' })
  heardAt: Date;
}

@ObjectType('RouterTls', { description: 'How a router is known over TLS.' })
export class RouterTlsView {
  @Field(() => [String], { description: 'SHA-256 fingerprints of its certificates.' })
  fingerprints: string[];

  @Field(() => [String], { description: 'Names in its certificate.' })
  names: string[];

  @Field(() => ChangesOverEnum, { description: 'Which way changes of its sessions go.' })
  changes: 'udp' | 'tls';

  @Field(() => Boolean, { description: 'Whether it gets no answer by UDP.' })
  isOnly: boolean;

  @Field(() => String, { nullable: true, description: 'The name in the certificate that it showed last.' })
  certificateSubject: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of that certificate.' })
  certificateFingerprint: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When that certificate ends.' })
  certificateExpiresAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last connected.' })
  lastConnectedAt: Date | null;

  @Field(() => [RadsecConnectionView], { description: 'Its connections that are up.' })
  connections: readonly RadsecConnectionView[];
}

@ObjectType('RevokedCertificate', { description: 'A certificate of a router that counts no more.' })
export class RevokedCertificateView {
  @Field(() => String, { description: 'Its SHA-256.' })
  fingerprint: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that it belonged to; null: none was said.' })
  routerId: string | null;

  @Field(() => String, { description: 'The name in it; empty where it was never shown.' })
  subject: string;

  @Field(() => RevokeReasonEnum, { description: 'Why it was revoked.' })
  reason: RevokeReason;

  @Field(() => InstantScalar, { description: 'Since when it counts no more.' })
  revokedAt: Date;

  @Field(() => String, { description: 'Who revoked it.' })
  revokedBy: string;
}

@ObjectType('RadsecStranger', { description: 'A certificate that was refused in the last day.' })
export class RadsecStrangerView {
  @Field(() => InstantScalar, { description: 'When it was last shown.' })
  at: Date;

  @Field(() => String, { description: 'Where from.' })
  address: string;

  @Field(() => String, { description: 'Why it was refused.' })
  sentence: string;

  @Field(() => String, { description: 'Names and days in it.' })
  detail: string;

  @Field(() => String, { description: 'Its SHA-256.' })
  fingerprint: string;
}

export function routerPostureView({ secret, sharedWith, findings, ...found }: FoundPosture): RouterPostureView {
  return {
    ...found,
    secretStrength: secret?.strength ?? null,
    secretLength: secret?.length ?? null,
    secretSharedWith: sharedWith,
    findings: findings.map(({ advice, ...finding }) => ({ ...finding, advice: advice === '' ? null : advice })),
  };
}

export function signingForecastView(found: SigningForecast): SigningForecastView {
  return { ...found, sentence: outlookInWords(found.outlook) };
}
