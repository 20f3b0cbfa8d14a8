import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, Matches } from 'class-validator';
import { RouterStepInput } from '../retire-router.js';

export const ChangesOverEnum = { UDP: 'udp', TLS: 'tls' } as const;
registerEnumType(ChangesOverEnum, {
  name: 'ChangesOver',
  description: 'Which way changes of sessions (CoA, Disconnect) go to a router.',
  valuesMap: {
    UDP: { description: 'To its port for CoA (RFC 5176).' },
    TLS: { description: 'Back on the connection that it has opened (RFC 8559).' },
  },
});

const FINGERPRINT = /^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;
const NAME = /^[a-z0-9]([a-z0-9._:-]{0,251}[a-z0-9])?$/i;

@InputType({ description: 'How a router is known over TLS.' })
export class SetRouterTlsInput extends RouterStepInput {
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

  @Field(() => ChangesOverEnum, { defaultValue: 'udp', description: 'Which way changes of its sessions go.' })
  @IsIn(['udp', 'tls'])
  changes: 'udp' | 'tls' = 'udp';

  @Field(() => Boolean, { defaultValue: false, description: 'By UDP it gets no answer any more.' })
  @IsBoolean()
  isOnly: boolean = false;
}
