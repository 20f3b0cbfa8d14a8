import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { RouterId } from '../../../domain/ids.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { lockRouter } from '../change-router.js';
import { RouterStepInput } from '../retire-router.js';
import { apiPasswordBindingOf } from '../router-doors.js';
import { RunRouterChecks } from './run-router-checks.job.js';

@InputType({ description: 'How we log in on a router.' })
export class SetRouterApiInput extends RouterStepInput {
  @Field(() => String, { nullable: true, description: 'The account on the router; null: no account any more.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  username?: string | null;

  @Field(() => String, { nullable: true, description: 'Its password; left out, it stays. It is never shown again.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  password?: string;

  @Field(() => Int, { nullable: true, description: 'The port: 8729 for api-ssl, 8728 for api, unless set.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SHA-256 fingerprint of the certificate that was seen and is accepted, with or without colons.',
  })
  @IsOptional()
  @Matches(/^([0-9a-f]{2}:?){32}$/i, { message: 'certificate is a SHA-256 fingerprint: 64 hexadecimal digits' })
  certificate?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Speak over the line without protection: password and rows can be read on the way.',
  })
  @IsBoolean()
  unprotected: boolean = false;
}

/** Sets the account for the API, with the certificate that a person has accepted; nothing is sent to another one. */
@Injectable()
export class SetRouterApi extends Command<SetRouterApiInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.setRouterApi',
    sentence: 'Set the API account of a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = SetRouterApiInput;

  constructor(private readonly secrets: SecretBox) {
    super();
  }

  async handle(input: SetRouterApiInput, act: Act): Promise<{ routerId: RouterId }> {
    const { routerId } = input;
    const router = await lockRouter(act, routerId);
    if (router.vendor !== 'mikrotik') throw conflict('API_NOT_MIKROTIK', 'Only routers of MikroTik have this API.');
    if (input.username === null || input.username === undefined) await this.forget(act, routerId);
    else await this.set(act, input, input.username);
    act.audit(
      { kind: 'router', id: routerId },
      `API account of ${router.name} ${input.username ? 'set' : 'taken out'}`,
      {
        username: input.username ?? null,
        certificate: input.certificate ?? null,
        unprotected: input.unprotected,
      },
    );
    act.emit(RouterChanged, { routerId });
    act.enqueue(
      RunRouterChecks,
      { routerId, kinds: ['reach', 'api', 'clock'], by: actorLabel(act.actor).name },
      { priority: 1 },
    );
    return { routerId };
  }

  private async forget(act: Act, routerId: string): Promise<void> {
    await act.sql.execute(
      'UPDATE networking.router SET api_username = NULL, api_password = NULL, api_port = NULL, api_sha256 = NULL, revision = revision + 1 WHERE id = $1',
      [routerId],
    );
  }

  private async set(act: Act, input: SetRouterApiInput, username: string): Promise<void> {
    const { routerId, password, port, certificate, unprotected } = input;
    if (unprotected === (certificate !== null && certificate !== undefined))
      throw invalid(
        'CERTIFICATE_OR_UNPROTECTED',
        'Accept the certificate that the router shows, or say that the line is not protected.',
        [{ field: 'certificate', message: 'accept it, or choose the line without protection' }],
      );
    const sealed =
      password === undefined
        ? null
        : await this.secrets.seal('router_password', password, apiPasswordBindingOf(routerId));
    const kept = await act.sql.execute(
      `UPDATE networking.router SET api_username = $2, api_password = coalesce($3, api_password), api_port = $4, api_sha256 = $5,
         revision = revision + 1 WHERE id = $1 AND coalesce($3, api_password) IS NOT NULL`,
      [routerId, username, sealed, port ?? null, unprotected ? null : certificate?.replaceAll(':', '').toLowerCase()],
    );
    if (kept === 0)
      throw invalid('PASSWORD_NEEDED', 'Give the password of the account.', [
        { field: 'password', message: 'is needed the first time' },
      ]);
  }
}
