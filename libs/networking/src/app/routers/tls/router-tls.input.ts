import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import type { RouterId } from '../../../domain/ids.js';

export const ChangesOverEnum = { UDP: 'udp', TLS: 'tls' } as const;
export type ChangesOver = (typeof ChangesOverEnum)[keyof typeof ChangesOverEnum];
registerEnumType(ChangesOverEnum, {
  name: 'ChangesOver',
  description: 'Which way changes of sessions (CoA, Disconnect) go to a router.',
  valuesMap: {
    UDP: { description: 'To its port for CoA (RFC 5176).' },
    TLS: { description: 'Back on the connection that it has opened (RFC 8559).' },
  },
});

export const FINGERPRINT = /^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;
const NAME = /^[a-z0-9]([a-z0-9._:-]{0,251}[a-z0-9])?$/i;

@InputType({ description: 'The certificates that a router shows over TLS.' })
export class RouterCertificatesInput {
  @Field(() => [String], {
    description: 'SHA-256 fingerprints of its certificates, with or without colons: two while one follows another.',
  })
  @IsArray()
  @ArrayMaxSize(4)
  @Matches(FINGERPRINT, { each: true, message: 'each fingerprint is a SHA-256: 64 hexadecimal digits' })
  fingerprints: string[];

  @Field(() => [String], { description: 'Names in its certificate, where the authority has signed it.' })
  @IsArray()
  @ArrayMaxSize(4)
  @Matches(NAME, { each: true, message: 'each name is a host name, an address or a common name without spaces' })
  names: string[];

  @Field(() => ChangesOverEnum, {
    nullable: true,
    description:
      'Which way changes of its sessions go; left out, by UDP where it has a secret, else on its connection.',
  })
  @IsOptional()
  @IsIn(['udp', 'tls'])
  changes?: ChangesOver;
}

@InputType({ description: 'How a router is known over TLS.' })
export class SetRouterTlsInput extends RouterCertificatesInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => Boolean, { defaultValue: false, description: 'By UDP it gets no answer any more.' })
  @IsBoolean()
  isOnly: boolean = false;
}
